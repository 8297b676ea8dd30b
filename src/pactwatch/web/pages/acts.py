"""Activity: who did what, when and why, from the audit log."""

from __future__ import annotations

from typing import Any

from litestar import Response

from pactwatch.casefile.plain import one_line
from pactwatch.errors import UsageError
from pactwatch.model import Judgement
from pactwatch.store.activity import Act
from pactwatch.web.context import Context
from pactwatch.web.pages.asking import Query, as_data, pager
from pactwatch.web.pages.history import at_words, what
from pactwatch.web.pages.rendering import problem_of, show, status_for
from pactwatch.web.routes import get_page

LIMIT = 50
DONE = {
    "document.add": "added a document", "capture.add": "kept a capture", "reading.add": "read a document", "list.add": "added a sanctions list",
    "instrument.add": "added an official text", "engine.add": "registered an engine",
}  # fmt: skip
PAGES = (("cl-", "/claims/"), ("case-", "/cases/"), ("story-", "/origins/"), ("fd-", "/provisions/"), ("doc-", "/documents/"))


@get_page("/activity", name="pages.activity")
def show_activity(ctx: Context) -> Response[bytes]:
    """Show the newest entries of the audit log, or those of one person, or since a day."""
    query = Query(ctx)
    offset, who, since = query.number("offset", 0), query.text("who"), query.text("since")
    try:
        with ctx.view() as view:
            acts = view.activity(since, who, LIMIT + 1, offset)
            total = view.sizes()["audit"]
    except UsageError as error:
        asked = {"who": who, "since": since}
        return show(ctx, "activity.html.j2", title="Activity", status=status_for(error), error=problem_of(error), rows=[], asked=asked, pager=None)
    # of a part of the log only whether there is more is known, without reading all of it
    known = total if who is None and since is None else offset + len(acts)
    data = as_data("activity", {"who": who, "since": since})
    rows = [act_row(act) for act in acts[:LIMIT]]
    listed = pager(query, known, LIMIT, offset, len(rows)) | {"more_than": len(acts) > LIMIT and known != total}
    return show(ctx, "activity.html.j2", title="Activity", rows=rows, asked={"who": who, "since": since}, pager=listed, data=data)


def act_row(act: Act) -> dict[str, Any]:
    """Return one entry as pages show it, with the page of what it is about."""
    about = act.about or act.subject
    return {
        "at": at_words(act.at), "who": one_line(act.who), "what": _what(act), "why": one_line(act.why or ""),
        "subject": one_line(act.title or about[:40]),
        "href": next((f"{page}{about}" for start, page in PAGES if about.startswith(start)), None),
    }  # fmt: skip


def _what(act: Act) -> str:
    if act.kind is None:
        return DONE.get(act.action, act.action.replace(".", " "))
    judgement = Judgement(id=act.subject, seq=0, kind=act.kind, subject=act.about or "", value=act.value or {}, who=act.who, at=act.at,
                          why=act.why or "", undoes=act.undoes)  # fmt: skip
    return what(judgement)


handlers = [show_activity]

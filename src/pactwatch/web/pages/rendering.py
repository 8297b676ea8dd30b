"""Pages made: the frame around them, what was done said on them, and errors of a form shown beside it."""

from __future__ import annotations

from typing import Any

from litestar import Response

from pactwatch.errors import PactwatchError
from pactwatch.web.context import Context
from pactwatch.web.errors import WebError, status_of
from pactwatch.web.pages.asking import Query
from pactwatch.web.pages.pressing import pressed
from pactwatch.web.templates import page

SAID = {
    "accept": "Accepted.", "reject": "Rejected.", "edit": "The edit is kept.", "edit-accept": "The edit is kept and the claim accepted.",
    "grade": "The grade is kept.", "note": "The note is kept.", "retract": "Retracted; what rests on it is reopened.", "undo": "Undone.",
    "settled": "It stands; the reason is kept.",
    "split": "Split.", "join": "Joined.", "conclude": "The conclusion is signed.", "element": "The element is decided.",
    "made": "The case is made.", "saved": "Saved.", "signed": "Signed.", "published": "Published.", "removed": "Removed.", "added": "Added.",
    "built": "Paragraphs are drafted from the reviewed claims.",
}  # fmt: skip
"""What a page says after a form was sent, by the `did` of its address: fixed words, so that an address cannot put others there."""


def show(ctx: Context, template: str, *, title: str, status: int = 200, flash: dict[str, Any] | None = None, **values: Any) -> Response[bytes]:
    """Return a page; `flash` is what was just done, taken from the address where it is not given."""
    said = flash if flash is not None else flash_of(Query(ctx))
    error = values.pop("error", None)
    return page(ctx, template, status=status, title=title, flash=said, error=error, **values)


def flash_of(query: Query) -> dict[str, Any] | None:
    """Return what the address says was done."""
    words = SAID.get(query.text("did") or "")
    if words is None:
        return None
    about = query.text("on") or ""
    link = {"href": f"/claims/{about}", "words": about[:11]} if about.startswith("cl-") and about[3:].isalnum() else None
    return {"tone": "good", "words": words, "link": link}


def problem_of(error: PactwatchError, title: str = "That did not work") -> dict[str, str]:
    """Return an error as pages show it."""
    return {"title": title, "message": pressed(str(error)), "code": error.code}


def status_for(error: PactwatchError) -> int:
    """Return the status of the page that shows `error`."""
    return error.status if isinstance(error, WebError) else status_of(error)

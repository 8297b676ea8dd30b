"""Case files as the server keeps them: built once, again only when something that they rest on has changed.

A case file follows from the events of the case, the readings, lists and official texts of the ledger, what people decided about
sources, findings, stories and matches, the reviews of the claims that it shows, and which claims of its documents and of all others of
their stories count, as origins are counted by these. Other reviews change nothing in it but the head and the day of the ledger, which
are put in at each request.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import msgspec

from pactwatch.casefile.case_build import build
from pactwatch.casefile.case_file import CaseFile
from pactwatch.casefile.case_material import Material
from pactwatch.casefile.case_types import Case
from pactwatch.commands.finding_judgements import CONCLUSION, ELEMENT
from pactwatch.commands.screening import DECISION
from pactwatch.errors import LedgerError
from pactwatch.figures.grades import SOURCE
from pactwatch.ids import sha256_hex
from pactwatch.origins.decisions import JOIN, SPLIT
from pactwatch.store.codec import text_bytes
from pactwatch.store.view import View
from pactwatch.web.computed.kept import Got
from pactwatch.web.context import Context
from pactwatch.web.pages.case_apart import verified_apart

DECIDED = (SOURCE, ELEMENT, CONCLUSION, DECISION, JOIN, SPLIT)


def file_of(ctx: Context, view: View, case: Case, *, draft: bool = False) -> CaseFile:
    """Return the case file of a case, with the stories that the server keeps."""
    from pactwatch.commands.case_sources import epoch_day

    stamp, gather = _stamped(ctx, view, case)
    file = _built(ctx, case, stamp, gather, draft=draft)
    newest = view.activity(limit=1)
    return msgspec.structs.replace(file, audit_head=view.head()[1], day=epoch_day() or (newest[0].at if newest else case.at))


def stamp_of(ctx: Context, view: View, case: Case) -> Hashable:
    """Return what changes whenever something that the case file rests on has changed."""
    return _stamped(ctx, view, case)[0]


def _built(ctx: Context, case: Case, stamp: Hashable, gather: Callable[[], Material], *, draft: bool) -> CaseFile:
    def make() -> CaseFile:
        return build(case, ctx.server.remembered.get(("case material", case.id), stamp, gather), draft=draft)

    return ctx.server.remembered.get(("case file", case.id, draft), stamp, make)


def _stamped(ctx: Context, view: View, case: Case) -> tuple[Hashable, Callable[[], Material]]:
    """Return the stamp of a case file, and what gathers its material: which claims it shows is known from the material itself."""
    from pactwatch.commands.case_sources import material_of

    known, stamps = ctx.server.computed.stories.known(view), view.stamps()
    base = (case.version, known.version, stamps.readings, stamps.lists, stamps.texts, view.newest_of(DECIDED))
    made: list[Material] = []

    def gather() -> Material:
        if not made:
            made.append(material_of(view, case, known.value, draft=True))  # of which a case that is no draft takes the reviewed findings
        return made[0]

    kept = ctx.server.remembered.get(("case claims", case.id), base, lambda: (tuple(gather().reviews), tuple(gather().documents)))
    standing = view.standing()
    ruled = [one.claim for name in kept[1] for one in standing.about(name)]
    stamp = (base, tuple((one.claim, one.version, one.now) for one in view.reviews([*kept[0], *ruled]).values()))
    return stamp, gather


def verification(ctx: Context, case: Case) -> tuple[Got[dict[str, Any]], list[str]]:
    """Return what the verification of a case's bundle says, and what of it the ledger holds otherwise now.

    The bundle is made and verified once for all that it rests on; what the ledger keeps of the same captures and texts is hashed
    each time. WebError PW814 where the bundle is still being made.
    """

    def make(own: View) -> dict[str, Any]:
        draft = bool(file_of(ctx, own, case).problems)
        return verified_apart(ctx.ledger, file_of(ctx, own, case, draft=draft))

    with ctx.view() as view:
        stamp = stamp_of(ctx, view, case)
    got = ctx.server.computed.kept.get(("bundle", case.id), stamp, make)
    with ctx.view() as view:
        return got, list(dict.fromkeys(_damaged(view, got.value)))


def _damaged(view: View, report: dict[str, Any]) -> list[str]:
    """Return what of a bundle's captures and texts is not in the ledger as it was."""
    found = []
    for sha256 in report["captures"]:
        try:
            view.capture_body(sha256)  # checks the hash
        except LedgerError as error:
            found.append(f"captures/{sha256}: {error}")
    for name, sha256 in report["texts"].items():
        try:
            if sha256_hex(text_bytes(view.document(name).text)) != sha256:
                found.append(f"texts/{sha256}.txt: the ledger has another text of {name}")
        except LedgerError as error:
            found.append(f"texts/{sha256}.txt: {error}")
    return found

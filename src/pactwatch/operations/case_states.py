"""How cases stand: open, signed, published, or reopened by what waits for a person. The command, the pages and the API all ask here.

A conclusion of a case is reopened by news (operations/reopened.py keeps it) or by a claim that it rests on having changed, which
follows from the ledger alone (casefile/case_status.py). It waits until a person settles it; what was kept when a claim changed
and what follows from the ledger have the same id, so that each is there once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from pactwatch.casefile.case_edits import cases_in
from pactwatch.casefile.case_status import CaseStatus, changed_claims, state_without_news
from pactwatch.casefile.case_status import Reopened as Changed
from pactwatch.casefile.cases import Case
from pactwatch.ids import content_id
from pactwatch.model import Judgement
from pactwatch.operations.reopened import Reopened, made, news
from pactwatch.operations.reopened import settle as settle_one_of
from pactwatch.store import Ledger
from pactwatch.store.view import View

Looked = Callable[[View, Case], Sequence[Changed]]
"""Returns the changed claims of a case: `changed_claims`, or what remembers what it gave."""


def conclusions(case: Case, changes: Iterable[Changed]) -> list[Reopened]:
    """Return the conclusions of a case that changed claims reopen: each paragraph that cites one, the case where none does."""
    found = []
    for one in changes:
        last = one.judgement
        why = f"{'it rests on' if not one.paragraphs else 'it cites'} {one.claim}, which {one.why}"
        what = {"claim": one.claim, "judgement": last.id if last else None, "by": one.claim}
        when = {"after": last.seq, "at": datetime.fromisoformat(last.at).timestamp()} if last else {}
        for subject in [f"{case.id}#{name}" for name in one.paragraphs] or [case.id]:
            row = made(subject, "paragraph" if one.paragraphs else "case", one.cause, why, **what, **when)
            # where no judgement changed the claim, what is wrong with it tells one occasion from another
            found.append(row if last else row.named(content_id("reopened", subject, one.cause, one.claim, one.why)))
    return found


def reopened(
    view: View, *, settled: bool = False, subject: str | None = None, limit: int | None = None, offset: int = 0, looked: Looked = changed_claims
) -> list[Reopened]:
    """Return the conclusions that wait for a person, the newest first; with `settled`, those that people settled too.

    `subject` is one claim, finding, case or CASE#PARAGRAPH.
    """
    own = [one for case in cases_in(view) for one in conclusions(case, looked(view, case)) if subject in (None, one.subject)]
    return news(view, own, settled=settled, subject=subject, limit=limit, offset=offset)


def states(view: View, cases: Sequence[Case], looked: Looked = changed_claims) -> list[CaseStatus]:
    """Return how cases stand."""
    seen: dict[str, Sequence[Changed]] = {}

    def once(own: View, case: Case) -> Sequence[Changed]:
        if case.id not in seen:
            seen[case.id] = looked(own, case)
        return seen[case.id]

    waiting = reopened(view, looked=once)
    return [_state(case, waiting, once(view, case), _published(view, case)) for case in cases]


def _published(view: View, case: Case) -> int | None:
    """Return the version of a case that was published last; versions count judgements."""
    if not case.published:
        return None
    ids = [one.id for one in view.judgements(subject=case.id, history=True)]
    return ids.index(case.published[-1].judgement) + 1


def _state(case: Case, waiting: Iterable[Reopened], changes: Sequence[Changed], published: int | None) -> CaseStatus:
    own = [one for one in waiting if one.subject.partition("#")[0] == case.id]
    found, told = [], set[str]()
    for change in changes:
        mine = {row.id: row.subject.partition("#")[2] for row in conclusions(case, [change])}
        left = [one for one in own if one.id in mine]
        told |= mine.keys()
        if left:
            paragraphs = tuple(mine[one.id] for one in left if mine[one.id])
            found.append(Changed(claim=change.claim, why=change.why, paragraphs=paragraphs, notes=change.notes, cause=change.cause,
                                 judgement=change.judgement))  # fmt: skip
    for one in own:
        if one.id not in told:
            part = one.subject.partition("#")[2]
            found.append(Changed(claim=one.by or one.claim or "", why=one.why, paragraphs=(part,) if part else (), notes=(), cause=one.cause))
    changed = bool(case.published) and case.published[-1].content != case.content
    return CaseStatus(
        case=case.id, title=case.title, version=case.version, state="reopened" if found else state_without_news(case), changed=changed,
        published=published, reopened=tuple(found),
    )  # fmt: skip


def settle(ledger: Ledger, wanted: str, *, why: str, who: str | None = None) -> Judgement:
    """Keep that a person looked at a reopened conclusion and lets it stand. LedgerError PW408, PW409 for a wrong id."""
    with ledger.view() as view:
        every = reopened(view, settled=True)
    return settle_one_of(ledger, wanted, every, why=why, who=who)

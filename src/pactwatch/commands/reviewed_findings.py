"""What a reading raises as people reviewed its claims, on top of what it raises by itself; where the claims of findings stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from pactwatch.figures.rulings import Ruling
from pactwatch.instruments.findings import Finding, LeftOut, Read
from pactwatch.instruments.listed import ListedName
from pactwatch.instruments.register import Register
from pactwatch.instruments.reviewed import assess_reviewed
from pactwatch.model import Frozen, Reading
from pactwatch.store.view import View


class Raised(Frozen, frozen=True, kw_only=True):
    """The findings of a reading that count, and those that do not."""

    findings: tuple[Finding, ...]
    left_out: tuple[LeftOut, ...] = ()


def reviewed_findings(
    reading: Reading, register: Register, machine: Sequence[Finding], rulings: Sequence[Ruling],
    listed: Sequence[ListedName] = (), only: str | None = None,
) -> Raised:  # fmt: skip
    """Return what a reading raises under `rulings` on its claims; `machine` is what it raises by itself, under `only` one provision."""
    if not machine or not rulings:
        return Raised(findings=tuple(machine))
    claims = {one.claim: one.edited.now if one.counts and one.edited is not None else None for one in rulings if not one.counts or one.edited}
    found = {one.id: one for one in assess_reviewed(reading, register, claims, only, listed=listed)}
    edited = {claim for claim, now in claims.items() if now is not None}
    gone = {one.claim: one for one in rulings if not one.counts}
    return Raised(
        findings=tuple(_marked(found[one.id], one, edited) for one in machine if one.id in found),
        left_out=tuple(left for one in machine if one.id not in found for left in left_out(one, gone)),
    )


def with_reviews(view: View, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with where the claim of each stands."""
    found = list(findings)
    statuses = view.statuses(one.claim for one in found if one.claim is not None)
    return [one if one.claim is None else msgspec.structs.replace(one, review=statuses[one.claim]) for one in found]


def _marked(now: Finding, before: Finding, edited: set[str]) -> Finding:
    """Return a finding with what people edited of its claims, and what it said before where that was otherwise."""
    read = Read(modality=before.modality, date=before.date, in_force=before.in_force, summary=before.summary)
    changed = read != Read(modality=now.modality, date=now.date, in_force=now.in_force, summary=now.summary)
    own = dict.fromkeys(claim for claim in (now.claim, *now.claims) if claim in edited)
    return msgspec.structs.replace(now, edited=tuple(str(claim) for claim in own), machine=read if changed else None)


def left_out(finding: Finding, gone: dict[str, Ruling]) -> Iterable[LeftOut]:
    """Yield why a finding is left out: the ruling on the claim that it rests on, else on another of its document."""
    resting = [gone[claim] for claim in (finding.claim, *finding.claims) if claim in gone] or list(gone.values())
    for ruling in resting[:1]:
        yield LeftOut(
            finding=finding.id, document=finding.document, provision=finding.provision, cite=finding.cite,
            claim=ruling.claim, status=ruling.status, who=ruling.who, at=ruling.at, why=ruling.why,
        )  # fmt: skip

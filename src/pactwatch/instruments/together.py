"""Findings of several texts put together, provision by provision: what one leaves open another may show.

What is only planned stays apart from what is reported as done, and acts under a rule in force from acts before or after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from pactwatch.ids import content_id
from pactwatch.instruments.assess import summary
from pactwatch.instruments.findings import ElementResult, Finding
from pactwatch.instruments.states import OPEN, ORDER, weakest
from pactwatch.instruments.types import Status
from pactwatch.model import Modality

DAYS = "the texts tell of different days"
BOTH = "one text says so, another that it is not so"


def together(findings: Sequence[Finding]) -> list[Finding]:
    """Return one finding for each provision, state and force, with the evidence of all; in the order in which they come first."""
    groups: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.provision, finding.in_force, finding.modality in OPEN].append(finding)
    return [group[0] if len(group) == 1 else _joined(group) for group in groups.values()]


def _joined(group: Sequence[Finding]) -> Finding:
    first = group[0]
    results = tuple(_element([finding.elements[at] for finding in group]) for at in range(len(first.elements)))
    return msgspec.structs.replace(
        first,
        id=content_id("fd", *sorted(finding.id for finding in group)),
        modality=_state({finding.modality for finding in group}),
        date=first.date if all(finding.date == first.date for finding in group) else None,
        elements=results,
        exceptions=tuple(result for result in results if result.kind == "exception"),
        evidence=tuple(dict.fromkeys(evidence for finding in group for evidence in finding.evidence)),
        claims=tuple(dict.fromkeys(claim for finding in group for claim in finding.claims)),
        conclusions=tuple(dict.fromkeys(conclusion for finding in group for conclusion in finding.conclusions)),
        summary=summary(results),
    )


def _state(states: set[Modality]) -> Modality:
    """Return the state that texts give together: of what is reported the surest, of what is open or denied too the weakest."""
    return weakest(states) if states & OPEN or "denied" in states else min(states, key=ORDER.index)


def _element(results: Sequence[ElementResult]) -> ElementResult:
    statuses: list[Status] = [result.status for result in results]
    status = join_status(statuses)
    if status not in statuses and results[0].kind == "time":
        return msgspec.structs.replace(results[0], status="unknown", evidence=(), condition=None, why=DAYS)
    fitting = [result for result in results if result.status == status] or [result for result in results if result.evidence]
    evidence = tuple(dict.fromkeys(item for result in results for item in result.evidence if result.status != "unknown"))
    why = fitting[0].why if status in statuses else BOTH
    return msgspec.structs.replace(fitting[0], status=status, evidence=evidence or fitting[0].evidence, why=why)


def join_status(statuses: Sequence[Status]) -> Status:
    """Return the status that several texts give together: met and not met side by side are contested; unknown adds nothing."""
    said = set(statuses) - {"unknown"}
    if not said:
        return "unknown"
    return next(iter(said)) if len(said) == 1 else "contested"

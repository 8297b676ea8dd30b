"""Findings of several texts put together, provision by provision: what one leaves open another may show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from pactwatch.ids import content_id
from pactwatch.instruments.assess import summary
from pactwatch.instruments.findings import ElementResult, Finding
from pactwatch.instruments.types import Status


def together(findings: Sequence[Finding]) -> list[Finding]:
    """Return one finding for each provision, with the evidence of all; in the order in which provisions come first."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.provision].append(finding)
    return [group[0] if len(group) == 1 else _joined(group) for group in groups.values()]


def _joined(group: Sequence[Finding]) -> Finding:
    first = group[0]
    results = tuple(_element([finding.elements[at] for finding in group]) for at in range(len(first.elements)))
    return msgspec.structs.replace(
        first,
        id=content_id("fd", *sorted(finding.id for finding in group)),
        elements=results,
        exceptions=tuple(result for result in results if result.kind == "exception"),
        evidence=tuple(dict.fromkeys(evidence for finding in group for evidence in finding.evidence)),
        claims=tuple(dict.fromkeys(claim for finding in group for claim in finding.claims)),
        conclusions=tuple(dict.fromkeys(conclusion for finding in group for conclusion in finding.conclusions)),
        summary=summary(results),
    )


def _element(results: Sequence[ElementResult]) -> ElementResult:
    status = join_status([result.status for result in results])
    fitting = [result for result in results if result.status == status] or [result for result in results if result.evidence]
    evidence = tuple(dict.fromkeys(item for result in results for item in result.evidence if result.status != "unknown"))
    return msgspec.structs.replace(fitting[0], status=status, evidence=evidence or fitting[0].evidence)


def join_status(statuses: Sequence[Status]) -> Status:
    """Return the status that several texts give together: met and not met side by side are contested; unknown adds nothing."""
    said = set(statuses) - {"unknown"}
    if not said:
        return "unknown"
    return next(iter(said)) if len(said) == 1 else "contested"

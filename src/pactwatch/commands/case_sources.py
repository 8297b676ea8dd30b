"""A case file of a ledger: what provisions and figures have to say of a case, gathered and built."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime

from pactwatch.casefile.case_build import build
from pactwatch.casefile.case_file import CaseFile
from pactwatch.casefile.case_held import Held, SeriesClaims
from pactwatch.casefile.case_material import Assessor, Material, gather
from pactwatch.casefile.cases import Case
from pactwatch.errors import UsageError
from pactwatch.instruments.findings import Finding
from pactwatch.model import Reading, Span
from pactwatch.store.tracing import Traced
from pactwatch.store.view import View

EPOCH = "SOURCE_DATE_EPOCH"


def case_file(view: View, case: Case, *, draft: bool = False, traced: Traced | None = None) -> CaseFile:
    """Return the case file of a case; it is of the day that SOURCE_DATE_EPOCH says, else of the ledger's newest entry."""
    return build(case, material_of(view, case, traced, draft=draft), draft=draft, day=epoch_day())


def material_of(view: View, case: Case, traced: Traced | None = None, *, draft: bool = False) -> Material:
    """Return what the ledger holds of a case, provisions and figures included."""
    from pactwatch.commands.instrument_files import texts_of

    official = {name: paragraph.text for name, paragraph in texts_of(view).official.items() if paragraph.agrees} if view.instrument_texts() else {}
    return gather(view, case, traced=traced, assessor=assessor(view), series=series_claims(view), official=official, draft=draft)


def epoch_day() -> str | None:
    """Return SOURCE_DATE_EPOCH as ISO 8601 in UTC, None where it is not set; UsageError PW120 where it is no time."""
    value = os.environ.get(EPOCH, "").strip()
    if not value:
        return None
    try:
        return datetime.fromtimestamp(int(value), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"{EPOCH} is seconds since 1970, not {value}", code="PW120") from error


def assessor(view: View) -> Assessor:
    """Return what assesses what a case holds against one provision, with what people decided."""
    from pactwatch.casefile.provisions import known_register
    from pactwatch.commands.finding_judgements import judged
    from pactwatch.commands.listed_parties import ListedParties
    from pactwatch.instruments.holding import assess_held
    from pactwatch.instruments.scene import Scene

    register, known, parties = known_register(view), judged(view), ListedParties(view)
    wholes: dict[str, Scene] = {}
    scenes: dict[int, tuple[Held, Scene]] = {}

    def scene(reading: Reading, shown: Sequence[Span] | None = None) -> Scene:
        return Scene(reading, register.lexicon, register.facts, parties.of(reading), shown)

    def findings(held: Sequence[Held], provision: str) -> list[Finding]:
        wanted, found = register.provision(provision), list[Finding]()
        for one in held:
            name = one.whole.document.id
            if name not in wholes:
                wholes[name] = scene(one.whole)
            if id(one) not in scenes:
                scenes[id(one)] = one, scene(one.own, one.shown)  # keeps it alive, so that no other gets its id
            found += [known.applied(finding) for finding in assess_held(wholes[name], scenes[id(one)][1], wanted)]
        return found

    return findings


def series_claims(view: View) -> SeriesClaims:
    """Return what finds the claims of a series that is named MEASURE:POPULATION, as "killed:North Korean troops"."""
    from pactwatch.commands.figures import Asked, find_series

    def claims(name: str) -> list[str]:
        measure, _, population = name.partition(":")
        found = find_series(view, Asked(measure=measure.strip() or None, population=population.strip() or None))
        return list(dict.fromkeys(p.figure.claim for series in found for p in series.points if p.figure.claim is not None))

    return claims

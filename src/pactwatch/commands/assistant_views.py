"""What an assistant can ask across claims: stories, figures, pacts, provisions, sanctions lists, verification."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any, Literal

import msgspec
from pydantic import Field

from pactwatch.commands.assessing import Asked as Assessing
from pactwatch.commands.assessing import find_findings
from pactwatch.commands.assistant_citing import Citer, answer, passage_text
from pactwatch.commands.assistant_claims import Day, LedgerTools, Limit, Offset, Words
from pactwatch.commands.figures import Asked, find_figures
from pactwatch.commands.given import says_something
from pactwatch.commands.lists import day_of
from pactwatch.commands.origins import Asked as Stories
from pactwatch.commands.origins import choose
from pactwatch.commands.pacts import pact_facts, parties_named
from pactwatch.commands.screening import decided, screener_on, with_decisions
from pactwatch.errors import UsageError
from pactwatch.figures.grades import SOURCE, graded
from pactwatch.figures.output import left_out_data, series_data
from pactwatch.origins.reviewed import reviewed
from pactwatch.origins.trace import trace
from pactwatch.store.codec import day_bounds
from pactwatch.store.support import Support
from pactwatch.store.tracing import trace_view
from pactwatch.store.view import View

NO_VERDICT = "These are elements that words do or do not show, never a verdict: only a named person can write 'violation'. Unknown is not 'not met'."
A_NAME = "A match is a name, not a person: say what is missing to tell. No match on these lists and days does not mean that somebody is not listed."
NO_AVERAGE = (
    "Figures are never averaged or added up: name the figure, its claimant and its day. Different measures (killed, casualties, deployed) "
    "are not comparable."
)
TRANSFERS = "confirmed: one of the two itself says that it happened; alleged: others say so; planned, demanded, denied: as said"
PART = 15
"""Points of a series, and transfers of a kind, that one answer holds at most."""
POINT = ("claim", "figure", "has_claim", "as_of", "published", "low", "best", "high", "comparator", "unit", "per", "population", "stock_or_flow",
         "additional", "part_of", "derived", "likelihood", "reliability", "credibility", "unsupported", "edited")  # fmt: skip
"""What an answer holds of a point beside its state, source, review and citation."""
LEFT_OUT = ("claim", "giver", "taker", "kind", "state", "published", "status", "who", "at", "why")
"""What an answer holds of a transfer that review left out."""
NAMES = 100
"""Names that one call screens at most."""


class ViewTools(LedgerTools):
    """What the ledger shows across claims."""

    def stories(
        self,
        document: Annotated[Words, Field(description="only the story of this document: its id, or words of its title")] = None,
        as_of: Day = None,
        limit: Annotated[int, Field(ge=1, le=20, description="how many at most")] = 5,
        offset: Offset = 0,
    ) -> dict[str, Any]:
        """Return stories (documents about one event): claimants, relays, independent confirmations, copies, and what retellings changed."""
        _check_day(as_of)
        with self.view() as view:
            traced = trace_view(view, as_of=as_of)
            wanted = choose(traced, Stories(document=document))
            citer, rows = Citer(view), []
            for names in wanted[offset : offset + limit]:
                story = reviewed(trace(traced.facts(names), {name: citer.document(name).text for name in names}), view.standing())
                rows.append(_story(msgspec.to_builtins(story), citer))
        return answer(stories=rows, total=len(wanted), next_offset=offset + limit if len(wanted) > offset + limit else None)

    def figures(
        self,
        measure: Annotated[Words, Field(description="killed, wounded, casualties, captured, missing, deployed, present, workers, money ...")] = None,
        population: Annotated[Words, Field(description="whose: a party or people, as PRK, North Korea, North Korean troops")] = None,
        as_of: Day = None,
        policy: Annotated[Literal["lowest", "triple"] | None, Field(description="also an estimate: lowest credible, or low, best, high")] = None,
        limit: Limit = 5,
        offset: Offset = 0,
        points_offset: Annotated[int, Field(ge=0, description="points of each series to leave out first; see points_left")] = 0,
    ) -> dict[str, Any]:
        """Return figures as series over time, each with words, state, claimant and day; conflicts, and what arithmetic explains."""
        _check_day(as_of)
        with self.view() as view:
            found = find_figures(view, Asked(measure=measure, population=population, as_of=as_of, policy=policy))
            series, left = found.series, [_unquoted(left_out_data(one)) for one in found.left_out[:PART]]
            decisions = view.judgements(as_of=as_of) if as_of else view.judgements()
            listed, citer = series[offset : offset + limit], Citer(view)
            sources, claims = graded(decisions, SOURCE), Support(view).grades(decisions, {p.key for one in listed for p in one.points})
            shown = [series_data(one, policy, sources, claims) for one in listed]
            rows = [_series(one, points_offset, citer, view) for one in shown]
        more = offset + limit if len(series) > offset + limit else None
        return answer(series=rows, left_out=left, note=NO_AVERAGE, total=len(series), next_offset=more)

    def pacts(
        self,
        one: Annotated[str, Field(max_length=200, description="a party: state or ISO code, as PRK")],
        two: Annotated[str, Field(max_length=200, description="the other party")],
        as_of: Day = None,
        offset: Annotated[int, Field(ge=0, description="transfers of each kind to leave out first; see transfers_total")] = 0,
    ) -> dict[str, Any]:
        """Return what went each way between two states and how certain, their pacts' dates, and claims that contradict these dates."""
        _check_day(as_of)
        pair = parties_named(one, two)
        with self.view() as view:
            found = pact_facts(view, pair, as_of)
            citer = Citer(view)
            for row in found["balance"]:
                row["transfers_total"] = len(row["transfers"])
                row["transfers"] = [_told(item, view, citer) for item in row["transfers"][offset : offset + PART]]
            found["contradictions"] = [_told(item, view, citer) for item in found["contradictions"][offset : offset + PART]]
            found["left_out"] = [{name: item[name] for name in LEFT_OUT} for item in found["left_out"][:PART]]
        return answer(**found, states=TRANSFERS)

    def assess(
        self,
        claim: Annotated[Words, Field(description="a claim's id")] = None,
        documents: Annotated[list[str], Field(max_length=20, description="documents by id, URL or title; all where neither is given")] = [],  # noqa: B006
        provision: Annotated[Words, Field(description="only this provision: id or citation, as S/RES/2397 para. 8")] = None,
        as_of: Day = None,
        limit: Limit = 10,
        offset: Offset = 0,
    ) -> dict[str, Any]:
        """Hold claims against provisions of resolutions and treaties, element by element. Says what words show; never gives a verdict."""
        with self.view() as view:
            found, errors, left = find_findings(view, Assessing(claim=claim, documents=tuple(documents), provision=provision, as_of=as_of))
            citer = Citer(view)
            rows = [_finding(msgspec.to_builtins(one), citer) for one in found[offset : offset + limit]]
            wrong = [msgspec.to_builtins(error) | {"citation": citer.passage(error.document, error.span)} for error in errors[:limit]]
        more = offset + limit if len(found) > offset + limit else None
        return answer(findings=rows, law_errors=wrong, left_out=left[:limit], note=NO_VERDICT, total=len(found), next_offset=more)

    def screen(
        self,
        names: Annotated[list[str], Field(min_length=1, max_length=NAMES, description="names of persons, bodies, ships")],
        as_of: Annotated[str | None, Field(max_length=10, description="lists as they stood on this day, YYYY-MM-DD")] = None,
        lists: Annotated[list[str], Field(max_length=20, description="only these lists; all without it")] = [],  # noqa: B006
    ) -> dict[str, Any]:
        """Screen names against the sanctions lists in the ledger: matches worth a person's look, with reasons and what is missing."""
        silent = next((name for name in names if not says_something(name)), None)
        if silent is not None:
            raise UsageError(f"the name {silent!r} has no letter or digit: there is nothing to screen", code="PW142")
        with self.view() as view:
            screener, decisions = screener_on(view, day_of(as_of), lists), decided(view)
            found = [with_decisions(screener.screen(name), decisions) for name in names]
        return answer(screened=found, asked=list(screener.asked), note=A_NAME)

    def verify(self) -> dict[str, Any]:
        """Check the whole ledger: captured bytes, texts, spans, ids, audit log. Says what fails and which claims rest on it."""
        from pactwatch.store import open_ledger

        with open_ledger(self.where) as opened:
            found = opened.verify()
        failed = list(islice(found.failures, 100))
        return answer(ok=found.ok, checked=found.checked, failures=failed, failed_claims=found.failed_claims[:100], audit_head=found.audit_head)


def _check_day(as_of: str | None) -> None:
    if as_of is not None and day_bounds(as_of) is None:
        raise UsageError("as_of takes a day, month or year as in 2025-06-18, 2025-06 or 2025", code="PW120")


def _story(story: dict[str, Any], citer: Citer) -> dict[str, Any]:
    drifts = [{name: drift[name] for name in ("kind", "explanation", "claim", "against")}
              | {"retelling": citer.passage(drift["document"], tuple(drift["span"]), drift["claim"]),
                 "earlier": citer.passage(drift["against_document"], tuple(drift["against_span"]), drift["against"])}
              for drift in story["drifts"]]  # fmt: skip
    kept = ("id", "documents", "claimants", "independent_confirmations", "unknown_lineage", "copies", "left_out")
    return {name: story[name] for name in kept} | {"untrusted": {"title": passage_text(story["title"])}, "drifts": drifts}


def _series(series: dict[str, Any], offset: int, citer: Citer, view: View) -> dict[str, Any]:
    """Return a series with a part of its points, each with state, source, review and citation."""
    shown = series["points"][offset : offset + PART]
    reviews = view.reviews([point["claim"] for point in shown if point["has_claim"]])
    points = []
    for point in shown:
        claim = point["claim"] if point["has_claim"] else None
        points.append({name: point[name] for name in POINT} | {
            "machine": _unquoted(point["machine"]) if point["machine"] else None,
            "state": point["modality"], "said_by": point["claimant"] or "the outlet itself",
            "review": reviews[claim].status if claim else "unreviewed",
            "citation": citer.passage(point["document"], tuple(point["evidence"]), claim),
        })  # fmt: skip
    left = max(0, len(series["points"]) - offset - PART)
    parts = {name: series[name][:PART] for name in ("conflicts", "explained")}
    totals = {f"{name}_total": len(series[name]) for name in ("points", "conflicts", "explained")}
    return series | {"points": points, "points_left": left} | parts | totals


def _unquoted(data: dict[str, Any]) -> dict[str, Any]:
    """Return data without the words of a text, which an answer quotes as such."""
    return {name: value for name, value in data.items() if name != "text"}


def _told(item: dict[str, Any], view: View, citer: Citer) -> dict[str, Any]:
    found = view.claim(item["claim"])
    passages = [citer.passage(found.reading.document.id, span, found.claim.id) for span in found.claim.evidence]
    kept = {name: value for name, value in item.items() if name != "quote"}
    return kept | {"modality": view.edited(found.claim, view.review(found.claim.id)).modality, "citations": passages}


def _finding(finding: dict[str, Any], citer: Citer) -> dict[str, Any]:
    for element in finding["elements"]:
        element["citations"] = [citer.passage(item["document"], tuple(item["span"]), finding["claim"]) for item in element.pop("evidence")]
    finding["citations"] = [citer.passage(item["document"], tuple(item["span"]), finding["claim"]) for item in finding.pop("evidence")]
    finding.pop("exceptions", None)
    finding["summary"] = passage_text(str(finding["summary"]))
    return finding

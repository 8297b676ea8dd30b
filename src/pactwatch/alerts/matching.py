"""Rules against what one new reading touches: each gives the alerts that it makes, none of which need be new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pactwatch.alerts.rules import (
    HIGHEST,
    AnyRule,
    CaseRule,
    ClaimRule,
    Claims,
    FigureRule,
    ListedRule,
    ProvisionRule,
    ReopenedRule,
    StoryRule,
)
from pactwatch.alerts.scope import Scope
from pactwatch.commands.populations import population
from pactwatch.figures.points import Point, claimant
from pactwatch.figures.series import Series
from pactwatch.ids import content_id
from pactwatch.model import Claim, Figure
from pactwatch.operations.alerts import Alert, alert_id
from pactwatch.origins.confirmation import origins_of
from pactwatch.store import ClaimFilter

MOST_QUOTES = 5


def alerts_of(rule: AnyRule, scope: Scope) -> Iterator[Alert]:
    """Yield the alerts of a rule on a new reading; rules on judgements give none here."""
    if isinstance(rule, ClaimRule):
        yield from _claims(rule, scope)
    elif isinstance(rule, FigureRule):
        yield from _figures(rule, scope)
    elif isinstance(rule, ProvisionRule):
        yield from _provision(rule, scope)
    elif isinstance(rule, StoryRule):
        yield from _story(rule, scope)
    elif isinstance(rule, ListedRule):
        yield from _listed(rule, scope)
    else:
        assert isinstance(rule, CaseRule | ReopenedRule)  # noqa: S101 - these follow from judgements (reopening.py)


def make(rule: AnyRule, key: str, default: str, text: str, **known: Any) -> Alert:
    """Return an alert of `rule`; `default` is its title where the rule has none."""
    return Alert(id=alert_id(rule.id, key), rule=rule.id, key=key, title=rule.title or default, text=text, **known)


def matching(wanted: Claims, scope: Scope, document: str) -> list[tuple[Claim, tuple[str, ...]]]:
    """Return the claims of a document that are as wanted, with their words; repetitions within the text are left out."""
    asked = ClaimFilter(
        document=document, type=wanted.type, agent=wanted.agent, recipient=wanted.recipient, said_by=wanted.said_by,
        since=wanted.since, until=wanted.until, text=wanted.text,
    )  # fmt: skip
    rows = [row for row in scope.view.claims(asked) if row.document.id == document and row.claim.same_as is None]
    reviews = scope.view.reviews([row.claim.id for row in rows])
    found = [(scope.view.edited(row.claim, reviews[row.claim.id]), row.quotes) for row in rows]
    return [(claim, quotes) for claim, quotes in found if _counts(claim, wanted)]


def _counts(claim: Claim, wanted: Claims) -> bool:
    if wanted.modality and claim.modality not in wanted.modality:
        return False
    if wanted.least is None:
        return True
    quantity = claim.quantity
    return quantity is not None and max(quantity.low or 0.0, quantity.high or 0.0) >= wanted.least


def _claims(rule: ClaimRule, scope: Scope) -> Iterator[Alert]:
    found = matching(rule, scope, scope.document)
    if rule.once == "claim":
        for claim, quotes in found:
            yield make(rule, claim.id, f"A claim: {said(claim)}", " … ".join(quotes), claims=(claim.id,), quotes=quotes, **scope.told())
    elif found:
        quotes = tuple(quote for _, words in found for quote in words)[:MOST_QUOTES]
        ids = tuple(claim.id for claim, _ in found)
        subjects = tuple(f"story:{name}" for name in scope.documents) if rule.once == "story" else ()
        yield make(
            rule, scope.document, f"A claim: {said(found[0][0])}", " … ".join(quotes), claims=ids, quotes=quotes, subjects=subjects, **scope.told()
        )


def said(claim: Claim) -> str:
    """Return a claim in a few words: who, what, to whom, how many, in which state."""
    parts = [claim.agent.name if claim.agent else None, claim.type.replace("_", " "), claim.recipient.name if claim.recipient else None]
    if claim.quantity is not None:
        parts.append(claim.quantity.text)
    source = claim.attributed_to[0].name if claim.attributed_to else None
    return ", ".join(part for part in parts if part) + f" ({claim.modality}{f', says {source}' if source else ''})"


def value_of(figure: Figure) -> float | None:
    """Return the number by which figures are compared: the figure itself, of a range its upper end."""
    return next((value for value in (figure.best, figure.high, figure.low) if value is not None), None)


def _figures(rule: FigureRule, scope: Scope) -> Iterator[Alert]:
    wanted = population(rule.population)
    for series in scope.series:
        if series.measure != rule.measure or not wanted.holds(series.points):
            continue
        bound, why = _bound(rule, scope, series)
        for p in series.points:
            value = value_of(p.figure)
            if p.document != scope.document or value is None or p.figure.modality not in rule.modality:
                continue
            if bound is None or value > bound:
                yield _figure(rule, scope, series, p, value, why)


def _bound(rule: FigureRule, scope: Scope, series: Series) -> tuple[float | None, str]:
    if rule.above is None:
        return None, ""
    if rule.above != HIGHEST:
        return float(rule.above), f"above {float(rule.above):g}"
    others = [p for p in series.points if p.document != scope.document]
    reviews = scope.reviews([p.key for p in others])
    accepted = [value for p in others if reviews[p.key].status == "accepted" and (value := value_of(p.figure)) is not None]
    return (max(accepted), f"above {max(accepted):g}, the highest that was accepted") if accepted else (None, "none was accepted yet")


def _figure(rule: FigureRule, scope: Scope, series: Series, p: Point, value: float, why: str) -> Alert:
    source = claimant(p)
    key = f"{series.measure}/{series.party or series.population}/{value:g}"
    text = f"“{p.figure.text}” {series.measure}, {series.population}" + (f", according to {source.name}" if source else "")
    start, end = p.figure.evidence
    quote = scope.reading.document.text[start:end]
    claims = (p.figure.claim,) if p.figure.claim else ()
    title = f"A figure: {value:g} {series.measure}, {series.population}"
    return make(rule, key, title, f"{text}; {why}" if why else text, claims=claims, quotes=(quote,), **scope.told())


def _provision(rule: ProvisionRule, scope: Scope) -> Iterator[Alert]:
    provision = scope.register.provision(rule.provision)
    own = [found for found in scope.findings(scope.document, provision.id) if not rule.modality or found.modality in rule.modality]
    if rule.origins == 1:
        for finding in own:
            text = f"{finding.summary or provision.gist}"
            yield make(
                rule, finding.id, f"A claim that bears on {provision.cite}", text, claims=finding.claims or _one(finding.claim),
                quotes=_words(scope, finding), provision=provision.id, **scope.told(),
            )  # fmt: skip
        return
    ids = {claim for name in scope.documents for found in scope.findings(name, provision.id) for claim in (*found.claims, *_one(found.claim))}
    if not ids:
        return
    claims = scope.claims(scope.documents)
    best: tuple[int, Claim | None, tuple[str, ...]] = (0, None, ())
    for claim in (one for found in claims.values() for one in found if one.id in ids):
        if rule.modality and claim.modality not in rule.modality:
            continue
        groups = origins_of(claim, scope.after, claims)
        if len(groups) > best[0]:
            best = (len(groups), claim, tuple(" = ".join(one.name for one in group) for group in groups))
    count, claim_found, names = best
    if claim_found is None or count < rule.origins:
        return
    subjects = tuple(f"{provision.id}:{name}" for name in scope.documents)
    text = f"{said(claim_found)}; origins: {'; '.join(names)}"
    yield make(
        rule, f"{provision.id}:{scope.after.id}", f"{provision.cite}: {count} independent origins", text,
        claims=(claim_found.id,), story=scope.after.id, provision=provision.id, subjects=subjects, **scope.told(),
    )  # fmt: skip


def _one(claim: str | None) -> tuple[str, ...]:
    return (claim,) if claim else ()


def _words(scope: Scope, finding: Any) -> tuple[str, ...]:
    text = scope.reading.document.text
    return tuple(text[one.span[0] : one.span[1]] for one in finding.evidence[:MOST_QUOTES])


def _story(rule: StoryRule, scope: Scope) -> Iterator[Alert]:
    if rule.asks and not any(matching(rule, scope, name) for name in scope.documents):
        return
    story = scope.after
    own = sum(one.standing == "own" for one in story.claimants)
    reached = ((rule.documents, len(story.documents), "documents"), (rule.claimants, own, "claimants"),
               (rule.confirmations, story.independent_confirmations, "independent confirmations"))  # fmt: skip
    for least, count, what in reached:
        if least is not None and count >= least:
            subjects = tuple(f"{what}:{name}" for name in story.documents)
            text = f"{story.title}: {count} {what}, {len(story.documents)} documents"
            yield make(rule, f"{what}:{story.id}", f"A story reaches {least} {what}", text, story=story.id, subjects=subjects, **scope.told())
    if rule.drift:
        yield from _drifts(rule, scope)


def _drifts(rule: StoryRule, scope: Scope) -> Iterator[Alert]:
    for drift in scope.after.drifts:
        if scope.document not in (drift.document, drift.against_document) or (rule.drift is not True and drift.kind not in (rule.drift or ())):
            continue
        key = content_id("drift", drift.document, drift.span, drift.against_document, drift.against_span, drift.kind)
        claims = tuple(one for one in (drift.claim, drift.against) if one)
        quotes = (drift.words, drift.against_words)
        title = f"A retelling changed the {drift.kind}"
        yield make(rule, key, title, drift.explanation, claims=claims, quotes=quotes, story=scope.after.id, **scope.told())


def _listed(rule: ListedRule, scope: Scope) -> Iterator[Alert]:
    for listed in scope.listed.of(scope.reading):
        for match in listed.matches:
            if rule.list is not None and match.list.casefold() != rule.list.casefold():
                continue
            if rule.name is not None and rule.name.casefold() not in f"{match.name} {listed.name}".casefold():
                continue
            start, end = listed.span
            claims = tuple(claim.id for claim in scope.reading.claims if _names(claim, listed.span))
            text = f"“{listed.name}” may be {match.name} ({match.list} {match.reference}, as of {match.as_of}): {'; '.join(match.reasons)}"
            yield make(
                rule, f"{match.list}/{match.reference}/{scope.document}", f"A listed party in a claim: {match.name}", text,
                claims=claims, quotes=(scope.reading.document.text[start:end],), **scope.told(),
            )  # fmt: skip


def _names(claim: Claim, span: tuple[int, int]) -> bool:
    parties = (claim.agent, claim.recipient, claim.object)
    return claim.trigger == span or any(party is not None and party.span == span for party in parties)

"""What a new reading reopens: accepted claims, findings that people judged, paragraphs that cite either. Nothing else is touched.

origin      another independent origin states an accepted claim of its story
denial      a text of the story denies it
drift       a retelling that is new, or of the new text, differs from it
conflict    a new figure contradicts the accepted one in its series
superseded  its own claimant replaces the accepted figure
article     the article was changed, and the claim's words are gone from it
retraction  its source takes its words back; or a person retracted the claim
finding     another text of the story shows otherwise an element of a provision that people judged
review      a claim that a paragraph cites was judged anew
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from pactwatch.alerts.matching import said
from pactwatch.alerts.scope import Scope
from pactwatch.casefile.case_status import CHANGING
from pactwatch.casefile.case_text import parse
from pactwatch.casefile.case_uses import refs_of
from pactwatch.casefile.cases import NEW, Case, case_state
from pactwatch.commands.finding_judgements import CONCLUSION, ELEMENT
from pactwatch.model import Claim, Judgement
from pactwatch.operations.reopened import Reopened, made
from pactwatch.origins.confirmation import agrees, origins_of
from pactwatch.store.review_state import EDIT, REJECT, RETRACT
from pactwatch.store.view import View


def reopened_by(scope: Scope) -> list[Reopened]:
    """Return what a new reading reopens, claims first, then findings, then the paragraphs that cite them."""
    claims = [*_by_story(scope), *_by_series(scope), *_by_article(scope)]
    findings = list(_findings(scope))
    first = {(one.subject, one.cause): one for one in reversed([*claims, *findings])}
    found = list(reversed(first.values()))
    return [*found, *_citing(scope.view, found)]


def reopened_by_judgement(view: View, judgement: Judgement) -> list[Reopened]:
    """Return what a judgement on a claim reopens: findings that rest on it, and paragraphs that cite it."""
    if judgement.kind not in CHANGING or judgement.undoes is not None:
        return []
    done = {REJECT: "was rejected", RETRACT: "was retracted", EDIT: "was edited"}[judgement.kind]
    cause = "retraction" if judgement.kind == RETRACT else "review"
    why = f"{judgement.subject} {done} by {judgement.who}: {judgement.why}"
    touched = made(judgement.subject, "claim", cause, why, claim=judgement.subject, judgement=judgement.id)
    return list(_citing(view, [touched]))


def _by_story(scope: Scope) -> Iterator[Reopened]:
    accepted = _accepted(scope, [claim for name in scope.others for claim in scope.reading_of(name).claims])
    if not accepted or scope.before is None:  # tracing a story costs most, and is done for what depends on it
        return
    before, after = scope.claims(scope.others), scope.claims(scope.documents)
    told = {(d.document, d.span, d.against_document, d.against_span, d.kind) for d in scope.before.drifts}
    for claim in accepted:
        earlier, now = origins_of(claim, scope.before, before), origins_of(claim, scope.after, after)
        if len(now) > len(earlier):
            known = {one.name for group in earlier for one in group}
            names = [one.name for group in now for one in group if one.name not in known] or [scope.after.title]
            why = f"another origin states it: {', '.join(dict.fromkeys(names))} ({len(earlier)} before, {len(now)} now)"
            yield _claim(scope, claim, "origin", why)
        for drift in scope.after.drifts:
            new = (drift.document, drift.span, drift.against_document, drift.against_span, drift.kind) not in told
            if new and claim.id in (drift.claim, drift.against) and scope.document in (drift.document, drift.against_document):
                yield _claim(scope, claim, "drift", f"a retelling differs in its {drift.kind}: {drift.explanation}")
                break
        yield from _denied(scope, claim)


def _denied(scope: Scope, claim: Claim) -> Iterator[Reopened]:
    if claim.modality != "denied":
        opposite = msgspec.structs.replace(claim, modality="denied", quantity=None)
        for other in scope.reading.claims:
            if other.modality == "denied" and agrees(opposite, msgspec.structs.replace(other, quantity=None)):
                yield _claim(scope, claim, "denial", f"it is denied: {said(other)}", other.id)
                return
    speakers = {key for one in claim.attributed_to for key in (one.actor, one.name.casefold()) if key}
    for statement in scope.reading.statements:
        names = {key for one in statement.speakers for key in (one.actor, one.name.casefold()) if key}
        if statement.stance == "retracts" and names & speakers:
            yield _claim(scope, claim, "retraction", f"{statement.speakers[0].name} takes words back in this story")
            return


def _by_series(scope: Scope) -> Iterator[Reopened]:
    """Yield the accepted figures that one of the new text contradicts or, by the same claimant, replaces."""
    own = {p.key for series in scope.series for p in series.points if p.document == scope.document}
    touching: dict[str, tuple[str, str, str]] = {}
    for relation in (r for series in scope.series for r in series.relations if r.kind in ("conflict", "supersedes")):
        ends = (relation.a, *relation.b)
        if not own & set(ends) or (relation.kind == "supersedes" and relation.a not in own):
            continue
        cause = "conflict" if relation.kind == "conflict" else "superseded"
        for end in ends:
            if end not in own:
                touching.setdefault(end, (cause, relation.why, next(one for one in ends if one in own)))
    reviews = scope.reviews(list(touching))
    for key, (cause, why, new) in touching.items():
        if reviews[key].status == "accepted":
            yield made(key, "claim", cause, why, document=scope.document, claim=new)


def _by_article(scope: Scope) -> Iterator[Reopened]:
    """Yield the accepted claims of the article as it was, whose words are not in it any more."""
    replaced = scope.replaced()
    if replaced is None:
        return
    earlier, now = scope.reading_of(replaced), scope.reading
    for claim in _accepted(scope, earlier.claims):
        words = [earlier.document.text[start:end] for start, end in claim.evidence]
        if not all(quote in now.document.text for quote in words):
            yield _claim(scope, claim, "article", "the article was changed, and these words are not in it any more")


def _findings(scope: Scope) -> Iterator[Reopened]:
    """Yield the findings of the story that people judged, where the new text shows an element otherwise."""
    subjects = {item.subject for kind in (ELEMENT, CONCLUSION) for item in scope.view.judgements(kind)}
    if not subjects or not scope.others:
        return
    new = {found.provision: found for found in reversed(scope.findings(scope.document))}
    for name in scope.others if new else ():
        for finding in scope.findings(name):
            other = new.get(finding.provision) if finding.id in subjects else None
            if other is None:
                continue
            stands = {result.id: result.status for result in finding.elements}
            differs = [one for one in other.elements if one.status != "unknown" and stands.get(one.id) != one.status]
            if differs:
                shown = "; ".join(f"{one.id} is {one.status.replace('_', ' ')} there, {stands.get(one.id)} here" for one in differs)
                yield made(finding.id, "finding", "finding", f"{finding.cite}: {shown}", document=scope.document, claim=other.claim)


def _claim(scope: Scope, claim: Claim, cause: str, why: str, by: str | None = None) -> Reopened:
    return made(claim.id, "claim", cause, why, document=scope.document, claim=by)


def _accepted(scope: Scope, claims: Iterable[Claim]) -> list[Claim]:
    every = {claim.id: claim for claim in claims}
    reviews = scope.reviews(list(every))
    return [scope.view.edited(claim, reviews[name]) for name, claim in every.items() if reviews[name].status == "accepted"]


def cases(view: View) -> list[Case]:
    """Return all cases of a ledger."""
    subjects = dict.fromkeys(item.subject for item in view.judgements(NEW))
    found = (case_state(view.judgements(subject=name, history=True)) for name in subjects)
    return [case for case in found if case is not None]


def cited(case: Case) -> dict[str, set[str]]:
    """Return the ids of claims, figures and provisions that each paragraph of a case cites; refs_of tells which of them mean a claim."""
    return {one.id: {ref.id for ref in parse(one.text).refs} for one in case.paragraphs}


def _citing(view: View, touched: Iterable[Reopened]) -> Iterator[Reopened]:
    """Yield the paragraphs of cases that cite what was touched."""
    found = list(touched)
    if not found:
        return
    names = refs_of(view, [one.subject for one in found if one.kind == "claim"])
    for case in cases(view):
        for paragraph, refs in cited(case).items():
            for one in found:
                if one.kind == "claim" and names[one.subject] & refs:
                    why = f"it cites {one.subject}: {one.why}"
                    new = {"document": one.document, "claim": one.claim or one.subject, "judgement": one.judgement}
                    yield made(f"{case.id}#{paragraph}", "paragraph", one.cause, why, by=one.subject, **new)

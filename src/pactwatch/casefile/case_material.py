"""What a case file is built from: what the ledger holds of the case's claims, stories and provisions, fetched once."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence

import msgspec

from pactwatch.casefile.case_held import Held, SeriesClaims, everything, excluded_claims, reviewed
from pactwatch.casefile.case_text import parse
from pactwatch.casefile.cases import Case
from pactwatch.casefile.provision_record import record_text
from pactwatch.casefile.provisions import known_register
from pactwatch.errors import PactwatchError
from pactwatch.figures.grades import SOURCE, Grade, graded
from pactwatch.instruments.findings import Finding
from pactwatch.instruments.types import Provision
from pactwatch.model import Claim, Document, Frozen, Reading, Review, Span
from pactwatch.origins.reviewed import reviewed as story_reviewed
from pactwatch.origins.types import Story
from pactwatch.store.schema import VERSION
from pactwatch.store.support import Support
from pactwatch.store.tracing import Traced, trace_view
from pactwatch.store.types import ClaimView
from pactwatch.store.view import View

PROVISION = "prov:"
Assessor = Callable[[Sequence[Held], str], Sequence[Finding]]
"""Returns the findings of documents of a case on one provision, with what people decided about them."""


class Material(Frozen, frozen=True, kw_only=True):
    """All that a case file needs of the ledger; `lost` are references that lead to nothing.

    `cited` are the claims of the paragraphs' references by reference, `held` those of exhibits, in order, `excluded` those that the case
    leaves out. `unsupported` says of claims that were graded 1 why they are confirmed no longer. `findings` go by provision and rest on
    reviewed claims alone; `drafted` are those of a draft, which rest on all that was read.
    """

    claims: dict[str, ClaimView]
    reviews: dict[str, Review]
    cited: dict[str, str]
    held: tuple[str, ...]
    excluded: frozenset[str]
    figures: dict[str, tuple[int, int]]
    stories: tuple[Story, ...]
    story_claims: dict[str, tuple[Claim, ...]]
    documents: dict[str, Document]
    provisions: dict[str, Provision]
    official: dict[str, str]
    findings: dict[str, tuple[Finding, ...]]
    drafted: dict[str, tuple[Finding, ...]]
    sources: dict[str, Grade]
    unsupported: dict[str, str]
    lost: dict[str, str]
    head: str
    day: str
    records: dict[str, str]
    schema: int = VERSION


def gather(
    view: View, case: Case, *, traced: Traced | None = None, assessor: Assessor | None = None, series: SeriesClaims | None = None,
    official: Mapping[str, str] | None = None, draft: bool = False,
) -> Material:  # fmt: skip
    """Return the material of a case. `traced` are the stories of the ledger, where they are at hand.

    `assessor` and `series` answer what is asked of provisions and figures (commands/case_sources.py); without them there are none.
    `official` are the official words of provisions. Only for a `draft` findings are made of what is not reviewed.
    """
    lost: dict[str, str] = {}
    cited, figures = _cited(view, case, lost)
    held = _held(case, series, lost)
    claims = {name: found for name in dict.fromkeys([*cited.values(), *held]) if (found := _claim(view, name, lost)) is not None}
    stories, readings = _stories(view, case, claims, traced, lost)
    provisions, words = _provisions(view, case, lost), dict(official or {})
    own = {one.reading.document.id: one.reading for one in claims.values()}
    reviews, excluded = view.reviews(claims), excluded_claims(case, claims, stories, series)
    spans: dict[str, list[Span]] = {}
    for figure, span in figures.items():
        spans.setdefault(cited[figure], []).append(span)
    own_words = reviewed(claims, reviews, case.rules, excluded, spans)
    findings = {name: tuple(assessor(own_words, name)) for name in provisions} if assessor else {}
    all_words = everything(view, claims) if draft and provisions else ()
    drafted = {name: tuple(assessor(all_words, name)) for name in provisions} if assessor and draft else findings
    newest, standing = view.activity(limit=1), view.standing()
    return Material(
        claims=claims, reviews=reviews, excluded=excluded, cited=cited, held=tuple(name for name in held if name in claims), figures=figures,
        stories=stories, story_claims={name: tuple(standing.counting(one.claims)) for name, one in readings.items()},
        documents={name: one.document for name, one in (readings | own).items()}, provisions=provisions, official=words,
        findings=findings, drafted=drafted, sources=graded(view.judgements(SOURCE), SOURCE),
        unsupported=Support(view, traced).lost(reviews), lost=lost, head=view.head()[1],
        day=newest[0].at if newest else case.at, records=_records(view, provisions, words),
    )  # fmt: skip


def _cited(view: View, case: Case, lost: dict[str, str]) -> tuple[dict[str, str], dict[str, tuple[int, int]]]:
    """Return the claim of each reference to a claim or figure, and the span of each figure's words."""
    found: dict[str, str] = {}
    spans: dict[str, tuple[int, int]] = {}
    for paragraph in case.paragraphs:
        for ref in parse(paragraph.text).refs:
            if ref.kind == "claim":
                found[ref.id] = ref.id
            elif ref.kind == "figure" and ref.id not in found:
                try:
                    figure = view.figure(ref.id).figure
                except PactwatchError as error:
                    lost[f"fig:{ref.id}"] = str(error)
                    continue
                if figure.claim is None:
                    lost[f"fig:{ref.id}"] = f"no claim carries the figure {ref.id}, so that nobody can review it: cite a claim"
                else:
                    found[ref.id], spans[ref.id] = figure.claim, figure.span
    return found, spans


def cited_claims(view: View, case: Case) -> dict[str, tuple[str, ...]]:
    """Return the claims that each paragraph cites, by paragraph; references that lead nowhere are passed over."""
    return _keys_by_paragraph(case, _cited(view, case, {})[0], ())


def cited_keys(view: View, case: Case) -> dict[str, tuple[str, ...]]:
    """Return what each paragraph cites, in the order of its footnotes: claims by id, provisions as prov:ID."""
    return _keys_by_paragraph(case, _cited(view, case, {})[0], _provisions(view, case, {}))


def _keys_by_paragraph(case: Case, found: Mapping[str, str], known: Container[str]) -> dict[str, tuple[str, ...]]:
    """Return what each paragraph cites: the claims `found` by reference, and of provisions the `known` ones."""

    def keys(text: str) -> Iterator[str]:
        for ref in parse(text).refs:
            if ref.kind == "provision":
                yield from [f"{PROVISION}{ref.id}"] if ref.id in known else []
            elif ref.id in found:
                yield found[ref.id]

    return {one.id: tuple(dict.fromkeys(keys(one.text))) for one in case.paragraphs}


def _held(case: Case, series: SeriesClaims | None, lost: dict[str, str]) -> list[str]:
    found: dict[str, None] = {}
    for exhibit in case.exhibits:
        if exhibit.what == "claim":
            found[exhibit.ref] = None
        elif exhibit.what == "series" and series is not None:
            try:
                found |= dict.fromkeys(series(exhibit.ref))
            except PactwatchError as error:
                lost[f"series:{exhibit.ref}"] = str(error)
    return list(found)


def _claim(view: View, name: str, lost: dict[str, str]) -> ClaimView | None:
    try:
        return view.claim(name)
    except PactwatchError as error:
        lost[name] = str(error)
        return None


def _stories(
    view: View, case: Case, claims: dict[str, ClaimView], traced: Traced | None, lost: dict[str, str]
) -> tuple[tuple[Story, ...], dict[str, Reading]]:
    """Return the stories of the claims' documents and those among the exhibits, and the readings of all their documents.

    A story among the exhibits bears the id that the case knows it by, whatever it is called since.
    """
    wanted = [exhibit.ref for exhibit in case.exhibits if exhibit.what == "story"]
    if not claims and not wanted:
        return (), {}
    known = traced or trace_view(view)
    of = {document: story for story in known.stories for document in story}
    groups = dict.fromkeys(of[one.reading.document.id] for one in claims.values() if one.reading.document.id in of)
    names: dict[tuple[str, ...], str] = {}
    for name in wanted:
        found = known.called(name)
        if len(found) == 1:
            groups[found[0]] = None
            names.setdefault(found[0], name)
        else:
            why = f"{len(found)} stories start with {name}; add it with more of its id" if found else f"there is no story {name}"
            lost[name] = f"{why}; `pactwatch origins --least 1` lists them"
    shown = {name: view.shown_reading(name) for story in groups for name in story}
    readings = {name: reading for name, reading in shown.items() if reading is not None}
    texts = {name: one.document.text for name, one in readings.items()}
    standing = view.standing()
    traces = [(story, story_reviewed(known.told(story, lambda: texts), standing)) for story in groups]
    return tuple(msgspec.structs.replace(one, id=names.get(story, one.id)) for story, one in traces), readings


def _provisions(view: View, case: Case, lost: dict[str, str]) -> dict[str, Provision]:
    wanted = [ref.id for paragraph in case.paragraphs for ref in parse(paragraph.text).refs if ref.kind == "provision"]
    wanted += [exhibit.ref for exhibit in case.exhibits if exhibit.what == "provision"]
    if not wanted:
        return {}
    known, found = known_register(view), dict[str, Provision]()
    for name in dict.fromkeys(wanted):
        try:
            found[name] = known.provision(name)
        except PactwatchError as error:
            lost[f"prov:{name}"] = str(error)
    return found


def _records(view: View, provisions: Mapping[str, Provision], official: Mapping[str, str]) -> dict[str, str]:
    if not provisions:
        return {}
    known = known_register(view)
    return {name: record_text(one, known.instrument_of(one), official.get(name)) for name, one in provisions.items()}

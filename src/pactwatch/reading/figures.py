"""Figures: what a text gives of quantities that are followed over time (model.Figure), each with its place in the text.

1. scopes      each figure with the stretch of its sentence that is its own      figure_scopes.py
2. measure     killed, wounded, deployed, present, shells, money ...             figure_measures.py
3. whose       party, group, population                                          figure_people.py
4. setting     place, time, stock or flow                                        figure_setting.py
5. links       parts of wholes, shares worked out, products of groups            figure_links.py
6. sources     the claim's, else those of the attributions that hold the figure

A figure takes state and sources from the claim that carries it; where no claim was read, from the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from pactwatch import __version__
from pactwatch.ids import content_id
from pactwatch.model import Claim, Document, Figure, Modality, Party, Place, Source, Span
from pactwatch.reading.attribution_chain import chain_for, sources_of
from pactwatch.reading.claims import LEFT_OPEN, Mentions
from pactwatch.reading.clauses import Clause, find_clauses
from pactwatch.reading.event_checks import is_shared
from pactwatch.reading.figure_likelihood import likelihood
from pactwatch.reading.figure_links import Draft, link_figures
from pactwatch.reading.figure_measures import LEFT_OUT, counts_people, is_of_people, measure_of
from pactwatch.reading.figure_people import ambiguous, as_party, group_of_figure, is_doer, nearest_people, new_subject, party_of, population_of
from pactwatch.reading.figure_scopes import ELLIPTIC, Measured, Scope, scopes
from pactwatch.reading.figure_setting import as_of, kind_of, place_of, time_of
from pactwatch.reading.figure_wholes import said_of
from pactwatch.reading.figure_words import HARM
from pactwatch.reading.gapping import Pair, pair_of, pairs
from pactwatch.reading.mentions import QuantityMention
from pactwatch.reading.modality import judge
from pactwatch.reading.modality_clause import figures_set_apart
from pactwatch.reading.questions import claims_nothing, is_question
from pactwatch.reading.tree import Parsed, Sentence, beside

BODIES = frozenset({"government", "ministry", "organisation", "agency", "media", "person"})
OWN_TYPES = frozenset({
    "casualties", "deploy_forces", "troop_presence", "send_workers", "demine_or_rebuild", "training", "joint_exercise",
    "transfer_arms", "payment_or_aid", "transfer_technology", "sanction_or_designate",
})
"""Claim types whose state is that of their figure; of others ("accused them of sending 3,000") it is the speech act's."""
REACH = 2
"""Sentences that a figure without words of its own looks back over."""
SILENT = frozenset({"noise", "table"})
DONE_TO = " destroyed"
"""How measures end of what was done to things."""


def find_figures(
    document: Document, parsed: Parsed, quantities: Sequence[QuantityMention], claims: Sequence[Claim], mentions: Mentions,
) -> list[Figure]:
    """Return the figures of a document in text order; see the module's stages."""
    by_sentence: dict[int, list[QuantityMention]] = {}
    for q in quantities:
        by_sentence.setdefault(q.sentence, []).append(q)
    finder = _Finder(document, parsed, mentions, claims)
    finder.bases = frozenset(q.part_of for q in quantities if q.part_of is not None)
    for index, found in by_sentence.items():
        if parsed.sentences[index].block.kind not in SILENT:
            finder.sentence(index, found)
    drafts = link_figures(parsed, finder.drafts)
    return finder.finish(drafts)


class _Finder:
    """Reads figure by figure, remembering those before for what is left unsaid."""

    def __init__(self, document: Document, parsed: Parsed, mentions: Mentions, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self._lent: set[str] = set()
        self._document = document
        self._parsed = parsed
        self._mentions = mentions
        self._carriers: dict[Span, Claim] = {}
        for claim in claims:
            if claim.quantity is not None:
                self._carriers.setdefault(claim.quantity.span, claim)
        self._speakers = sorted({s.span for a in mentions.attributions for s in a.speakers if s.span})
        self.drafts: list[Draft] = []
        self.bases: frozenset[Span] = frozenset()

    def sentence(self, index: int, quantities: list[QuantityMention]) -> None:
        """Read the figures of one sentence, then lend its neighbours' measures to those that have none."""
        sentence = self._parsed.sentences[index]
        kept = [q for q in quantities if q.rule not in LEFT_OUT and (q.rule != "article" or q.span in self._carriers)]
        kept = [q for q in kept if not _is_model(sentence, q)]
        drafts: list[Draft] = []
        last = next((d.measured for d in reversed(self.drafts[-3:]) if d.measured and index - d.scope.sentence.index <= REACH), None)
        for scope in scopes(self._parsed.sentences[index], kept):
            claim = self._carriers.get(scope.quantity.span)
            scope.claim = claim.type if claim else None
            measured = measure_of(scope, last)
            if drafts and _is_base(drafts[-1].scope.quantity, scope.quantity):
                _lend(drafts[-1], scope)
                own = measure_of(_own_phrase(scope), None)
                measured = own if own or (measured and measured.measure in HARM) else measured
            last = measured or last
            drafts.append(Draft(scope, measured, claim))
        for draft in drafts:
            if draft.measured is not None and draft.measured.measure.endswith(DONE_TO) and is_shared(sentence, draft.scope.quantity):
                draft.measured = None  # of "12 of the 30 drones were shot down", 18 were not
        for n, draft in enumerate(drafts):
            if draft.measured is None and is_listed(draft, drafts, n):
                draft.measured = neighbour(drafts, n)
        for draft in drafts:
            if draft.measured is not None:
                self._settle(draft, draft.measured)
            self.drafts.append(draft)

    def _pairs(self, sentence: Sentence) -> list[Pair]:
        return pairs(sentence, [m for m in self._mentions.actors if m.sentence == sentence.index])

    def _settle(self, draft: Draft, measured: Measured) -> None:
        scope = draft.scope
        people = is_of_people(measured.measure)
        before = next((d for d in reversed(self.drafts) if d.measured and is_of_people(d.measured.measure)), None) if people else None
        elliptic = before is not None and scope.quantity.rule in ELLIPTIC
        shared = self._pairs(scope.sentence)
        own = pair_of(shared, scope.quantity)
        if own is not None and own.part == "does":
            draft.party = as_party(own.mention)
        elif elliptic and before is not None and before.scope.sentence is scope.sentence and before.party:
            draft.party = new_subject(scope, self._mentions.actors, self._speakers)
        else:
            draft.party = party_of(scope, measured, self._mentions.actors, self._speakers)
        if people:
            draft.group = group_of_figure(scope, measured, before.group if before else None)
        if draft.party is None and before is not None and (elliptic or _goes_on(draft, before)):
            draft.party = before.party
        taken = [m.span for m in self._mentions.actors if m.kind in BODIES] + self._speakers
        taken += [draft.party.span] if draft.party and draft.party.span else []
        draft.place = place_of(scope, measured, self._mentions.places, taken)
        if draft.place is None and elliptic and before is not None and before.scope.sentence is scope.sentence:
            draft.place = before.place
        if draft.party is None:
            draft.party = ambiguous(scope, draft.place.country if draft.place else None)
        if draft.party is None and people:
            reach = 0 if draft.group == "people" else REACH  # whoever dies is not of the soldiers of the sentence before
            draft.party = nearest_people(scope, self._parsed.sentences, self._mentions.actors, self._speakers, reach)
        if draft.party is None and draft.claim is not None:
            agent = draft.claim.agent
            told = agent is not None and agent.span is not None and any(a <= agent.span[0] < b for a, b in self._speakers)
            told = told or (agent is not None and agent.span is not None and is_doer(scope, measured, agent.span))
            draft.party = None if told else _state(agent)
            if draft.party is not None and draft.place is not None and draft.party.actor == draft.place.country:
                draft.party = None
        if draft.party is not None and draft.party.span in {p.mention.span for p in shared if p is not own}:
            draft.party = None  # of "12 in Chad and 30 in Mali" neither is both's
        draft.time = time_of(scope, self._mentions.times)
        if " per " in f" {scope.quantity.unit}":
            draft.per = scope.quantity.unit.rsplit("per ", maxsplit=1)[-1]
        draft.kind = kind_of(scope, measured, draft.time, draft.place, per=draft.per is not None)

    def finish(self, drafts: list[Draft]) -> list[Figure]:
        """Return the figures of the drafts that measure something."""
        made = [(d, self._figure(d, d.measured)) for d in drafts if d.measured is not None and (d.claim is not None or not _is_asked(d.scope))]
        made = [(d, _meant(f)) for d, f in made]
        unique: dict[str, Figure] = {}
        for draft, figure in made:
            whole = next((f for d, f in made if d is draft.whole), None) if draft.whole is not None else None
            told = figure.attributed_to or (whole.attributed_to if whole else ())
            linked = msgspec.structs.replace(figure, part_of=whole.id if whole else None, attributed_to=told)
            unique.setdefault(figure.id, linked if linked.claim else self._beside(linked))
        return list(unique.values())

    def _beside(self, figure: Figure) -> Figure:
        """Give a figure that no claim carries the shortest claim without one of its own on whose words it stands."""
        holding = [
            c for c in self._claims
            if c.quantity is None and c.id not in self._lent and any(a <= figure.span[0] and figure.span[1] <= b for a, b in c.evidence)
        ]
        if not holding:
            return figure
        found = min(holding, key=lambda c: (c.evidence[0][1] - c.evidence[0][0], c.id))
        self._lent.add(found.id)
        return msgspec.structs.replace(figure, claim=found.id, rule=f"{figure.rule}.beside")

    def _figure(self, draft: Draft, measured: Measured) -> Figure:
        q, sentence = draft.scope.quantity, draft.scope.sentence
        text = self._document.text
        per, party = draft.per, draft.party
        key = (self._document.id, __version__, measured.measure, q.span, draft.derived)
        place = draft.place
        return Figure(
            id=content_id("fg", *key), measure=measured.measure, unit=q.unit if q.unit != "percent" else measured.measure,
            population=population_of(party, draft.group, measured.measure), group=draft.group, party=party,
            place=_place(place, draft.claim), low=draft.low, best=draft.best, high=draft.high, comparator=draft.comparator,
            vague=q.vague, text=text[q.span[0] : q.span[1]], span=q.span, kind=draft.kind,
            additional=q.change == "additional", initial=_is_initial(draft), revised=_is_revised(draft),
            likelihood=likelihood(sentence.text), per=per, part_of=None, derived=draft.derived,
            as_of=as_of(draft.kind, draft.time, self._document.published), modality=self._modality(draft),
            attributed_to=self._sources(draft), evidence=draft.claim.evidence[0] if draft.claim else (sentence.start, sentence.end),
            claim=draft.claim.id if draft.claim else None, rule=f"{measured.rule}.{q.rule}",
        )

    def _modality(self, draft: Draft) -> Modality:
        scope = draft.scope
        if _is_target(scope):
            return "planned"
        if scope.quantity.span in self.bases and (said := said_of(scope.sentence, scope.quantity)) is not None:
            return said[1]
        if scope.quantity.first and scope.sentence.tokens[scope.quantity.first - 1].lower == "not":
            return "denied"
        if scope.quantity.number in figures_set_apart(scope.sentence):
            return "denied"
        if draft.claim is not None and draft.claim.type in OWN_TYPES:
            already = scope.sentence.tokens[scope.quantity.last + 1 : scope.quantity.last + 2]
            return "ongoing" if draft.claim.modality == "planned" and any(t.lower == "already" for t in already) else draft.claim.modality
        sentence, clause = scope.sentence, _holder(scope)
        head = clause.head if clause is not None else sentence.root.i
        held = [self._mentions.attributions[n] for n in self._chain(draft)]
        found = judge(
            sentence, head, "casualties", published=self._document.published, time=draft.time, attributions=held,
            beside=beside(self._parsed, sentence.index),
        ).modality
        modal = _modal(scope)
        return modal if modal and found in ("happened", "ongoing") else found

    def _chain(self, draft: Draft) -> list[int]:
        return chain_for(self._mentions.attributions, draft.scope.sentence.index, draft.scope.quantity.span)

    def _sources(self, draft: Draft) -> tuple[Source, ...]:
        if draft.claim is not None:
            return draft.claim.attributed_to
        own = pair_of(self._pairs(draft.scope.sentence), draft.scope.quantity)
        if own is not None and own.part == "tells":
            return (Source(name=own.mention.name, actor=own.mention.actor, span=own.mention.span),)
        held = sources_of([a for n in self._chain(draft) if (a := self._mentions.attributions[n]).stance not in LEFT_OPEN])
        found: list[Source] = []
        for a in held:
            for s in a.speakers[:1]:
                if not found or found[-1].name != s.name:
                    found.append(Source(name=s.name, actor=s.actor, span=s.span, cue=a.cue))
        return tuple(found)


def _goes_on(draft: Draft, before: Draft) -> bool:
    """Whether a figure may be of those whom the figure before it counts: beside it, or soon after it and of no other group by its noun."""
    far = draft.scope.sentence.index - before.scope.sentence.index
    return far == 0 or (far <= REACH and draft.group in (None, before.group))


def _is_base(share: QuantityMention, base: QuantityMention) -> bool:
    """Say whether a share is of the figure right after it ("half of the 8,000 men")."""
    return share.part_of == base.span and 0 < base.first - share.number <= 5


def _lend(share: Draft, base: Scope) -> None:
    """Read what became of a share by the words after its base: "half of the 8,000 men sent have become casualties"."""
    if share.measured is not None and share.measured.measure in HARM:
        return
    q = replace(share.scope.quantity, last=base.quantity.last, noun=base.quantity.noun)
    seen = replace(share.scope, quantity=q, stop=base.stop, reach=base.reach)
    found = measure_of(seen)
    if found is not None and found.measure in HARM:
        share.measured = Measured(found.measure, "predicate", found.cue)


def _own_phrase(scope: Scope) -> Scope:
    """Return a scope that ends with the figure's noun phrase: what follows is said of its share."""
    tree = scope.sentence.subtree(scope.anchor)
    inner = [i for i in tree if i > scope.quantity.last]
    return replace(scope, stop=max(inner, default=scope.quantity.last) + 1, base=True)


def _meant(figure: Figure) -> Figure:
    """Return a strength that is only planned as one to be deployed: nobody is there yet."""
    planned = figure.measure == "present" and figure.modality in ("planned", "demanded")
    return msgspec.structs.replace(figure, measure="deployed") if planned else figure


def _is_model(sentence: Sentence, q: QuantityMention) -> bool:
    """Say whether a small number is that of a model within a counted phrase ("18 Leopard 2 tanks")."""
    before = sentence.tokens[q.first - 1] if q.first else None
    named = before is not None and before.pos == "PROPN" and before.text[:1].isupper() and before.dep in ("nmod", "compound", "amod")
    return named and q.rule == "count" and q.first == q.number and (q.low or 0) < 100 and sentence.tokens[q.number].text.isdecimal()


def _holder(scope: Scope) -> Clause | None:
    """Return the smallest clause that holds a figure."""
    holders = [c for c in find_clauses(scope.sentence) if scope.quantity.number in c.extent]
    return min(holders, key=lambda c: len(c.extent), default=None)


def _is_asked(scope: Scope) -> bool:
    """Say whether a figure stands in a question that claims nothing."""
    clause = _holder(scope) if is_question(scope.sentence) else None
    return clause is not None and claims_nothing(clause)


def _is_target(scope: Scope) -> bool:
    """Say whether a figure is a planned one by the words before it: "its planned strength of 2,500", "a target of 5,000"."""
    near = scope.sentence.tokens[max(scope.floor, scope.quantity.first - 4) : scope.quantity.first]
    return any(t.lower in ("planned", "intended", "target", "goal", "quota", "authorised", "authorized", "envisaged", "promised") for t in near)


def _modal(scope: Scope) -> Modality | None:
    """Return what a modal verb between the figure and what stands before it makes of it: "could swell to 100,000"."""
    near = [t.lower for t in scope.sentence.tokens[max(scope.floor, scope.quantity.first - 7) : scope.quantity.first] if t.tag == "MD"]
    if any(word in ("could", "may", "might") for word in near):
        return "possible"
    return "planned" if any(word in ("will", "shall") for word in near) else None


def _is_initial(draft: Draft) -> bool:
    """Say whether a figure is that of a beginning ("the 11,000 first sent", "a vanguard of 400"), a part of what followed."""
    q, tokens = draft.scope.quantity, draft.scope.sentence.tokens
    near = tokens[max(draft.scope.floor, q.first - 1) : min(draft.scope.stop, q.last + 4)]
    if any(t.lower in ("vanguard", "spearhead") for t in tokens[q.first : draft.scope.stop]):
        return True
    return any(t.lower in ("first", "initial", "initially", "vanguard", "advance", "original", "originally") for t in near)


def _is_revised(draft: Draft) -> bool:
    """Say whether a figure is said to have risen or to be corrected ("the toll has risen to 89")."""
    near = draft.scope.sentence.tokens[draft.scope.floor : draft.scope.quantity.first]
    return any(t.lemma in ("rise", "climb", "revise", "update", "correct", "raise", "grow", "increase", "reach") for t in near)


def is_listed(draft: Draft, drafts: Sequence[Draft], n: int) -> bool:
    """Say whether a figure without words of its own may share a neighbour's: people, joined by "and" or a comma."""
    q = draft.scope.quantity
    if q.rule in ("duration", "ordinal", "ordinal-first", "multiple", "definite", "percent", "share", "article", "measure"):
        return False
    tokens = draft.scope.sentence.tokens
    if n + 1 < len(drafts):
        gap = tokens[q.last + 1 : drafts[n + 1].scope.quantity.first]
        if gap and len(gap) <= 3 and any(t.lower in ("and", "or", ",") for t in gap):
            return True
    return bool(n) and any(t.lower in ("and", "or", ",") for t in tokens[draft.scope.floor : q.first])


def neighbour(drafts: Sequence[Draft], n: int) -> Measured | None:
    """Return the measure of the next figure in a list of like things, else of the one before."""
    mine = drafts[n].scope.quantity
    for other in (*drafts[n + 1 : n + 2], *drafts[max(0, n - 1) : n]):
        if other.measured is None or other.scope.quantity.rule == "money":
            continue
        if is_of_people(other.measured.measure) == counts_people(mine):
            return Measured(other.measured.measure, "list", other.measured.cue)
    return None


def _state(party: Party | None) -> Party | None:
    return party if party is not None and party.actor is not None and len(party.actor) == 3 else None


def _place(found: object, claim: Claim | None) -> Place | None:
    from pactwatch.reading.mentions import PlaceMention

    if isinstance(found, PlaceMention):
        return Place(name=found.name, country=found.country, lat=found.lat, lon=found.lon, precision=found.precision,
                     span=found.span, alternatives=found.alternatives)
    return claim.place if claim is not None else None

"""One reading as conditions see it: its sentences with the classes, facts and claims of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import pairwise

from pactwatch.data import read_rows
from pactwatch.instruments.carrying import GROUP, carry
from pactwatch.instruments.conditions import Day, beginning, holds
from pactwatch.instruments.lexicon import DPRK_CLASS, Hits, Lexicon
from pactwatch.instruments.listed import ListedName, classes_of
from pactwatch.instruments.matching import find, find_all
from pactwatch.instruments.northern_names import mark
from pactwatch.instruments.patterns import ClaimTest, Fact
from pactwatch.instruments.stances import mark as mark_stances
from pactwatch.instruments.two_senses import drop_doubtful, drop_named_oil
from pactwatch.instruments.within import Facts, Within
from pactwatch.instruments.words import Words, sentences
from pactwatch.model import Claim, Party, Reading, Span

NEAR = (0, -1, 1, -2, 2)
"""What "near" looks at: the sentence, then the ones before and after it, in this order."""
ELSEWHERE = ("foreign", "abroad")
"""Classes of what is outside the DPRK."""
MANY = 40
"""Words that evidence may span; longer matches are shown by their first word alone."""


@dataclass(slots=True)
class Sentence:
    """One sentence with what was found in it; `facts` fills as conditions ask. One that is `silent` shows nothing for others."""

    index: int
    words: Words
    hits: Hits
    claims: tuple[Claim, ...] = ()
    listed: tuple[ListedName, ...] = ()
    facts: dict[str, Span | None] = field(default_factory=dict)
    silent: bool = False
    possible: set[str] | None = None

    def span(self, first: int, last: int) -> Span:
        """Return the code points of words `first` to before `last`."""
        last = last if last - first <= MANY else first + 1
        return self.words.spans[first][0], self.words.spans[last - 1][1]


class Scene:
    """A reading's sentences, asked for classes and facts by name; `listed` are names in it that sanctions lists have.

    Where `shown` is given, only words within these spans may show anything (`find_shown`); all words may still speak against it.
    """

    def __init__(
        self, reading: Reading, lexicon: Lexicon, facts: Facts, listed: Iterable[ListedName] = (),
        shown: Iterable[Span] | None = None,
    ) -> None:  # fmt: skip
        self.reading = reading
        self.shown = None if shown is None else tuple(sorted(shown))
        self.document = reading.document
        self._facts = facts
        self._begun: dict[tuple[str, ...], list[Sentence]] = {}
        self._outwards: dict[int, list[Sentence]] = {}
        parts = sentences(reading.document.text, reading.blocks)
        claims = _by_sentence(reading.claims, parts)
        self.sentences = [Sentence(at, words, lexicon.hits(words), tuple(claims[at])) for at, words in enumerate(parts)]
        title = sentences(reading.document.title or "", ())
        self.title = [Sentence(-1, words, lexicon.hits(words)) for words in title]
        for sentence in self.sentences:
            mark(sentence.words, sentence.hits)
            mark_stances(sentence.words, sentence.hits)
            _without_speakers(sentence)
        drop_named_oil([one.hits for one in (*self.sentences, *self.title)])
        drop_doubtful([one.hits for one in self.sentences], [one.hits for one in self.title])
        self._within = Within(facts, *self._all())
        self._carry()
        for name in listed:
            self._mark(name)
        if not self._within.is_of(*(seen := self._all())):
            self._within = Within(facts, *seen)

    def may_hold(self, condition: str) -> Sequence[Sentence]:
        """Return the sentences in which a condition may hold: none where the text lacks what it asks for, else those that begin it."""
        first = beginning(condition)
        if not first:
            return self.sentences if self._within.condition(condition) else ()
        begun = self._begun.get(first)
        if begun is None:
            names = self.possible(first)
            begun = [one for one in self.sentences if any(self.find(name, one) for name in names)] if names else []
            self._begun[first] = begun
        return begun if begun and self._within.condition(condition) else ()

    def openings(self, conditions: Iterable[str]) -> dict[int, list[str]]:
        """Return for each sentence, by its index, those of `conditions` that may hold in it, in their order."""
        found: dict[int, list[str]] = {}
        for condition in conditions:
            for sentence in self.may_hold(condition):
                found.setdefault(sentence.index, []).append(condition)
        return found

    def possible(self, names: Iterable[str]) -> list[str]:
        """Return those of the classes and facts `names` that can stand in the text at all."""
        return self._within.possible(names)

    def _all(self) -> tuple[set[str], set[str]]:
        """Return all words and classes of the text and its title."""
        parts = (*self.sentences, *self.title)
        return {word for one in parts for word in one.words.places}, {name for one in parts for name in one.hits}

    def _carry(self) -> None:
        """Let pronouns at the beginning of sentences stand for the people of the DPRK of the sentence before."""
        for before, sentence in pairwise(self.sentences):
            if before.words.paragraph == sentence.words.paragraph:
                carry(sentence.words, sentence.hits, partial(self._find_in, before))
                sentence.possible = None

    def _find_in(self, sentence: Sentence, name: str) -> Span | None:
        return self.find_shown(name, sentence) if name == GROUP else self.find(name, sentence)

    def _mark(self, name: ListedName) -> None:
        """Put a listed name into the classes of its sentence."""
        for sentence in self.sentences:
            spans = sentence.words.spans
            places = [at for at, (start, end) in enumerate(spans) if start < name.span[1] and end > name.span[0]]
            if places:
                dprk = any(DPRK_CLASS in other.hits for other in self.around(sentence, "near"))
                for kind in classes_of(name, dprk_near=dprk):
                    sentence.hits.setdefault(kind, []).append((places[0], places[-1] + 1))
                sentence.possible = None
                sentence.listed = (*sentence.listed, name)

    def listed_near(self, sentence: Sentence) -> Sequence[ListedName]:
        """Return the listed names of a sentence, or where it has none those around it, nearest first, each once."""
        near = sentence.listed or dict.fromkeys(name for place in self.around(sentence, "near") for name in place.listed)
        return [name for name in near if self.visible(name.span)]

    def find(self, name: str, sentence: Sentence) -> Span | None:
        """Return where the class or fact `name` stands in a sentence."""
        if name not in sentence.facts:
            sentence.facts[name] = self._look(name, sentence)
        return sentence.facts[name]

    def find_shown(self, name: str, sentence: Sentence) -> Span | None:
        """Return where the class or fact `name` stands in a sentence in words that may be shown."""
        found = self.find(name, sentence)
        if found is None or self.shown is None:
            return found
        fact = self._facts.get(name)
        for first, last in sentence.hits.get(name, ()) if fact is None else self._places(fact, sentence):
            spans = sentence.words.spans
            if self.visible((spans[first][0], spans[last - 1][1])):
                return sentence.span(first, last)
        return next((trigger for trigger in self._triggers(fact, sentence) if self.visible(trigger)), None) if fact else None

    def visible(self, span: Span) -> bool:
        """Whether all words of a span may be shown."""
        if self.shown is None:
            return True
        at, text = span[0], self.document.text
        for start, end in self.shown:
            if at < end and start < span[1]:
                if any(map(str.isalnum, text[at:start])):
                    return False
                at = end
        return not any(map(str.isalnum, text[at : span[1]]))

    def _look(self, name: str, sentence: Sentence) -> Span | None:
        fact = self._facts.get(name)
        if fact is None:
            places = sentence.hits.get(name)
            return sentence.span(*places[0]) if places else None
        if not self._may_stand(name, sentence):
            return None
        if fact.told:
            return self._told(fact, sentence)
        found = self._place(fact, sentence)
        if found is not None:
            return sentence.span(*found) if found else None
        return next(self._triggers(fact, sentence), None)

    def _may_stand(self, fact: str, sentence: Sentence) -> bool:
        """Whether a sentence has what a fact needs."""
        if sentence.possible is None:
            given = self._within.told | self._facts.claimed if sentence.claims else self._within.told
            sentence.possible, _ = self._facts.look(sentence.words.places, sentence.hits, given)
        return fact in sentence.possible

    def _triggers(self, fact: Fact, sentence: Sentence) -> Iterator[Span]:
        """Yield the triggers of the claims by which a fact holds."""
        if fact.claims and (not fact.beside or find(fact.beside, sentence.words, sentence.hits) is not None):
            yield from (claim.trigger for claim in sentence.claims for test in fact.claims if claim_is(claim, test))

    def _told(self, fact: Fact, sentence: Sentence) -> Span | None:
        """Return the first words of the first condition of a fact told over several sentences that holds here."""
        for condition in fact.told:
            fired = holds(condition, self, sentence, Day(None, None))
            if fired:
                return fired.spans[0] if fired.spans else (sentence.words.start, sentence.words.end)
        return None

    def _place(self, fact: Fact, sentence: Sentence) -> tuple[int, int] | tuple[()] | None:
        """Return the words by which a fact holds; () where one of its `unless` forbids it, None where nothing is found."""
        self._prepare(fact.names, sentence)
        for pattern in self._within.patterns(fact):
            found = find(pattern, sentence.words, sentence.hits)
            if found:
                return () if self._forbidden(fact, sentence) else found
        return () if fact.claims and sentence.claims and self._forbidden(fact, sentence) else None

    def _prepare(self, names: Iterable[str], sentence: Sentence) -> None:
        """Look for the facts among `names`, so that patterns find them as they find classes."""
        for name in names:
            if name in self._facts and name not in sentence.hits:
                sentence.hits[name] = []  # a fact that leads back to itself finds nothing
                if self._may_stand(name, sentence):
                    sentence.hits[name] = self._places(self._facts[name], sentence)

    def _places(self, fact: Fact, sentence: Sentence) -> list[tuple[int, int]]:
        """Return all places by which a fact holds, for facts that name it."""
        first = self._place(fact, sentence)
        if not first:
            return []
        found = (place for pattern in self._within.patterns(fact) for place in find_all(pattern, sentence.words, sentence.hits))
        return list(dict.fromkeys((first, *found)))

    def _forbidden(self, fact: Fact, sentence: Sentence) -> bool:
        self._prepare(fact.denied, sentence)
        return any(find(pattern, sentence.words, sentence.hits) for pattern in self._within.patterns(fact, denied=True))

    def around(self, sentence: Sentence, scope: str) -> list[Sentence]:
        """Return the sentences that a scope covers, nearest first: here, near, text; silent ones aside."""
        if scope == "here":
            return [sentence]
        if scope == "near":
            places = (sentence.index + step for step in NEAR)
            found = [self.sentences[at] for at in places if 0 <= at < len(self.sentences)]
        else:
            found = self._outwards.get(sentence.index, [])
            if not found:
                found = sorted(self.sentences, key=lambda other: (abs(other.index - sentence.index), other.index))
                self._outwards[sentence.index] = found
        return [other for other in found if other is sentence or not other.silent]


def _without_speakers(sentence: Sentence) -> None:
    """Take no speaker's state for where something happens, while the sentence names another: "Seoul said that in Russia ..."."""
    speakers = [source.span for claim in sentence.claims for source in claim.attributed_to if source.span]
    for name in ELSEWHERE:
        places = sentence.hits.get(name, [])
        others = [at for at in places if not any(a < sentence.span(*at)[1] and b > sentence.span(*at)[0] for a, b in speakers)]
        if others:
            sentence.hits[name] = others


def claim_is(claim: Claim, test: ClaimTest) -> bool:
    """Whether a claim is of the type and between the parties that `test` asks for."""
    if claim.type not in test.types:
        return False
    for wanted, party in ((test.agent, claim.agent), (test.recipient, claim.recipient)):
        if wanted is not None and country_of(party) != wanted:
            return False
    return True


def country_of(party: Party | None) -> str | None:
    """Return the country that a party's register id stands for ("RUS-MOD" is RUS), None where it has none."""
    if party is None or not party.actor:
        return None
    first = party.actor.replace("+", " ").replace(";", " ").split()[0]
    code = _countries().get(first, first.split("-")[0])
    return code if len(code) == 3 and code.isupper() else None


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    rows = (*read_rows("actors/organisations.tsv"), *read_rows("actors/officials.tsv"))
    return {row["id"]: row["country"] for row in rows if row["country"]}


def _by_sentence(claims: tuple[Claim, ...], parts: list[Words]) -> list[list[Claim]]:
    found: list[list[Claim]] = [[] for _ in parts]
    starts = [words.start for words in parts]
    from bisect import bisect_right

    for claim in claims:
        first = claim.evidence[0][0] if claim.evidence else claim.trigger[0]
        last = claim.evidence[-1][1] if claim.evidence else claim.trigger[1]
        at = max(0, bisect_right(starts, first) - 1)
        while at < len(parts) and parts[at].start < last:
            if parts[at].end > first:
                found[at].append(claim)
            at += 1
    return found

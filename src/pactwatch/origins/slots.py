"""The places of a sentence in which the sides of a deed stand: subject, object, dative, prepositions, the possessive of a noun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pactwatch.data import read_toml
from pactwatch.origins.roles import subjects
from pactwatch.reading.mentions import ActorMention, PlaceMention
from pactwatch.reading.tree import Sentence, Token

RELATIVE = frozenset({"who", "which", "that", "whom"})
OBJECTS = ("dobj", "nsubjpass")
DEPTH = 3
"""How far below a deed's object a preposition may hang and still tell its side: "a loan of 300 million dollars from Jordan"."""
COMPOUND = frozenset({"according", "due", "owing", "thanks", "up", "close", "next", "prior", "as", "apart", "because", "instead", "out"})
"""Words with which a preposition is another one: "according to"."""
MODIFIERS = ("amod", "compound", "nmod", "poss")


def state_tokens(actors: Sequence[ActorMention], places: Sequence[PlaceMention]) -> dict[int, str]:
    """Return the state that each token names, of a body or a person its own; of a place its country."""
    found = {i: p.country for p in places if p.country for i in range(p.first, p.last + 1)}
    return found | {i: a.country for a in actors if a.country and a.kind != "media" for i in range(a.first, a.last + 1)}


class Slots:
    """The slots of one verb, noun or adjective."""

    __slots__ = ("governing", "particle", "sentence", "states", "trigger", "verb")

    def __init__(self, sentence: Sentence, trigger: Token, states: Mapping[int, str]) -> None:
        self.sentence, self.trigger, self.states = sentence, trigger, states
        self.verb = trigger if trigger.pos == "VERB" else _verb_over(sentence, trigger)
        particle = sentence.child(trigger.i, "prt")
        self.particle = particle.lower if particle is not None else ""
        self.governing = _names(sentence, self.verb) if self.verb is not None and self.verb is not trigger else frozenset[str]()

    def tokens(self, name: str) -> list[Token]:
        """Return the heads of what stands in a slot."""
        if name == "subject":
            return self._subject()
        if name == "object":
            return self._object()
        if name == "dative":
            return self._dative()
        if name == "is":
            return self._told_to_be()
        if name == "own":
            return [self.trigger]
        if name == "holder":
            return self.sentence.children(self.trigger.i, "poss")
        return self._after(name)

    def state(self, token: Token, name: str) -> str | None:
        """Return the state that a side is, or belongs to: "Spanish instructors", "marines from Spain", "a bank in Abu Dhabi"."""
        if token.i in self.states and name != "own":
            return self.states[token.i]
        near = [t for t in self.sentence.children(token.i, *MODIFIERS) if name != "own" or t.dep != "poss" or t.i in self.states]
        linked = [c for c in self.sentence.children(token.i, "prep") if c.lower in self._owning(token, name)]
        held = [k for c in linked for k in self.sentence.children(c.i, "pobj")]
        owners = {self.states[t.i] for t in (*near, *held, *self._behind(token)) if t.i in self.states}
        return owners.pop() if len(owners) == 1 else None

    def _behind(self, token: Token) -> list[Token]:
        """Return where those come from whose origin stands right behind them: "marines from Spain", whatever a parser hangs it on."""
        after = self.sentence.tokens[token.i + 1 : token.i + 3]
        return after[1:] if after and after[0].lower == "from" else []

    def _owning(self, token: Token, name: str) -> tuple[str, ...]:
        if name == "own":
            return ("from",)  # the pupils of somebody are not his people
        return ("of", "from", "in") if token.lemma in read_toml("origins/words.toml")["seated"]["words"].split() else ("of", "from")

    def _told_to_be(self) -> list[Token]:
        """Return who is told to be what the noun says: "Chad is the creditor", "the creditor is Chad", "as the creditor"."""
        above = self.sentence.tokens[self.trigger.head]
        if self.trigger.dep == "attr":
            return [self._meant(t) for t in self.sentence.children(above.i, "nsubj")]
        return self.sentence.children(above.i, "attr") if self.trigger.dep == "nsubj" and above.lemma == "be" else []

    def _subject(self) -> list[Token]:
        if self.verb is None:
            return []
        found = self.sentence.children(self.verb.i, "nsubj") if self.verb.pos == "AUX" else subjects(self.sentence, self.verb)
        if not found and self.sentence.child(self.verb.i, "nsubjpass") is not None:
            found = self._after("by")
        return [self._meant(token) for token in found]

    def _meant(self, token: Token) -> Token:
        """Return what a relative pronoun stands for."""
        above = self.sentence.tokens[token.head]
        return self.sentence.tokens[above.head] if token.lower in RELATIVE and above.dep == "relcl" else token

    def _object(self) -> list[Token]:
        if self.verb is None:
            return []
        found = [t for t in self.sentence.children(self.verb.i, *OBJECTS) if t is not self.trigger]
        joined = [k for t in found for k in self.sentence.children(t.i, "conj")]
        return [self._meant(token) for token in (*found, *joined)]

    def _dative(self) -> list[Token]:
        """Return whom something is given; what a passive has for its subject beside an object; a state that follows the verb."""
        if self.verb is None:
            return []
        held = self.sentence.children(self.verb.i, "dative")
        found = [k for t in held for k in (self.sentence.children(t.i, "pobj") if t.pos == "ADP" else [t])]
        thing = self.sentence.child(self.verb.i, "dobj")
        with_thing = thing is not None or self._preposed("with")
        taker = self.sentence.child(self.verb.i, "nsubjpass")
        if not found and taker is not None and with_thing:
            found = [taker]
        if not found and thing is not None and thing.i in self.states:
            found = [thing]
        return found or self._next()

    def _next(self) -> list[Token]:
        """Return the state named right behind the verb, which a parser may take for the subject of what follows."""
        behind = [t for t in self.sentence.tokens[self.trigger.i + 1 : self.trigger.i + 3] if t.pos != "DET"][:1]
        return [t for t in behind if t.i in self.states and t.pos == "PROPN" and t.dep not in MODIFIERS]

    def _after(self, preposition: str) -> list[Token]:
        found = [k for prep in self._preposed(preposition) for k in self.sentence.children(prep.i, "pobj")]
        return [k for t in found for k in (t, *self.sentence.children(t.i, "conj"))]

    def _preposed(self, word: str) -> list[Token]:
        """Return the prepositions of this word on the deed, its object and what hangs on that."""
        roots = [self.trigger]
        if self.verb is not None and (self.verb is self.trigger or self.governing):
            roots += [self.verb, *self.sentence.children(self.verb.i, *OBJECTS)]
        found: dict[int, Token] = {}
        for root in roots:
            self._below(root, word, DEPTH, found)
        return [found[i] for i in sorted(found)]

    def _below(self, token: Token, word: str, depth: int, found: dict[int, Token]) -> None:
        held = [token, *(self.sentence.children(token.i, "acl") if word == "by" else ())]
        for child in (c for one in held for c in self.sentence.children(one.i, "prep", "agent", "dative", "conj")):
            if child.lower == word and child.pos == "ADP" and self.sentence.word_at(child.i - 1) not in COMPOUND:
                found[child.i] = child
            for below in (child, *self.sentence.children(child.i, "pobj")) if depth else ():
                self._below(below, word, depth - 1, found)


def _verb_over(sentence: Sentence, noun: Token) -> Token | None:
    """Return the verb that a noun is the object or predicate of, be it by "as" or "through": "had him as a guest", "go through a course"."""
    at = noun
    for _ in range(DEPTH):
        above = sentence.tokens[at.head]
        if above.i == at.i:
            return None
        if above.pos in ("VERB", "AUX"):
            return above if at.dep in ("dobj", "attr", "oprd", "acomp", "nsubjpass", "prep", "conj") else None
        at = above
    return None


def _names(sentence: Sentence, verb: Token) -> frozenset[str]:
    """Return a verb as the table may name it: alone, and with its particle or preposition."""
    added = sentence.children(verb.i, "prt", "prep")
    return frozenset({verb.lemma, *(f"{verb.lemma} {t.lower}" for t in added)})

"""What a later word may go back to: the people, bodies, media and documents of a text, in reading order.

Each is named by the actor finder, by the name beside it, or by its own noun phrase.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_names import FIRST, explained_acronyms, gender_of, phrase_name
from pactwatch.reading.attribution_spans import noun_run
from pactwatch.reading.mentions import ActorMention, SourceMention
from pactwatch.reading.tree import Parsed, Sentence, Token

FULLY_NAMED = frozenset({"ministry", "organisation", "agency", "unit"})
KINDS = {
    "person": "person",
    "state": "body",
    "government": "body",
    "ministry": "body",
    "unit": "body",
    "organisation": "body",
    "agency": "body",
    "media": "media",
    "instrument": "document",
    "people": "people",
    "document": "document",
}
ENTITIES = {
    "PERSON": "person",
    "ORG": "body",
    "GPE": "body",
    "NORP": "people",
    "WORK_OF_ART": "document",
    "LAW": "document",
}


@dataclass(slots=True)
class Entity:
    """Someone or something that a later word may go back to."""

    sentence: int
    head: int
    name: str
    actor: str | None
    kind: str
    lemma: str
    plural: bool
    subject: bool
    words: frozenset[str]
    gender: str = ""
    speaker: bool = False


@dataclass(slots=True)
class Entities:
    """The entities of one document in reading order, with what the text and the register call them."""

    parsed: Parsed
    mentions: dict[int, list[ActorMention]] = field(default_factory=dict)
    entities: list[Entity] = field(default_factory=list)
    by_place: dict[tuple[int, int], Entity] = field(default_factory=dict)
    acronyms: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """List the entities of every sentence, and the acronyms that the text explains."""
        self.acronyms = explained_acronyms(self.parsed.text)
        self.acronyms |= self._registered_acronyms()
        for s in self.parsed.sentences:
            for t in s.tokens:
                kind = self.kind_of(s, t)
                if kind:
                    self._add(s, t, kind)

    def _registered_acronyms(self) -> dict[str, str]:
        """Return the full names that the text gives to bodies which it elsewhere names by one word, by the register."""
        bodies = [m for n in sorted(self.mentions) for m in self.mentions[n] if m.actor and m.kind in FULLY_NAMED]
        full: dict[str, str] = {}
        for m in bodies:
            if m.actor is not None and " " in m.name:
                full.setdefault(m.actor, m.name)
        return {m.name: full[m.actor] for m in bodies if m.actor in full and m.name.isupper() and " " not in m.name}

    def mention(self, s: Sentence, head: int) -> ActorMention | None:
        """Return the actor mention whose head is the token, or that ends in it as a name."""
        for m in self.mentions.get(s.index, ()):
            if m.head == head and m.kind != "pronoun":
                return m
        for m in self.mentions.get(s.index, ()):
            if (
                m.first <= head <= m.last
                and m.kind != "pronoun"
                and not (m.kind == "instrument" and m.head < head and s.tokens[head].dep == "pobj")
                and s.tokens[head].pos == "PROPN"
                and m.last - m.first < 12
            ):
                return m
        return None

    def kind_of(self, s: Sentence, t: Token) -> str:
        """Return whether the word is a person, body, medium, people or document; "" where it is none."""
        if t.pos not in ("NOUN", "PROPN") or t.dep in ("compound", "nmod"):
            return ""
        words = lexicon().words
        if t.lower in words["sources.agencies"]:
            return "media"
        m = self.mention(s, t.i)
        if m is not None and m.head == t.i and m.kind in KINDS and (t.pos == "PROPN" or m.actor is not None):
            return "media" if m.name.lower().removeprefix("the ") in words["sources.agencies"] else KINDS[m.kind]
        for kind, group in (
            ("person", "person"),
            ("media", "media"),
            ("body", "organisation"),
            ("document", "document"),
        ):
            if t.lemma in words[f"sources.{group}"]:
                return kind
        return KINDS.get(m.kind, "") if m is not None and m.head == t.i else ENTITIES.get(t.ent, "")

    def _add(self, s: Sentence, t: Token, kind: str) -> None:
        m = self.mention(s, t.i)
        name, actor = self.named(s, t, m)
        plural = t.tag in ("NNS", "NNPS") or bool(s.children(t.i, "conj"))
        first = noun_run(s, t.i)[0]
        own = s.subtree(t.i, lambda c: c.dep in ("relcl", "acl", "conj", "parataxis"))
        words = frozenset(s.tokens[i].lemma.lower() for i in own[:25] if s.tokens[i].pos in ("NOUN", "PROPN"))
        entity = Entity(s.index, t.i, name, actor, kind, t.lemma, plural, t.dep in ("nsubj", "nsubjpass"), words)
        entity.gender = gender_of({x.lower for x in s.tokens[first : t.i + 1]})
        self.entities.append(entity)
        self.by_place[(s.index, t.i)] = entity

    def named(self, s: Sentence, t: Token, m: ActorMention | None) -> tuple[str, str | None]:
        """Return name and register id: of the name in apposition, of the mention, or of the phrase itself."""
        others = [c for c in s.children(t.i, "conj") if c.pos in ("NOUN", "PROPN") and c.i > t.i]
        if others and t.pos in ("NOUN", "PROPN") and not (m is not None and m.last >= others[0].i):
            names = [self._single(s, t, m)[0]]
            while others:
                names.append(self._single(s, others[0], self.mention(s, others[0].i))[0])
                others = [*others[1:], *(c for c in s.children(others[0].i, "conj") if c.pos in ("NOUN", "PROPN"))]
            return f"{', '.join(names[:-1])} and {names[-1]}", None
        return self._single(s, t, m)

    def _single(self, s: Sentence, t: Token, m: ActorMention | None) -> tuple[str, str | None]:
        if t.pos in ("NOUN", "ADJ"):
            named = next((c for c in s.children(t.i, "appos") if c.pos == "PROPN" and c.i > t.i), None)
            if named is not None and (named.ent in ("PERSON", "ORG") or named.i - t.i <= 2):
                held = self.mention(s, named.i)
                if held is not None and held.first > t.i:
                    return held.name, held.actor
                return phrase_name(s, named.i), None
        if m is not None and (m.head == t.i or t.pos == "PROPN"):
            return self.acronyms.get(m.name, m.name), m.actor
        name = phrase_name(s, t.i)
        return self.acronyms.get(name, name), None

    def insert(self, entity: Entity) -> None:
        """Add an entity at its place in reading order."""
        place = len(self.entities)
        while place and (self.entities[place - 1].sentence, self.entities[place - 1].head) > (
            entity.sentence,
            entity.head,
        ):
            place -= 1
        self.entities.insert(place, entity)

    def entity_of(self, source: SourceMention | None) -> Entity | None:
        """Return the entity that a source was resolved to."""
        if source is None or source.name.lower() in FIRST:
            return None
        if source.sentence is not None and source.head is not None:
            entity = self.by_place.get((source.sentence, source.head))
            if entity is not None and entity.name == source.name:
                return entity
        return next((e for e in reversed(self.entities) if e.name == source.name), None)

    def before(self, s: Sentence, t: Token, reach: int) -> list[Entity]:
        """Return the entities before the token, nearest first, at most `reach` sentences back."""
        found = []
        for e in reversed(self.entities):
            if e.sentence > s.index or (e.sentence == s.index and e.head >= t.i):
                continue
            if e.sentence < s.index - reach:
                break
            found.append(e)
        return found

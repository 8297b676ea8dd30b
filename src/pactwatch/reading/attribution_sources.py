"""Who a source is: the name of its noun phrase, and the antecedent of "he", "the agency", "who", "I".

1. a mention of the actor finder gives name and register id;
2. else the noun phrase names itself, without determiner, appositions and relative clauses; a document is named by
   its author ("a report by UN experts" -> "UN experts");
3. pronouns and definite descriptions go back to the nearest compatible mention, speakers first;
4. what finds no antecedent stays as said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_spans import noun_run, own_subject
from pactwatch.reading.mentions import ActorMention, SourceMention
from pactwatch.reading.tree import Parsed, Sentence, Token

EXPLAINED = re.compile(r"((?:[A-Z][\w.'’-]*|of|for|the|and|on|in)(?: (?:[A-Z][\w.'’-]*|of|for|the|and|on|in)){1,7}) ?\(([A-Z][A-Z]{1,8})\)")
"""A capitalised phrase of at most eight words before an acronym in brackets."""
PERSONAL = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
IMPERSONAL = frozenset({"it", "its"})
PLURAL = frozenset({"they", "them", "their"})
FIRST = frozenset({"i", "we", "me", "us", "my", "our", "mine"})
RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
ORDINALS = frozenset({"second", "third", "another", "other"})
QUANTIFIERS = frozenset({"both", "one", "some", "many", "most", "several", "two", "three", "four", "all", "each"})
GENERIC = frozenset({"agency", "service", "group", "body", "organisation", "organization", "official", "outlet"})
SINGLE_BODIES = frozenset({
    "department", "bureau", "mission", "military", "command", "ministry", "directorate", "centre", "center", "institute",
    "organization", "organisation", "monitor", "watchdog", "panel", "commission", "office", "committee", "council",
})
"""Nouns that "the" makes one known body; states have governments and armies too, so those are left out."""
POINTING = frozenset({"the", "that", "this", "these", "those"})
PUTTING_FORWARD = frozenset({"release", "publish", "submit", "issue", "post", "share", "present", "produce", "circulate", "upload", "air"})
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
CUT = ("relcl", "acl", "appos", "advcl", "parataxis", "advmod", "npadvmod", "ccomp")
NAME_PREPOSITIONS = frozenset(
    {"of", "for", "in", "to", "from", "at", "on", "with", "within", "inside", "near", "behind"}
)
PERSON_BACK, SPEAKER_BACK, NOUN_BACK = 4, 6, 40
"""Sentences that a pronoun, a speaker's pronoun and a definite description may reach back: measured on news."""


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
class Sources:
    """Names the sources of one document, in reading order, and remembers them for the words that go back to them."""

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
                kind = self._kind(s, t)
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

    def _kind(self, s: Sentence, t: Token) -> str:
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
        name, actor = self._named(s, t, m)
        plural = t.tag in ("NNS", "NNPS") or bool(s.children(t.i, "conj"))
        first = noun_run(s, t.i)[0]
        own = s.subtree(t.i, lambda c: c.dep in ("relcl", "acl", "conj", "parataxis"))
        words = frozenset(s.tokens[i].lemma.lower() for i in own[:25] if s.tokens[i].pos in ("NOUN", "PROPN"))
        entity = Entity(s.index, t.i, name, actor, kind, t.lemma, plural, t.dep in ("nsubj", "nsubjpass"), words)
        entity.gender = _gender({x.lower for x in s.tokens[first : t.i + 1]})
        self.entities.append(entity)
        self.by_place[(s.index, t.i)] = entity

    def _named(self, s: Sentence, t: Token, m: ActorMention | None) -> tuple[str, str | None]:
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

    def resolve(self, sentence: int, head: int, outer: SourceMention | None, *, medium: bool = False) -> SourceMention:
        """Return the source at token `head`; `outer` is the speaker of the attribution that this one stands inside.

        A `medium` goes back to media alone ("the agency" that somebody told is a news agency).
        """
        s = self.parsed.sentences[sentence]
        t = s.tokens[head]
        span = s.span(*noun_run(s, head))
        found = self._medium(s, t) if medium else self._antecedent(s, t, outer)
        if found is None:
            m = self.mention(s, head)
            owner = document_owner(s, t)
            if owner is not None:
                span = s.span(*noun_run(s, head))
                m, t = self.mention(s, owner), s.tokens[owner]
            name, actor = self._named(s, t, m)
            name = self._owned(s, t, name)
            entity = self.by_place.get((sentence, t.i))
            if entity is None and m is not None:
                entity = self.by_place.get((sentence, m.head))
        else:
            name, actor, entity = found.name, found.actor, found
        if entity is not None:
            entity.speaker = True
            if found is not None:
                again = Entity(
                    sentence,
                    head,
                    name,
                    actor,
                    entity.kind,
                    entity.lemma,
                    entity.plural,
                    True,
                    entity.words,
                    entity.gender or PERSONAL.get(t.lower, ""),
                    True,
                )
                self._insert(again)
        return SourceMention(name, actor, span, sentence, head)

    def _insert(self, entity: Entity) -> None:
        place = len(self.entities)
        while place and (self.entities[place - 1].sentence, self.entities[place - 1].head) > (
            entity.sentence,
            entity.head,
        ):
            place -= 1
        self.entities.insert(place, entity)

    def _antecedent(self, s: Sentence, t: Token, outer: SourceMention | None) -> Entity | None:
        word = t.lower
        if word in FIRST:
            return self._of(outer)
        if word in PERSONAL:
            if outer is not None and (held := self._of(outer)) is not None and held.kind == "person":
                return held
            return self._person(s, t, PERSONAL[word])
        if word in PLURAL or word in IMPERSONAL:
            held = self._of(outer)
            if held is not None and (held.plural if word in PLURAL else held.kind != "person" and not held.plural):
                return held
            return self._group(s, t, plural=word in PLURAL)
        if word in RELATIVE and t.pos in ("PRON", "DET", "SCONJ"):
            return self._relative(s, t)
        if word in QUANTIFIERS and not any(c.pos in ("NOUN", "PROPN") for c in s.children(t.i)):
            of = next((p for c in s.children(t.i, "prep") if c.lower == "of" for p in s.children(c.i, "pobj")), None)
            if of is None or of.lower in PLURAL | IMPERSONAL or of.lower == "these":
                return self._group(s, t, plural=True)
        if word in ORDINALS and not any(c.pos in ("NOUN", "PROPN") for c in s.children(t.i)):
            return next((e for e in self._before(s, t, PERSON_BACK) if e.speaker and not e.plural), None)
        if t.pos == "NOUN" or (t.pos == "PROPN" and word in lexicon().words["sources.organisation"]):
            return self._description(s, t)
        return None

    def _owned(self, s: Sentence, t: Token, name: str) -> str:
        """Return the name with its owner, where a pronoun stands for it ("its analysts" -> "SIPRI's analysts")."""
        poss = s.child(t.i, "poss")
        if poss is None or t.pos != "NOUN" or poss.lower not in (*PERSONAL, "its", "their") or name.endswith(poss.lower):
            return name
        if poss.lower in PERSONAL:
            owner = self._person(s, t, PERSONAL[poss.lower])
        else:
            owner = self._group(s, t, plural=poss.lower == "their", owner=True)
        return f"{owner.name}'s {name}" if owner is not None and " and " not in owner.name else name

    def _medium(self, s: Sentence, t: Token) -> Entity | None:
        if t.pos != "NOUN" or not any(c.lower in POINTING and c.dep == "det" for c in s.children(t.i)):
            return None
        if any(c.pos in ("PROPN", "ADJ") for c in s.children(t.i)):
            return None
        return next(
            (e for e in self._before(s, t, NOUN_BACK) if e.kind == "media" and e.name.lower() != t.lower), None
        )

    def _document(self, s: Sentence, t: Token) -> Entity | None:
        """Return whose document "the report" is, if an earlier one of that name had an author."""
        for e in self._before(s, t, PERSON_BACK * 3):
            if e.kind == "document" and e.lemma == t.lemma:
                earlier = self.parsed.sentences[e.sentence]
                owner = document_owner(earlier, earlier.tokens[e.head])
                if owner is not None:
                    return self.by_place.get((e.sentence, owner))
                return None
        return None

    def _is_body(self, e: Entity) -> bool:
        """Say whether the entity is a body with a name, and no state or capital."""
        s = self.parsed.sentences[e.sentence]
        m = self.mention(s, e.head)
        kind = m.kind if m is not None else ""
        return e.name[:1].isupper() and kind not in ("state", "government") and s.tokens[e.head].ent != "GPE"

    def _of(self, source: SourceMention | None) -> Entity | None:
        if source is None or source.name.lower() in FIRST:
            return None
        if source.sentence is not None and source.head is not None:
            entity = self.by_place.get((source.sentence, source.head))
            if entity is not None and entity.name == source.name:
                return entity
        return next((e for e in reversed(self.entities) if e.name == source.name), None)

    def _before(self, s: Sentence, t: Token, reach: int) -> list[Entity]:
        """Return the entities before the token, nearest first, at most `reach` sentences back."""
        found = []
        for e in reversed(self.entities):
            if e.sentence > s.index or (e.sentence == s.index and e.head >= t.i):
                continue
            if e.sentence < s.index - reach:
                break
            found.append(e)
        return found

    def _person(self, s: Sentence, t: Token, gender: str) -> Entity | None:
        near = [
            e
            for e in self._before(s, t, SPEAKER_BACK)
            if e.kind == "person" and not e.plural and (not e.gender or e.gender == gender)
        ]
        rules: tuple[Callable[[Entity], bool], ...] = (
            lambda e: e.speaker and e.sentence >= s.index - 1,
            lambda e: e.subject and e.sentence >= s.index - 1,
            lambda e: e.speaker,
            lambda e: e.sentence >= s.index - PERSON_BACK,
        )
        chosen = next((e for rule in rules for e in near if rule(e)), None)
        if chosen is not None:
            chosen.gender = gender
        return chosen

    def _group(self, s: Sentence, t: Token, *, plural: bool, owner: bool = False) -> Entity | None:
        near = [
            e for e in self._before(s, t, PERSON_BACK)
            if (e.plural if plural else e.kind != "person" and not e.plural) and not (owner and e.kind == "document")
        ]
        above = {a.i for a in s.ancestors(t.i)}
        subjects = {c.i for i in sorted(above) for c in s.children(i, "nsubj") if c.i < t.i}
        rules: tuple[Callable[[Entity], bool], ...] = (
            lambda e: e.sentence == s.index and e.head in subjects,
            lambda e: e.speaker and e.sentence >= s.index - 2,
            lambda e: e.subject and e.sentence >= s.index - 1,
            lambda e: e.speaker,
            lambda e: e.sentence >= s.index - 1 and e.kind in ("body", "media", "state", "people"),
        )
        return next((e for rule in rules for e in near if rule(e)), None)

    def _relative(self, s: Sentence, t: Token) -> Entity | None:
        clause = next((a for a in (s.tokens[t.head], *s.ancestors(t.head)) if a.dep in ("relcl", "acl")), None)
        if clause is None:
            return None
        head = s.tokens[clause.head]
        if t.lower == "who":
            holders = (s.tokens[h.head] for h in s.ancestors(head.i) if h.dep == "prep")
            persons = lexicon().words["sources.person"]
            if head.lemma not in persons and head.ent != "PERSON":
                head = next((h for h in holders if h.lemma in persons), head)
        owner = document_owner(s, head)
        head = head if owner is None else s.tokens[owner]
        entity = self.by_place.get((s.index, head.i))
        if entity is not None:
            return entity
        named = self.mention(s, head.i)
        name, actor = self._named(s, head, named)
        kind = KINDS.get(named.kind, "body") if named is not None else "body"
        return Entity(s.index, head.i, name, actor, kind, head.lemma, False, False, frozenset())

    def _description(self, s: Sentence, t: Token) -> Entity | None:
        """Return what "the agency", "the official" goes back to; a noun with a name of its own stands for itself."""
        left = s.children(t.i)
        pointing = any(c.lower in POINTING and c.dep == "det" for c in left)
        if not pointing or any(c.dep in ("compound", "poss", "nmod", "relcl", "appos") and c.pos == "PROPN" for c in left):
            return None
        if any(c.dep in ("prep", "relcl", "acl", "appos") for c in left if c.i > t.i) or any(c.ent in ("NORP", "GPE") for c in left):
            return None
        kind = self._kind(s, t)
        if kind == "document":
            return self._document(s, t)
        if kind in ("", "people"):
            return None
        lemma, plural = t.lemma.lower(), t.tag == "NNS"
        before = [e for e in self._before(s, t, NOUN_BACK) if e.plural == plural and e.name.lower() != lemma]
        alike = [e for e in before if _alike(e, lemma) and (e.kind in (kind, "body", "state", "media") or kind == "person")]
        spoke = [e for e in before if e.speaker and e.sentence >= s.index - 1 and e.kind == kind and e.name[:1].isupper()]
        said = next((e for e in alike if e.speaker), None) or (spoke[0] if spoke and lemma in GENERIC else None)
        if said is not None or alike:
            return said or alike[0]
        m = self.mention(s, t.i)
        if m is not None and m.actor is not None and m.kind != "pronoun":
            return None
        if kind == "body" and lemma not in GENERIC:
            spoken = (e for e in before if e.speaker and e.sentence >= s.index - SPEAKER_BACK and e.kind == "body")
            return next((e for e in spoken if self._is_body(e)), None) if lemma in SINGLE_BODIES else None
        near = [e for e in before if e.kind == kind and e.sentence >= s.index - SPEAKER_BACK and e.name[:1].isupper()]
        return next((e for e in near if e.speaker), next((e for e in near if e.subject), None))


def _alike(e: Entity, lemma: str) -> bool:
    """Say whether the earlier entity is called by the noun: it is its head with a name, or a word of its name."""
    words = e.name.lower().replace("'s", "").split()
    return (len(words) > 1 and (e.lemma == lemma or lemma in words)) or (lemma in e.words and e.lemma != lemma and bool(words))


def explained_acronyms(text: str) -> dict[str, str]:
    """Return {acronym: long form} for those that the text explains in brackets after the long form."""
    found: dict[str, str] = {}
    for match in EXPLAINED.finditer(text):
        words, acronym = match[1].split(), match[2]
        for start in range(len(words)):
            if not words[start][0].isupper() or words[start].lower() == "the":
                continue
            tail = "".join(w[0] for w in words[start:] if w[0].isupper()).lower()
            if tail == acronym.lower() or (tail and tail[0] == acronym[0].lower() and _in_order(acronym.lower(), "".join(words[start:]).lower())):
                found.setdefault(acronym, " ".join(words[start:]))
                break
    return found


def _in_order(letters: str, text: str) -> bool:
    """Say whether the letters occur in the text in their order."""
    place = 0
    for letter in letters:
        place = text.find(letter, place) + 1
        if not place:
            return False
    return True


def _gender(words: set[str]) -> str:
    lex = lexicon()
    if words & lex.words["sources.female"]:
        return "female"
    return "male" if words & lex.words["sources.male"] else ""


def document_owner(s: Sentence, t: Token) -> int | None:
    """Return whose document the noun is: "a report by UN experts", "a State Department cable", "the NIS's estimate".

    Also whoever puts it forward, where a relative clause then tells what it shows: "the army released footage that".
    """
    words = lexicon().words
    if t.lemma not in words["sources.document"] or t.pos == "PROPN":
        return None
    if t.dep == "dobj" and s.tokens[t.head].lemma in PUTTING_FORWARD and s.child(t.i, "relcl") is not None:
        return own_subject(s, t.head)
    speakers = words["sources.person"] | words["sources.organisation"] | words["sources.media"]
    for prep in (
        *s.children(t.i, "prep", "agent"),
        *(p for c in s.children(t.i, "acl") for p in s.children(c.i, "agent", "prep")),
    ):
        noun = s.child(prep.i, "pobj")
        if noun is None or prep.lower not in ("by", "from", "of"):
            continue
        if prep.lower != "by" and s.tokens[prep.head].dep == "acl":
            continue
        if s.tokens[prep.head].dep == "acl" and s.tokens[prep.head].lemma in words["relay.participles"] - {
            "publish",
            "release",
            "post",
        }:
            continue
        if noun.lemma in speakers or noun.ent in ("ORG", "PERSON", "GPE") or (noun.pos == "PROPN" and not noun.ent):
            return noun.i
    owner = s.child(t.i, "poss")
    if (
        owner is not None
        and owner.lower not in PERSONAL
        and owner.lower not in IMPERSONAL | PLURAL | FIRST
        and owner.ent != "DATE"
    ):
        return owner.i
    named = [
        c
        for c in s.children(t.i, "compound", "nmod")
        if c.ent in ("ORG", "PERSON") or c.lemma in words["sources.organisation"]
    ]
    return named[-1].i if named and (named[-1].ent == "ORG" or named[-1].pos == "PROPN") else None


def phrase_name(s: Sentence, head: int) -> str:
    """Return the name that a noun phrase gives itself: no determiner, apposition, relative clause or trailing phrase."""
    t = s.tokens[head]
    if t.pos == "NOUN":
        name = next((c for c in s.children(head, "appos") if c.ent == "PERSON"), None)
        if name is not None:
            return phrase_name(s, name.i)
    if t.ent == "PERSON":
        first = last = head
        while first and s.tokens[first - 1].ent == "PERSON" and not s.tokens[first].ent_start:
            first -= 1
        while last + 1 < len(s) and s.tokens[last + 1].ent == "PERSON" and not s.tokens[last + 1].ent_start:
            last += 1
        if s.tokens[last].lower in ("'s", "'"):
            last -= 1
        return s.words(first, max(first, last))
    tree = s.subtree(
        head,
        lambda c: (
            (c.dep in CUT and c.i > head)
            or (c.dep == "prep" and c.lower not in NAME_PREPOSITIONS)
            or (c.dep == "punct" and c.head == head and c.i > head)
        ),
    )
    members = set(tree)
    first = last = head
    while first - 1 in members or (first - 2 in members and first > 1 and s.tokens[first - 1].text in ("-", "/", ".")):
        first -= 1
    while last + 1 in members or (
        last + 2 in members
        and (s.tokens[last + 1].text in ("-", "/") or (s.tokens[last + 1].text in (",", "and") and s.tokens[last + 2].dep == "conj"))
    ):
        last += 1
    while first < head and (
        s.tokens[first].dep in ("det", "predet", "punct", "cc", "case", "advmod") or s.tokens[first].tag == "PRP$"
    ):
        first += 1
    while last > head and (s.tokens[last].dep in ("punct", "case") or s.tokens[last].lower in ("'s", "'")):
        last -= 1
    return s.words(first, last)

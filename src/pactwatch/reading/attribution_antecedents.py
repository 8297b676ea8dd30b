"""The antecedents of "he", "they", "the agency", "who", "I": the nearest compatible entity, speakers first."""

from __future__ import annotations

from collections.abc import Callable

from pactwatch.reading.attribution_entities import KINDS, Entities, Entity
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_names import FIRST, IMPERSONAL, PERSONAL, PLURAL, document_owner
from pactwatch.reading.mentions import SourceMention
from pactwatch.reading.tree import Sentence, Token

RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
ORDINALS = frozenset({"second", "third", "another", "other"})
QUANTIFIERS = frozenset({"both", "one", "some", "many", "most", "several", "two", "three", "four", "all", "each"})
GENERIC = frozenset({"agency", "service", "group", "body", "organisation", "organization", "official", "outlet"})
SINGLE_BODIES = frozenset({
    "department", "bureau", "mission", "military", "command", "ministry", "directorate", "centre", "center", "institute",
    "organization", "organisation", "monitor", "watchdog", "panel", "commission", "office", "committee", "council",
})
"""Nouns that "the" makes one known body; states have governments and armies too, so those are left out."""
CIVIL, ARMED = frozenset({"ministry", "department"}), frozenset({"military", "command"})
DISTINGUISHING = frozenset({"acting", "regional", "local", "provincial", "municipal", "former", "retired", "outgoing", "opposition",
                            "visiting", "new"})
"""Adjectives that tell who somebody is where he is first spoken of."""
POINTING = frozenset({"the", "that", "this", "these", "those"})
DENYING = frozenset({"deny", "reject", "dispute", "dismiss", "plead", "refute"})
"""Verbs of who answers what is told of him."""
ACCUSING = frozenset((
    "lead", "head", "run", "own", "control", "accuse", "sanction", "arrest", "charge", "suspect", "indict", "detain", "blacklist", "convict",
    "sue", "blame", "command", "found", "implicate",
))  # fmt: skip
PERSON_BACK = 4
SPEAKER_BACK = 6
NOUN_BACK = 40
"""Sentences that a pronoun, a speaker's pronoun and a definite description may reach back: measured on news."""


def antecedent(known: Entities, s: Sentence, t: Token, outer: SourceMention | None) -> Entity | None:
    """Return the entity that the word goes back to, or None where it stands for itself; `outer` is whoever tells it."""
    word = t.lower
    if word in FIRST:
        return known.entity_of(outer)
    if outer is not None and (outer.sentence, outer.head) in {(s.index, i) for i in _beside(s, t)}:
        outer = None  # of "the agency quoted it" the agency is not "it"
    if word in PERSONAL:
        if outer is not None and (held := known.entity_of(outer)) is not None and held.kind == "person":
            return held
        return person_before(known, s, t, PERSONAL[word])
    if word in PLURAL or word in IMPERSONAL:
        held = known.entity_of(outer)
        if held is not None and (held.plural if word in PLURAL else held.kind != "person" and not held.plural):
            return held
        return group_before(known, s, t, plural=word in PLURAL)
    if word in RELATIVE and t.pos in ("PRON", "DET", "SCONJ"):
        return _relative(known, s, t)
    if word in QUANTIFIERS and not any(c.pos in ("NOUN", "PROPN") for c in s.children(t.i)):
        of = next((p for c in s.children(t.i, "prep") if c.lower == "of" for p in s.children(c.i, "pobj")), None)
        if of is None or of.lower in PLURAL | IMPERSONAL or of.lower == "these":
            return group_before(known, s, t, plural=True)
    if word in ORDINALS and not any(c.pos in ("NOUN", "PROPN") for c in s.children(t.i)):
        return next((e for e in known.before(s, t, PERSON_BACK) if e.speaker and not e.plural), None)
    if t.pos == "NOUN" or (t.pos == "PROPN" and word in lexicon().words["sources.organisation"]):
        return _description(known, s, t)
    return None


def _beside(s: Sentence, t: Token) -> set[int]:
    """Return the subjects of the verb that a pronoun is an object of: they are others than it."""
    return {c.i for c in s.children(t.head, "nsubj")} if t.dep in ("dobj", "dative", "nsubj") and t.head != t.i and t.i > t.head else set()


def medium_before(known: Entities, s: Sentence, t: Token) -> Entity | None:
    """Return the news medium that "the agency" goes back to."""
    if t.pos != "NOUN" or not any(c.lower in POINTING and c.dep == "det" for c in s.children(t.i)):
        return None
    if any(c.pos in ("PROPN", "ADJ") for c in s.children(t.i)):
        return None
    return next(
        (e for e in known.before(s, t, NOUN_BACK) if e.kind == "media" and e.name.lower() != t.lower), None
    )


def _document(known: Entities, s: Sentence, t: Token) -> Entity | None:
    """Return whose document "the report" is, if an earlier one of that name had an author."""
    for e in known.before(s, t, PERSON_BACK * 3):
        if e.kind == "document" and e.lemma == t.lemma:
            earlier = known.parsed.sentences[e.sentence]
            owner = document_owner(earlier, earlier.tokens[e.head])
            if owner is not None:
                return known.by_place.get((e.sentence, owner))
            return None
    return None


def _is_body(known: Entities, e: Entity) -> bool:
    """Say whether the entity is a body with a name, and no state or capital."""
    s = known.parsed.sentences[e.sentence]
    m = known.mention(s, e.head)
    kind = m.kind if m is not None else ""
    return e.name[:1].isupper() and kind not in ("state", "government") and s.tokens[e.head].ent != "GPE"


def person_before(known: Entities, s: Sentence, t: Token, gender: str) -> Entity | None:
    """Return the person that "he" or "she" goes back to, speakers of the last two sentences first.

    Who denies is whoever was named last: "The network is led by a retired colonel, A. He has denied any wrongdoing."
    """
    others, accused = _beside(s, t), s.tokens[t.head].lemma in DENYING
    near = [
        e
        for e in known.before(s, t, SPEAKER_BACK)
        if not (e.sentence == s.index and e.head in others) and e.kind == "person" and not e.plural and (not e.gender or e.gender == gender)
    ]
    rules: tuple[Callable[[Entity], bool], ...] = (
        lambda e: e.speaker and e.sentence >= s.index - 1,
        lambda e: e.subject and e.sentence >= s.index - 1,
        lambda e: accused and e.name[:1].isupper() and e.sentence >= s.index - 1 and _is_accused(known, e),
        lambda e: e.speaker,
        lambda e: e.sentence >= s.index - PERSON_BACK,
    )
    chosen = next((e for rule in rules for e in near if rule(e)), None)
    if chosen is not None:
        chosen.gender = gender
    return chosen


def _is_accused(known: Entities, e: Entity) -> bool:
    """Say whether somebody is named as who leads, owns or did what is told: under a verb of leading, or of accusing and arresting."""
    sentence = known.parsed.sentences[e.sentence]
    return any(over.lemma in ACCUSING for over in list(sentence.ancestors(e.head))[:3])


def group_before(known: Entities, s: Sentence, t: Token, *, plural: bool, owner: bool = False) -> Entity | None:
    """Return what "it" or "they" goes back to: the subject of its own clause, then speakers, then subjects."""
    others = _beside(s, t)
    near = [
        e for e in known.before(s, t, PERSON_BACK)
        if not (e.sentence == s.index and e.head in others)
        and (e.plural if plural else e.kind != "person" and not e.plural) and not (owner and e.kind == "document")
    ]
    above = {a.i for a in s.ancestors(t.i)}
    subjects = {c.i for i in sorted(above) for c in s.children(i, "nsubj") if c.i < t.i}
    told = {one.i for i in sorted(above) for c in s.children(i, "ccomp") if c.i < t.i for one in s.children(c.i, "nsubj", "nsubjpass")}
    rules: tuple[Callable[[Entity], bool], ...] = (
        lambda e: e.sentence == s.index and e.head in subjects,
        lambda e: owner and e.sentence == s.index and e.head in told,  # "China has sent none, its foreign ministry said"
        lambda e: e.speaker and e.sentence >= s.index - 2,
        lambda e: e.subject and e.sentence >= s.index - 1,
        lambda e: e.speaker,
        lambda e: e.sentence >= s.index - 1 and e.kind in ("body", "media", "state", "people"),
    )
    return next((e for rule in rules for e in near if rule(e)), None)


def _relative(known: Entities, s: Sentence, t: Token) -> Entity | None:
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
    entity = known.by_place.get((s.index, head.i))
    if entity is not None:
        return entity
    named = known.mention(s, head.i)
    name, actor = known.named(s, head, named)
    kind = KINDS.get(named.kind, "body") if named is not None else "body"
    return Entity(s.index, head.i, name, actor, kind, head.lemma, False, False, frozenset())


def _description(known: Entities, s: Sentence, t: Token) -> Entity | None:
    """Return what "the agency", "the official" goes back to; a noun with a name of its own stands for itknown."""
    left = s.children(t.i)
    pointing = any(c.lower in POINTING and c.dep == "det" for c in left)
    if not pointing or any(c.dep in ("compound", "poss", "nmod", "relcl", "appos") and c.pos == "PROPN" for c in left):
        return None
    if any(c.dep in ("prep", "relcl", "acl", "appos") for c in left if c.i > t.i) or any(c.ent in ("NORP", "GPE") for c in left):
        return None
    kind = known.kind_of(s, t)
    if kind == "document":
        return _document(known, s, t)
    if kind in ("", "people"):
        return None
    lemma, plural = t.lemma.lower(), t.tag == "NNS"
    before = [e for e in known.before(s, t, NOUN_BACK) if e.plural == plural and e.name.lower() != lemma]
    alike = [e for e in before if _alike(e, lemma) and (e.kind in (kind, "body", "state", "media") or kind == "person")]
    spoke = [e for e in before if e.speaker and e.sentence >= s.index - 1 and e.kind == kind and e.name[:1].isupper()]
    said = next((e for e in alike if e.speaker), None) or (spoke[0] if spoke and lemma in GENERIC else None)
    if said is not None or alike:
        return said or alike[0]
    m = known.mention(s, t.i)
    if m is not None and m.actor is not None and m.kind != "pronoun":
        return None
    if kind == "body" and lemma not in GENERIC:
        spoken = (e for e in before if e.speaker and e.sentence >= s.index - SPEAKER_BACK and e.kind == "body" and not _is_other(e, lemma))
        return next((e for e in spoken if _is_body(known, e)), None) if lemma in SINGLE_BODIES else None
    if any(c.lower in DISTINGUISHING for c in left):
        return None  # "the acting regional governor" is nobody who was named as something else
    near = [e for e in before if e.kind == kind and e.sentence >= s.index - SPEAKER_BACK and e.name[:1].isupper()]
    return next((e for e in near if e.speaker), next((e for e in near if e.subject), None))


def _is_other(e: Entity, lemma: str) -> bool:
    """Say whether the earlier entity's own noun makes it another body: a military is no ministry, and neither is a panel."""
    own = next((group for group in (CIVIL, ARMED) if lemma in group), None)
    return own is not None and e.lemma.lower() in SINGLE_BODIES - own


def _alike(e: Entity, lemma: str) -> bool:
    """Say whether the earlier entity is called by the noun: it is its head with a name, or a word of its name."""
    words = e.name.lower().replace("'s", "").split()
    return (len(words) > 1 and (e.lemma == lemma or lemma in words)) or (lemma in e.words and e.lemma != lemma and bool(words))

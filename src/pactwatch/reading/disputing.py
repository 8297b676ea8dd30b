"""Whose words a denial takes up: "Kyiv spoke of 40 dead. Moscow rejected the figure" denies what Kyiv said.

1. "the army's account", "a newspaper's report" is that of its owner;
2. else what is denied is a pronoun, or a definite noun of what is said ("the remarks", "those figures") with nothing beside it that says
   whose it is or what was said: then it was said before, in the same sentence or in the two before;
3. who spoke last of all who said it themselves is denied, unless that is the denier or one of the same country; a figure is that
   of who gave one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.clauses import Clause
from pactwatch.reading.countries import Countries
from pactwatch.reading.events import Event
from pactwatch.reading.mentions import Attribution
from pactwatch.reading.roles import Actors, Role, phrase
from pactwatch.reading.tree import Sentence, Token

Cast = tuple[Role | None, Role | None]
BACK = 2
"""Sentences before the denial in which its adversary may have spoken."""
DEFINITE = frozenset({"the", "this", "that", "those", "these", "such", "all"})
TELLING = ("ccomp", "acl", "relcl", "appos")
"""What says after a noun what was said; its speaker is another matter."""
RELATIVE = frozenset({"relcl", "acl"})
OWNED = frozenset({"of", "by", "in", "from", "about"})


@dataclass(slots=True)
class Spoken:
    """What a document says and who says it."""

    text: str
    attributions: Sequence[Attribution]
    actors: Actors
    countries: Countries


def disputed(event: Event, cast: Cast, told: Spoken) -> Cast:
    """Return the parties of an event: of a denial of what was said, whoever said it is denied."""
    agent, recipient = cast
    if event.type != "deny":
        return cast
    if recipient is not None and _is_text(recipient.name):
        recipient = None
    what = _denied(event.unit.clause)
    if what is None:
        return agent, recipient
    barred = _names(agent.name, agent.actor, told.countries) if agent is not None else set()
    owner = _owner(event.unit.clause.sentence, what, told.actors)
    if owner is not None:
        return agent, owner if barred.isdisjoint({owner.name.lower(), owner.actor}) else None
    if recipient is not None or not _points_back(event.unit.clause, what):
        return agent, recipient
    for a in _before(event, told.attributions):
        if what.lemma in _words("counted") and not any(c.isdigit() for start, end in a.content for c in told.text[start:end]):
            continue
        speaker = a.speakers[-1]
        if speaker.span is not None and barred.isdisjoint(_names(speaker.name, speaker.actor, told.countries)):
            return agent, Role(speaker.name, speaker.actor, speaker.span)
    return agent, None


def _is_text(name: str) -> bool:
    """Say whether a name is of what is said, and of nobody: "reports of a base"."""
    head = name.split(" of ", maxsplit=1)[0].split(" in ", maxsplit=1)[0].rsplit(maxsplit=1)[-1].lower()
    return name[:1].islower() and head.removesuffix("s") in _words("said") | _words("counted") | _words("told")


def _points_back(clause: Clause, what: Token) -> bool:
    """Say whether what a clause denies is named as said before, and not told in the clause."""
    sentence = clause.sentence
    relative = sentence.tokens[clause.head].dep in RELATIVE and what.i < clause.head
    if relative and (what.lower == "something" or _is_told(what) or _stands_apart(sentence, clause, what)):
        return True  # "..., a charge that Beijing denies"; "..., which Beijing denies"
    if what.lower in _words("pronouns"):
        return what.dep != "det" and sentence.child(what.i, *TELLING) is None
    if what.lemma not in _words("said") | _words("counted"):
        return False
    kids = sentence.children(what.i)
    if any(k.dep in ("poss", "compound", "nmod") or k.ent in ("NORP", "GPE", "ORG", "PERSON") for k in kids):
        return False
    told = any(k.dep in TELLING or (k.dep == "prep" and k.lower in OWNED) for k in kids)
    return not told and any(k.dep in ("det", "predet", "amod") and k.lower in DEFINITE for k in kids)


def _is_told(what: Token) -> bool:
    return what.lemma in _words("said") | _words("counted") | _words("told")


def _stands_apart(sentence: Sentence, clause: Clause, what: Token) -> bool:
    """Say whether a relative clause takes up all that was said: "which" after a comma."""
    which = sentence.child(clause.head, "dobj")
    return which is not None and which.lower == "which" and sentence.tokens[which.i - 1].text == "," and what.i < which.i


def _owner(sentence: Sentence, what: Token, actors: Actors) -> Role | None:
    """Return whose words are denied, where a possessive or "by" says it: "the relatives' account", "a claim by militants"."""
    by = next((p for p in sentence.children(what.i, "prep") if p.lower == "by"), None)
    owner = sentence.child(what.i, "poss") or (sentence.child(by.i, "pobj") if by is not None else None)
    if owner is None or owner.pos not in ("NOUN", "PROPN") or not _is_told(what):
        return None
    mention = actors.at(sentence, owner.i)
    named = mention is not None and mention.sentence == sentence.index and mention.head == owner.i
    return actors.role(sentence, owner.i) if named else phrase(sentence, owner.i)


def _denied(clause: Clause) -> Token | None:
    """Return what is denied: the object, what is called something, a passive's subject, or what a relative clause hangs on."""
    sentence, head = clause.sentence, clause.sentence.tokens[clause.head]
    if clause.kind != "verb":
        return None
    if clause.passive:
        return sentence.tokens[clause.subject] if clause.subject is not None else None
    over, mark = sentence.tokens[head.head], sentence.child(head.i, "mark")
    if over.dep == "prep" and over.lower == "as":  # "dismissed the account as fabricated", hung on "as" or with "as" below it
        return sentence.child(over.head, "dobj")
    if mark is not None and mark.lower == "as" and head.tag == "VBN":
        return sentence.child(over.i, "dobj")
    small = sentence.child(clause.head, "ccomp", "oprd", "xcomp")
    subject = sentence.child(small.i, "nsubj") if small is not None else None
    if small is not None and subject is not None and sentence.child(small.i, "aux", "mark") is None:
        return subject  # "called the figures an invention"
    held = sentence.child(clause.head, "dobj")
    if head.dep in RELATIVE and (held is None or held.lower in ("that", "which")):
        return sentence.tokens[head.head]
    return held if held is not None else (sentence.tokens[clause.object] if clause.object is not None else None)


def _before(event: Event, attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield who spoke before the denial, the last first, and of those who quote each other only the outermost."""
    sentence: Sentence = event.unit.clause.sentence
    documents = lexicon().words["sources.document"]
    spoken = []
    for a in attributions:
        if a.parent is not None or not a.speakers or a.stance not in ("asserts", "confirms") or not 0 <= sentence.index - a.sentence <= BACK:
            continue
        begun = a.sentence < sentence.index or (a.cue is not None and a.cue[1] <= event.span[0]) or any(end <= event.span[0] for _, end in a.content)
        name = a.speakers[-1].name.lower().split()[-1:]
        if begun and not documents.intersection(word.removesuffix("s") for word in name):
            spoken.append(a)
    yield from sorted(spoken, key=lambda a: (a.sentence, max((end for _, end in a.content), default=0)), reverse=True)


def _names(name: str, actor: str | None, countries: Countries) -> set[str]:
    """Return by what a party is known: its name, its id and its country."""
    return {n for n in (name.lower(), actor, countries.of(name, actor)) if n}


@lru_cache(maxsize=8)
def _words(name: str) -> frozenset[str]:
    return frozenset(read_toml("events/roles.toml")["disputed"][name].split())

"""Who can't be a party of an event, whatever else speaks for it: rules of grammar and sense that no weight outvotes.

Whoever blames, thanks, asks, prevents or looks for signs of a deed does not do it (blaming.py); news media do none; people and
things whose state the clause tells are sent by no state that it does not name; who is sent receives nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from pactwatch.data import read_toml
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.blaming import OBJECTS, blamed_by, blamers, finders, helper, observing_verbs
from pactwatch.reading.event_checks import SPEECH_ACTS
from pactwatch.reading.lexicon import noun_classes
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.parties import Candidate, is_insurgent
from pactwatch.reading.party_conjuncts import headed, left_out, passed
from pactwatch.reading.roles import GROUP_KINDS
from pactwatch.reading.tree import Parsed, Sentence, Token

if TYPE_CHECKING:
    from pactwatch.reading.party_choice import Scene

SENDING = frozenset({"deploy_forces", "send_workers", "demine_or_rebuild", "troop_presence"})
SPOKEN = frozenset({"condemn_or_accuse", "deny", "statement_support", "sanction_or_designate", "other"})
"""Types that a verb of blaming, thanking or preventing can stand for itself."""
SAID_BY = frozenset({"condemn_or_accuse", "deny", "statement_support", "sanction_or_designate"})
"""Types of which a passive names the agent: "denounced by Oslo", "listed by Oslo"."""
GIVING = frozenset({"transfer_arms", "transfer_technology", "payment_or_aid", "training"})
SPEAKING = frozenset({"agency", "ministry", "person", "government", "media", "instrument"})
TELLING = frozenset({"agency", "ministry", "unit", "person", "people"})
GOODS, MANNED = frozenset({"arms"}), frozenset({"troop", "worker"})
OWN_PEOPLE = SENDING | {"casualties", "joint_exercise"}
DOING = frozenset({"subject", "patient", "counted", "object"})
"""Types of events of a state's own people, and slots that say whose these are."""
TEXTS = frozenset({"article", "story", "report", "version", "post", "headline", "dispatch", "bulletin", "caption"})
"""Names of what is written, to which nothing is done."""
TOLLS = frozenset({"casualties", "losses", "deaths", "dead", "fatalities", "toll", "injuries"})
TAKING = frozenset({"to", "dative"})
"""Slots of those who are given something."""
SENT = frozenset({"object", "counted", "patient", "of"})
"""Slots of a clause in which those stand who are sent."""


@lru_cache(maxsize=8)
def _words(name: str) -> frozenset[str]:
    return frozenset(read_toml("events/roles.toml")["apart"][name].split())


@lru_cache(maxsize=1)
def _hiring() -> frozenset[str]:
    return frozenset(read_toml("events/roles.toml")["hiring"]["verbs"].split())


class Exclusions:
    """Says which of a document's candidates cannot be agent or recipient of an event."""

    def __init__(self, candidates: Sequence[Candidate], parsed: Parsed) -> None:
        self._candidates, self._parsed = candidates, parsed

    def agents(self, scene: Scene) -> frozenset[int]:
        """Return the places, counted from 1, of those who do not do it."""
        return frozenset((
            *self._blamers(scene), *self._not_blamed(scene), *self._absent(scene), *self._tellers(scene), *self._not_helping(scene),
            *self._takers(scene), *self._employers(scene), *self._not_said_by(scene),
            *self._not_us(scene), *self._goods(scene), *self._tolls(scene), *self._observers(scene), *self._seizers(scene), *self._namers(scene),
            *left_out(self._candidates, scene, gets=False), *passed(self._candidates, scene),
        ))

    def recipients(self, scene: Scene) -> frozenset[int]:
        """Return the places of those on or for whom it is not done."""
        return frozenset((
            *self._sent(scene), *self._finders(scene), *self._known_by_office(scene), *self._blamed(scene), *self._said_by(scene),
            *self._given(scene), *self._reporting(scene), *self._fought(scene), *self._goods(scene), *self._tolls(scene), *self._givers(scene),
            *left_out(self._candidates, scene, gets=True), *passed(self._candidates, scene),
        ))

    def _absent(self, scene: Scene) -> Iterator[int]:
        """Yield those whom the event's sentence does not name, where the clause says of which state those are who act or suffer."""
        if scene.kind not in OWN_PEOPLE or not any(
            DOING.intersection(scene.slots.found.get(id(m), ())) for k in scene.near[1:] for m in self._people(k)
        ):
            return
        here = scene.setting.clause.sentence.index
        for k in scene.near[1:]:
            candidate = self._candidates[k - 1]
            if not any(m.sentence == here or id(m) in scene.slots.found for m in (*candidate.mentions, *candidate.through)):
                yield k

    def _people(self, k: int) -> list[ActorMention]:
        """Return the mentions of people, units and vessels that candidate `k` is or, as a state, has: those that say of which state."""
        candidate = self._candidates[k - 1]
        if candidate.kind == "state":
            return [m for m in candidate.through if m.kind in GROUP_KINDS or m.kind == "agency"]
        return candidate.mentions if candidate.kind in GROUP_KINDS and candidate.name[:1].isupper() else []

    def _tellers(self, scene: Scene) -> Iterator[int]:
        """Yield the news media, and services and people who only tell of the event: its own words would have to name them as doing it."""
        for k in scene.near[1:] if scene.kind not in SPOKEN else ():
            candidate = self._candidates[k - 1]
            speaks = candidate.kind in TELLING and candidate.key in scene.setting.sources
            tells = speaks and not any(id(m) in scene.slots.found for m in candidate.mentions)
            if candidate.kind == "media" or tells or (candidate.kind == "state" and self._only_tells(k, scene)):
                yield k

    def _only_tells(self, k: int, scene: Scene) -> bool:
        """Say whether the text names a state only as saying something, once together with others: "London and Paris say that"."""
        candidate = self._candidates[k - 1]
        every = (*candidate.mentions, *candidate.through)
        if scene.setting.proposed["agent"] == candidate.key or any(id(m) in scene.slots.found for m in every):
            return False
        sentences = self._parsed.sentences
        together = any(sentences[m.sentence].tokens[m.head].dep == "conj" or sentences[m.sentence].child(m.head, "conj") for m in every)
        return together and all(_says(sentences[m.sentence], m.head) for m in every)

    def _reporting(self, scene: Scene) -> Iterator[int]:
        """Yield texts, and the media and people who tell of it, that the event's own clause does not name: others are sent or given it."""
        for k in scene.near[1:] if scene.kind not in SPOKEN else ():
            candidate = self._candidates[k - 1]
            tells = candidate.kind in ("person", "people") and candidate.key in scene.setting.sources
            unnamed = not any(id(m) in scene.slots.found for m in candidate.mentions)
            if candidate.name.lower() in TEXTS or ((candidate.kind == "media" or tells) and unnamed):
                yield k

    def _observers(self, scene: Scene) -> Iterator[int]:
        """Yield who counts, documents or detects what others do: "the panel identified 29 transfers"."""
        clause = scene.setting.clause
        if scene.kind in SPOKEN or scene.kind == "casualties" or clause.passive or clause.sentence.tokens[clause.head].lemma not in observing_verbs():
            return
        yield from (k for k in scene.near[1:] if {"subject", "subject-pronoun"} & self._slots(k, scene))

    def _seizers(self, scene: Scene) -> Iterator[int]:
        """Yield who stops what carries something: "the navy seized a dhow carrying rifles for the rebels" sends none."""
        sentence, head = scene.setting.clause.sentence, scene.setting.clause.sentence.tokens[scene.setting.clause.head]
        over = sentence.tokens[head.head]
        verb = over if over.pos == "VERB" else sentence.tokens[over.head]
        if scene.kind not in GIVING or head.tag != "VBG" or head.lemma not in _words("carrying") or verb.lemma not in _words("seizing"):
            return
        stopped = sentence.child(verb.i, "dobj", "nsubjpass")
        if stopped is None or stopped.lemma.lower() not in _words("carriers") or any(t.text == "," for t in sentence.tokens[stopped.i : head.i]):
            return  # "seized the moment, shipping missiles"
        agents = [sentence.child(t.i, "pobj") for t in sentence.children(verb.i, "agent")]
        stopping = [t for t in (sentence.child(verb.i, "nsubj"), *agents) if t is not None]
        yield from headed(self._candidates, scene, [sentence.tokens[i] for t in stopping for i in sentence.subtree(t.i)])

    def _namers(self, scene: Scene) -> Iterator[int]:
        """Yield who only calls what happens something: "Moscow has called the drills provocative"."""
        clause = scene.setting.clause
        if scene.kind in SPOKEN or clause.passive or clause.sentence.tokens[clause.head].lemma not in _words("naming"):
            return
        named = clause.sentence.child(clause.head, "oprd", "acomp", "xcomp")
        below = [clause.sentence.tokens[i] for i in clause.sentence.subtree(clause.head)]
        if named is None or named.pos not in ("ADJ", "NOUN") or any(t.tag == "PRP$" or t.lower == "with" for t in below):
            return  # "called its joint drill with Minsk a success"
        yield from (k for k in scene.near[1:] if {"subject", "subject-pronoun"} & self._slots(k, scene))

    def _givers(self, scene: Scene) -> Iterator[int]:
        """Yield who stands behind a "from" alone: "imports of shells from Iran" go to somebody else."""
        sentence = scene.setting.clause.sentence
        for k in scene.near[1:] if scene.kind in ("transfer_arms", "transfer_technology", "payment_or_aid") else ():
            candidate = self._candidates[k - 1]
            heads = [sentence.tokens[m.head] for m in (*candidate.mentions, *candidate.through) if m.sentence == sentence.index]
            if heads and all(_gives(sentence, head) for head in heads):
                yield k

    def _blamers(self, scene: Scene) -> Iterator[int]:
        """Yield those who blame, thank or condemn others for the event: they do not do it themselves."""
        sentence, head = scene.setting.clause.sentence, scene.setting.clause.sentence.tokens[scene.setting.clause.head]
        if scene.kind in SPOKEN and head.dep == "pobj" and sentence.tokens[head.head].lower == "on":
            return  # who jails somebody "on allegations of treason" makes them
        yield from headed(self._candidates, scene, blamers(sentence, head.i, deed=scene.kind not in SPOKEN))

    def _not_helping(self, scene: Scene) -> Iterator[int]:
        """Yield all but those who help another to what the event gives, where somebody does."""
        found = helper(scene.setting.clause.sentence, scene.setting.clause.head) if scene.kind in GIVING else None
        helping = set(headed(self._candidates, scene, [found])) if found is not None else set()
        yield from (k for k in scene.near[1:] if helping and k not in helping)

    def _not_blamed(self, scene: Scene) -> Iterator[int]:
        """Yield all, and nobody, but those who are blamed or thanked, where the verb of blaming itself stands for the deed."""
        doing = set(self._blamed(scene))
        yield from (k for k in scene.near if doing and k not in doing)

    def _blamed(self, scene: Scene) -> Iterator[int]:
        """Yield those whom the verb that stands for the deed blames or thanks for it."""
        found = blamed_by(scene.setting.clause.sentence, scene.setting.clause.head) if scene.kind not in SPOKEN else None
        yield from headed(self._candidates, scene, [found]) if found is not None else ()

    def _not_said_by(self, scene: Scene) -> Iterator[int]:
        """Yield all, and nobody, but those whom a passive names as doing it; all but nobody where it names whom no register knows."""
        named = sayers(scene)
        doing = set(headed(self._candidates, scene, named[:1]))
        yield from (k for k in scene.near if named and k not in doing and (k or doing))

    def _not_us(self, scene: Scene) -> Iterator[int]:
        """Yield all but who is heard, where "we" condemn, deny or support: no one else named there is "we"."""
        clause = scene.setting.clause
        subject = clause.sentence.tokens[clause.subject] if clause.subject is not None else None
        if scene.kind in SPEECH_ACTS and subject is not None and subject.lower in ("we", "i"):
            yield from (k for k in scene.near[1:] if self._candidates[k - 1].key not in scene.setting.sources)

    def _said_by(self, scene: Scene) -> Iterator[int]:
        """Yield those whom a passive of a speech act, or of an authority's act, names as doing it."""
        yield from headed(self._candidates, scene, sayers(scene))

    def _takers(self, scene: Scene) -> Iterator[int]:
        """Yield those to whom the event's own words give something, and who stand nowhere else in them: they do not give it."""
        for k in scene.near[1:] if scene.kind in GIVING else ():
            slots = self._slots(k, scene)
            if slots and slots <= TAKING:
                yield k

    def _employers(self, scene: Scene) -> Iterator[int]:
        """Yield those who hire workers whose state the clause tells: that state sends them."""
        clause = scene.setting.clause
        if scene.kind != "send_workers" or clause.passive or clause.sentence.tokens[clause.head].lemma not in _hiring():
            return
        sent = {k for k in scene.near[1:] for m in self._people(k) if SENT.intersection(scene.slots.found.get(id(m), ()))}
        for k in scene.near[1:] if sent else ():
            if "subject" in self._slots(k, scene) and k not in sent:
                yield k

    def _given(self, scene: Scene) -> Iterator[int]:
        """Yield those who only get what another is condemned for: "condemned Minsk's shipment to Riga", "the shipment from Minsk to Riga"."""
        sentence, head = scene.setting.clause.sentence, scene.setting.clause.head
        deed = sentence.child(head, *OBJECTS) if scene.kind == "condemn_or_accuse" else None
        below = [sentence.tokens[i] for i in sentence.subtree(deed.i)] if deed is not None else []
        owned = deed is not None and sentence.child(deed.i, "poss") is not None
        if owned and deed is not None:
            below += [t for t in sentence.children(head, "prep", "dative") if t.i > deed.i]
        if owned or any(t.lower == "from" and t.dep == "prep" for t in below):
            ends = (t for t in below if t.lower == "to" and t.dep in ("prep", "dative"))
            yield from headed(self._candidates, scene, [end for t in ends for end in sentence.children(t.i, "pobj")])

    def _goods(self, scene: Scene) -> Iterator[int]:
        """Yield the weapons that go by a name or a noun of their own: they are what is given, and neither give nor get it."""
        for k in scene.near[1:] if scene.kind in GIVING else ():
            candidate = self._candidates[k - 1]
            word = candidate.name.rsplit(" ", maxsplit=1)[-1].lower()
            classes = {*noun_classes(word), *noun_classes(word.removesuffix("s"))}
            named = candidate.kind == "other" or (candidate.kind == "people" and not MANNED & classes)
            if candidate.actor is None and named and GOODS & classes:
                yield k

    def _tolls(self, scene: Scene) -> Iterator[int]:
        """Yield the casualties themselves, which are nobody by that name: "casualties rose to 4,700"."""
        for k in scene.near[1:]:
            candidate = self._candidates[k - 1]
            if candidate.actor is None and candidate.name.rsplit(" ", maxsplit=1)[-1].lower() in TOLLS:
                yield k

    def _fought(self, scene: Scene) -> Iterator[int]:
        """Yield the states that the event's own words name beside an armed group which is given something: "to the rebels in Sudan"."""
        sentence = scene.setting.clause.sentence
        taking = [
            m for k in (scene.near[1:] if scene.kind in GIVING else ()) for m in self._candidates[k - 1].mentions
            if TAKING.intersection(scene.slots.found.get(id(m), ())) and is_insurgent(sentence, m)
        ]
        for k in scene.near[1:] if taking else ():
            if self._candidates[k - 1].kind == "state" and TAKING.isdisjoint(self._slots(k, scene)):
                yield k

    def _slots(self, k: int, scene: Scene) -> set[str]:
        """Return the slots of the event's clause in which candidate `k` is named."""
        candidate = self._candidates[k - 1]
        return {slot for m in (*candidate.mentions, *candidate.through) for slot in scene.slots.found.get(id(m), ())}

    def _known_by_office(self, scene: Scene) -> Iterator[int]:
        """Yield the states that the text knows by offices alone, to which nothing goes: "Britain's defence ministry said"."""
        for k in scene.near[1:] if scene.kind in SENDING else ():
            candidate = self._candidates[k - 1]
            if candidate.kind == "state" and not candidate.mentions and all(
                m.kind in SPEAKING and id(m) not in scene.slots.found for m in candidate.through
            ):
                yield k

    def _finders(self, scene: Scene) -> Iterator[int]:
        """Yield those who only have or lack evidence of the event: nothing is done to them either."""
        if scene.kind not in SPOKEN:
            yield from headed(self._candidates, scene, finders(scene.setting.clause.sentence, scene.setting.clause.head))

    def _sent(self, scene: Scene) -> Iterator[int]:
        """Yield those who are themselves sent in an event of sending people: "troops" receive no troops."""
        if scene.kind not in SENDING:
            return
        for k in scene.near[1:]:
            candidate = self._candidates[k - 1]
            if candidate.kind in GROUP_KINDS and candidate.actor is None and any(
                SENT.intersection(scene.slots.found.get(id(m), ())) for m in candidate.mentions
            ):
                yield k


def _gives(sentence: Sentence, token: Token) -> bool:
    """Say whether something comes "from" somebody of their own will: not what is stolen or seized."""
    of = sentence.tokens[token.head]
    return token.dep == "pobj" and of.lower == "from" and sentence.tokens[of.head].lemma not in _words("robbing")


def _says(sentence: Sentence, i: int) -> bool:
    """Say whether token `i` is, alone or with others, the subject of a verb of saying."""
    token = sentence.tokens[i]
    while token.dep == "conj" and token.head != token.i:
        token = sentence.tokens[token.head]
    verb = sentence.tokens[token.head]
    return token.dep == "nsubj" and verb.pos == "VERB" and lexicon().has("relay.tellers", verb.lemma)


def sayers(scene: Scene) -> list[Token]:
    """Return the nouns of the agent of a passive speech act or act of an authority: "denounced by Oslo and Riga"."""
    clause = scene.setting.clause
    if scene.kind not in SAID_BY or clause.kind != "verb" or clause.by is None:
        return []
    sentence = clause.sentence
    found = [sentence.tokens[clause.by]]
    while (following := sentence.child(found[-1].i, "conj")) is not None:
        found.append(following)
    return found if found[0].pos in ("NOUN", "PROPN") else []

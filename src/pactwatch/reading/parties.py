"""Parties: every actor of a document as a candidate for agent or recipient of an event, and what speaks for it.

A candidate is an actor with all its mentions; a state is also a candidate wherever its people, units, offices or
officials are named ("North Korean troops", "the Kremlin"), since reports leave out what their readers know. What speaks
for or against a candidate are cues: strings that an analyst can read, such as `slot:subject` or `slot:by+transfer_arms`.
Their weights were fitted on annotated texts (data/events/parties.tsv, by evaluation/fit.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.reading.actor_register import state_names
from pactwatch.reading.clauses import Clause
from pactwatch.reading.event_cues import Cues
from pactwatch.reading.lexicon import noun_classes, verb_classes
from pactwatch.reading.mentions import ActorMention, QuantityMention
from pactwatch.reading.roles import GROUP_KINDS, Actors
from pactwatch.reading.tree import Parsed, Sentence

OFFICES = frozenset({"government", "ministry", "agency", "unit", "organisation", "person", "people", "instrument", "media"})


@dataclass(slots=True)
class Candidate:
    """An actor of the document. `mentions` name it; `through` are mentions of what belongs to it."""

    key: str
    name: str
    actor: str | None
    kind: str
    mentions: list[ActorMention] = field(default_factory=list)
    through: list[ActorMention] = field(default_factory=list)
    share: float = 0.0
    first: int = 0
    profile: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Setting:
    """What surrounds an event of type `kind`: its clause and figure, and the sources of its claim.

    `proposed` holds for each role the key of the candidate that a rule of roles.py found.
    """

    clause: Clause
    quantity: QuantityMention | None
    kind: str
    sources: frozenset[str]
    proposed: dict[str, str | None] = field(default_factory=dict)


PRESS = frozenset({"report", "story", "article", "account", "dispatch", "investigation", "newspaper", "outlet"})


def is_press(mention: ActorMention) -> bool:
    """Say whether a mention is of an outlet by its name or of what it writes: their state does nothing by "Reuters" or "a Bloomberg report"."""
    last = mention.name.split()[-1]
    return (mention.kind == "media" and last[:1].isupper()) or (mention.kind == "instrument" and last.lower() in PRESS)


def candidates(parsed: Parsed, mentions: Iterable[ActorMention]) -> list[Candidate]:
    """Return the candidates of a document in the order in which they are first named."""
    found: dict[str, Candidate] = {}
    for mention in mentions:
        if mention.kind == "pronoun":
            continue
        own = mention.kind == "state" and mention.country is not None
        if own or (mention.country and not is_press(mention) and not is_insurgent(parsed.sentences[mention.sentence], mention)):
            country = str(mention.country)
            state = found.setdefault(country, Candidate(country, state_names()[country], country, "state", first=mention.sentence))
            (state.mentions if own else state.through).append(mention)
        if not own:
            key = mention.actor or mention.name.lower()
            found.setdefault(
                key, Candidate(key, mention.name, mention.actor, mention.kind, first=mention.sentence)
            ).mentions.append(mention)
    total = sum(len(c.mentions) + len(c.through) for c in found.values())
    for candidate in found.values():
        candidate.share = (len(candidate.mentions) + len(candidate.through)) / total
        candidate.profile = _profile(parsed, candidate)
    return list(found.values())


def is_insurgent(sentence: Sentence, mention: ActorMention) -> bool:
    """Whether a mention is of an armed group that fights a government: what it does or gets is not its state's."""
    ids, nouns = _insurgents()
    return mention.actor in ids or sentence.tokens[mention.head].lower in nouns


@lru_cache(maxsize=1)
def _insurgents() -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of armed groups and the nouns for their people."""
    table = read_toml("actors/insurgents.toml")
    return frozenset(table["ids"].split()), frozenset(table["nouns"].split())


def _profile(parsed: Parsed, candidate: Candidate) -> dict[str, float]:
    """Return what the candidate does through the whole document: {place in a phrase and class of its governor: count}."""
    out: dict[str, float] = {}
    for mention in (*candidate.mentions, *candidate.through):
        sentence = parsed.sentences[mention.sentence]
        token = sentence.tokens[mention.head]
        dep, governor = token.dep, sentence.tokens[token.head]
        if mention in candidate.through and mention.kind in GROUP_KINDS:
            for name in noun_classes(token.lemma, token.text)[:2]:
                out[f"mod:{name}"] = out.get(f"mod:{name}", 0.0) + 1.0
        if dep == "pobj":
            dep, governor = governor.lower, sentence.tokens[governor.head]
        elif dep in ("amod", "compound", "poss", "nmod"):
            dep = "mod"
        classes = verb_classes(governor.lemma) if governor.pos == "VERB" else noun_classes(governor.lemma, governor.text)
        if governor.pos == "VERB" and sentence.child(governor.i, "auxpass"):
            dep += "-p"
        for name in classes[:3] or ("-",):
            key = f"{dep}:{name}"
            out[key] = out.get(key, 0.0) + 1.0
    return {key: min(count, 3.0) ** 0.5 for key, count in out.items()}


class Slots:
    """Where in a clause each actor mention stands: {mention's identity: names of slots}."""

    def __init__(self, actors: Actors, clause: Clause, quantity: QuantityMention | None) -> None:
        """Look up the mention in every slot of `clause`."""
        self.sentence: Sentence = clause.sentence
        self.found: dict[int, list[str]] = {}
        self.near: dict[int, list[str]] = {}
        self._actors = actors
        subject = "patient" if clause.passive else "inherited" if clause.inherited else "subject"
        if clause.kind == "noun":
            subject = "owner"
        slots = [(subject, clause.subject), ("object", clause.object), ("by", clause.by), ("dative", clause.dative)]
        slots += [(name, i) for name, i in clause.preps.items() if " " not in name]
        if quantity is not None and quantity.noun is not None:
            slots.append(("counted", quantity.noun))
        for name, i in slots:
            if i is not None:
                self._fill(name, i)

    def _fill(self, name: str, i: int) -> None:
        at = self._actors.at(self.sentence, i)
        if at is not None:
            self.found.setdefault(id(at), []).append(name if at.sentence == self.sentence.index else f"{name}-pronoun")
        inside = self.sentence.subtree(i, lambda t: t.dep in ("relcl", "acl", "advcl"))
        reach = frozenset(inside)
        for mention in self._actors.by_sentence.get(self.sentence.index, ()):
            if mention is not at and mention.head in reach:
                dep = self.sentence.tokens[mention.head].dep
                self.near.setdefault(id(mention), []).append(f"{name}/{'joined' if dep == 'conj' else 'of' if dep == 'pobj' else 'with'}")


GROUPED = {
    "casualties": "suffer", "deploy_forces": "own", "troop_presence": "own", "transfer_arms": "own",
    "transfer_technology": "own", "send_workers": "own", "demine_or_rebuild": "own", "payment_or_aid": "own",
    "training": "own", "transport_link": "own", "sanction_or_designate": "impose", "condemn_or_accuse": "speak",
    "deny": "speak", "statement_support": "speak", "treaty": "mutual", "visit_or_meeting": "mutual",
    "joint_exercise": "mutual", "other": "other",
}
"""Types whose agents stand in the same places."""


def nobody_cues(setting: Setting, slots: Slots) -> Cues:
    """Return the cues for nobody being named."""
    group, kind = GROUPED[setting.kind], setting.kind
    names = ["nobody", f"nobody+{group}", f"nobody+{kind}", f"nobody+{setting.clause.kind}"]
    if not slots.found and not slots.near:
        names += ["nobody+bare", f"nobody+bare+{group}"]
    for role, key in setting.proposed.items():
        if key is None:
            names += [f"nobody+rule-{role}", f"nobody+rule-{role}+{kind}"]
    return dict.fromkeys(names, 1.0)


def standing_cues(candidate: Candidate, kind: str) -> Cues:
    """Return the cues for a candidate in any event of type `kind` of its document."""
    group = GROUPED[kind]
    out = dict.fromkeys([f"is:{candidate.kind}", f"is:{candidate.kind}+{group}", f"is:{candidate.kind}+{kind}"], 1.0)
    for name, value in candidate.profile.items():
        out[f"doc:{name}+{group}"] = value
        out[f"doc:{name}+{kind}"] = value * 0.7
    if candidate.actor is None and candidate.kind in ("people", "other", "unit") and candidate.name.islower():
        out |= dict.fromkeys(["common", f"common+{group}", f"common+{kind}"], 1.0)
    out["share"] = out[f"share+{group}"] = candidate.share * 3
    if candidate.first <= 1:
        out["opens"] = 1.0
    return out


def event_cues(candidate: Candidate, setting: Setting, slots: Slots) -> Cues:
    """Return the cues for a candidate in one event."""
    group, kind = GROUPED[setting.kind], setting.kind
    clause, sentence = setting.clause, setting.clause.sentence
    out: Cues = {}
    verbs = verb_classes(sentence.tokens[clause.head].lemma)[:3] if clause.kind == "verb" else ()
    for mentions, how in ((candidate.mentions, ""), (candidate.through, "~")):
        for mention in mentions:
            for name in slots.found.get(id(mention), ()):
                cue = f"slot:{how}{name}"
                names = [cue, f"{cue}+{group}", f"{cue}+{kind}", f"{cue}+{candidate.kind}"]
                out |= dict.fromkeys(names + [f"{cue}+{v}" for v in verbs], 1.0)
            for name in slots.near.get(id(mention), ()):
                out |= dict.fromkeys([f"near:{how}{name}", f"near:{how}{name}+{group}"], 1.0)
    out |= _position(candidate, sentence, clause, group)
    if candidate.key in setting.sources:
        out |= dict.fromkeys(["source", f"source+{group}", f"source+{kind}"], 1.0)
    for role, key in setting.proposed.items():
        if key == candidate.key:
            out |= dict.fromkeys([f"rule-{role}", f"rule-{role}+{kind}"], 1.0)
    return out


def _position(candidate: Candidate, sentence: Sentence, clause: Clause, group: str) -> Cues:
    """Return cues of where the candidate was last named, and whether as a subject."""
    out: Cues = {}
    for how, mentions in (("", candidate.mentions), ("~", candidate.through)):
        here, last = [], -1
        for mention in mentions:
            if mention.sentence == sentence.index:
                here.append(mention)
            elif last < mention.sentence < sentence.index:
                last = mention.sentence
        if here:
            best = min(here, key=lambda m: abs(m.head - clause.head))
            side = "before" if best.head < clause.head else "after"
            inside = "in" if best.head in clause.extent else "out"
            dep = sentence.tokens[best.head].dep
            names = [f"here:{how}{inside}-{side}", f"here:{how}{inside}-{side}+{group}", f"here:{how}{dep}", f"here:{how}{inside}-{dep}+{group}"]
            out.update(dict.fromkeys(names, 1.0))
            continue
        if last >= 0:
            near = sentence.index - last
            step = str(near) if near < 3 else "3-5" if near < 6 else "far"
            out.update(dict.fromkeys([f"back:{how}{step}", f"back:{how}{step}+{group}"], 1.0))
        elif mentions:
            out[f"later:{how}"] = 1.0
    return out

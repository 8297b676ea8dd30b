"""Voices: every speaker of a document as a candidate for the source of an event, and what speaks for it.

Reports go on with what somebody said without saying so again, and now and then a cue that looks like speech is none. So the
source is chosen among all who speak nearby, among them whom the cues of the sentence itself give (heard), and nobody. What
speaks for or against one are cues: strings that an analyst can read, such as `at:block-1` or `latest:back-1+attr.speech`.
Their weights were fitted on annotated texts (data/events/sources.tsv, by evaluation/fit_sources.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pactwatch.reading.attribution_chain import OWN_DOING, names_source
from pactwatch.reading.blend import source_key
from pactwatch.reading.event_cues import Cues
from pactwatch.reading.lexicon import noun_classes, verb_classes
from pactwatch.reading.mentions import ActorMention, Attribution, QuantityMention
from pactwatch.reading.parties import GROUPED
from pactwatch.reading.roles import Role
from pactwatch.reading.tree import Parsed, Sentence
from pactwatch.reading.units import Unit

PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i"})


@dataclass(slots=True)
class Voice:
    """A speaker of the document: its name, its attributions in order of their sentences, and how much of the text it tells."""

    key: str
    name: str
    kind: str
    at: list[int] = field(default_factory=list)
    """Places in the list of attributions."""
    sentences: list[int] = field(default_factory=list)
    share: float = 0.0


@dataclass(slots=True)
class Own:
    """Who stands as the subject (or behind "by") of an event's clause; `tells` says whether it speaks there."""

    key: str
    role: Role
    kind: str
    tells: bool


@dataclass(slots=True)
class Teller:
    """Where an event is told: what it is, by whom the cues of its own sentence say it is told, and who acts in it."""

    unit: Unit
    kind: str
    heard: str | None
    rule: str
    cue: str
    own: Own | None

    @property
    def sentence(self) -> Sentence:
        """The event's sentence."""
        return self.unit.clause.sentence

    @property
    def quantity(self) -> QuantityMention | None:
        """The event's figure."""
        return self.unit.quantity


class Voices:
    """The speakers of one document."""

    def __init__(self, parsed: Parsed, attributions: Sequence[Attribution], actors: Sequence[ActorMention]) -> None:
        """Gather who speaks, where, and how much of the text is told by anybody."""
        self.parsed, self.attributions = parsed, attributions
        kinds = {m.name: m.kind for m in actors}
        self.voices: dict[str, Voice] = {}
        for n, a in enumerate(attributions):
            if not a.speakers or a.rule in OWN_DOING or a.rule == "attr.quote.part" or not names_source(a.speakers[0].name):
                continue
            name, actor = a.speakers[0].name, a.speakers[0].actor
            key = source_key(name, actor)
            voice = self.voices.setdefault(key, Voice(key, name, kinds.get(name, "unknown")))
            voice.at.append(n)
            voice.sentences.append(a.sentence)
        total = sum(len(v.at) for v in self.voices.values())
        for voice in self.voices.values():
            voice.share = len(voice.at) / total
        self.sourced = len({i for v in self.voices.values() for i in v.sentences}) / max(1, len(parsed.sentences))
        self.main = {v.key for v in sorted(self.voices.values(), key=lambda v: (-len(v.at), v.at[0]))[:MAIN] if len(v.at) > 1}
        self._firsts = {s.index for k, s in enumerate(parsed.sentences) if not k or parsed.sentences[k - 1].block_index != s.block_index}

    def near(self, sentence: int, heard: str | None) -> list[Voice]:
        """Return whom the cues give, those who spoke last or speak next, and the document's main voices; in that order."""
        def distance(v: Voice) -> tuple[int, int]:
            back = [sentence - i for i in v.sentences if i <= sentence]
            return (min(back), v.at[0]) if back else (v.sentences[0] - sentence + AHEAD, v.at[0])

        found = [self.voices[heard]] if heard in self.voices else []
        around = (v for v in self.voices.values() if any(sentence - BACK <= i <= sentence + AHEAD for i in v.sentences))
        found += [v for v in sorted(around, key=distance)[:NEAREST] if v.key != heard]
        return [*found, *(v for v in self.voices.values() if v.key in self.main and v not in found)]

    def nearest(self, voice: Voice, sentence: int) -> int:
        """Return the place of the voice's last attribution up to the sentence, else of its first one behind it."""
        before = [n for n, i in zip(voice.at, voice.sentences, strict=True) if i <= sentence]
        return before[-1] if before else voice.at[0]

    def nobody_cues(self, teller: Teller, near: Sequence[Voice]) -> Cues:
        """Return the cues for nobody: the outlet's own report."""
        s, group = teller.sentence, GROUPED[teller.kind]
        latest = self._latest(near, s)
        place = self._place(latest, s) if latest is not None else "none"
        names = ["nobody", f"nobody+{group}", f"nobody+{teller.kind}", f"nobody+{s.block.kind}", f"nobody+{place}",
                 f"nobody+{place}+{group}", f"nobody+root:{s.root.tag}", f"nobody+subject:{_subject(s)}"]
        if teller.heard is None:
            names += ["nobody+unheard", f"nobody+unheard+{place}", f"nobody+unheard+{s.block.kind}"]
        else:
            names += ["nobody+heard", f"nobody+heard:{teller.rule}"]
        if s.index in self._firsts:
            names += ["nobody+first", f"nobody+first+{place}"]
        if s.index <= 1:
            names.append("nobody+opening")
        if teller.quantity is not None:
            names.append("nobody+figure")
        return dict.fromkeys(names, 1.0) | {"nobody+sourced": 3 * self.sourced, f"nobody+sourced+{place}": 3 * self.sourced}

    def cues(self, voice: Voice, teller: Teller, near: Sequence[Voice]) -> Cues:
        """Return the cues for a voice."""
        s, group = teller.sentence, GROUPED[teller.kind]
        names = [f"is:{voice.kind}"]
        if voice.key == teller.heard:
            names += ["heard", f"heard+{group}", f"heard:{teller.rule}", f"heard:{teller.rule}+{group}", f"heard-cue:{teller.cue}"]
        else:
            names += self._unheard(voice, teller, self._latest(near, s) is voice)
        if teller.own is not None and teller.own.key == voice.key:
            names += [f"self{'+heard' if voice.key == teller.heard else ''}+{name}" for name in (group, teller.kind, "any")]
            names += self_cues(teller)
        out = dict.fromkeys(names, 1.0)
        if voice.key in self.main:
            out["main"] = 1.0
        out["share"] = out[f"share+{'heard' if voice.key == teller.heard else 'unheard'}"] = 3 * voice.share
        return out

    def _unheard(self, voice: Voice, teller: Teller, latest: bool) -> Iterator[str]:
        """Yield cues of where a voice speaks that the event's own sentence does not give."""
        s = teller.sentence
        place = self._place(voice, s)
        a = self.attributions[self.nearest(voice, s.index)]
        rule = ".".join(a.rule.split(".")[:2])
        yield from (f"at:{place}", f"at:{place}+{GROUPED[teller.kind]}", f"at:{place}+{s.block.kind}", f"at:{place}+{rule}")
        yield f"at:{place}+{'heard' if teller.heard else 'unheard'}"
        if s.index in self._firsts:
            yield f"at:{place}+first"
        if place == "here":
            side = "before" if a.cue is not None and a.cue[0] < s.tokens[teller.unit.clause.head].start else "after"
            yield from (f"here-{side}", f"here-{side}+{a.rule}")
        if latest:
            subject = _subject(s)
            yield from ("latest", f"latest:{place}", f"latest:{place}+{rule}", f"latest:{place}+subject:{subject}", f"latest:{place}+root:{s.root.tag}")
            yield f"latest:{place}+{voice.kind}"
        ahead = [i - s.index for i in voice.sentences if i > s.index]
        if ahead and ahead[0] <= AHEAD:
            same = self.parsed.sentences[s.index + ahead[0]].block_index == s.block_index
            yield from (f"ahead:{ahead[0]}", f"ahead:{'same' if same else 'other'}", f"ahead+at:{place}")

    def _latest(self, near: Sequence[Voice], s: Sentence) -> Voice | None:
        """Return whoever spoke last before the sentence."""
        spoke = [(max(i for i in v.sentences if i < s.index), v.at[-1], v.key) for v in near if v.sentences[0] < s.index]
        return self.voices[max(spoke)[2]] if spoke else None

    def _place(self, voice: Voice, s: Sentence) -> str:
        """Return where the voice last spoke, seen from the sentence."""
        before = [i for i in voice.sentences if i <= s.index]
        if not before:
            return "later"
        back = s.index - before[-1]
        if not back:
            return "here"
        same = self.parsed.sentences[before[-1]].block_index == s.block_index
        step = str(back) if back < 3 else "3-5" if back < 6 else "far"
        return f"{'block' if same else 'back'}-{step}"


BACK, AHEAD, NEAREST, MAIN = 12, 2, 5, 2
"""How many sentences before and behind an event voices are looked for, how many of them, and how many of the whole text."""


def self_cues(teller: Teller) -> list[str]:
    """Return the cues for the actor of the event's clause as the one who tells it ("Seoul condemned ...")."""
    clause = teller.unit.clause
    token = clause.sentence.tokens[clause.head]
    classes = verb_classes(token.lemma) if clause.kind == "verb" else noun_classes(token.lemma, token.text)
    names = ["self", f"self:{clause.kind}", f"self+{teller.kind}", f"self+{'heard-other' if teller.heard else 'unheard'}"]
    names += [f"self:{clause.kind}+{name}" for name in classes[:3]] + [f"self+lemma:{token.lemma}"]
    if teller.own is not None and teller.own.tells:
        names += ["tells", f"tells+{teller.kind}", f"tells+{'heard' if teller.heard else 'unheard'}"]
    return names


def _subject(s: Sentence) -> str:
    """Return what kind of subject the sentence has: which pronoun, a name, or another noun."""
    subject = s.child(s.root.i, "nsubj", "nsubjpass")
    if subject is None:
        return "none"
    return subject.lower if subject.lower in PRONOUNS else "name" if subject.pos == "PROPN" else "noun"

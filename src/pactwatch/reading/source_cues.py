"""What speaks for and against each voice of a document as the source of an event.

Reports go on with what somebody said without saying so again, and now and then a cue that looks like speech is none. So the
source is chosen among all who speak nearby, among them whom the cues of the sentence itself give (heard), and nobody. What
speaks for or against one are cues: strings that an analyst can read, such as `at:block-1` or `latest:back-1+attr.speech`.
Their weights were fitted on annotated texts (data/events/sources.tsv, by evaluation/fit.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pactwatch.reading.event_cues import Cues
from pactwatch.reading.lexicon import noun_classes, verb_classes
from pactwatch.reading.parties import GROUPED
from pactwatch.reading.roles import Role
from pactwatch.reading.tree import Sentence
from pactwatch.reading.units import Unit
from pactwatch.reading.voices import AHEAD, Voice, Voices

PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i"})


@dataclass(slots=True)
class Own:
    """Who stands as the subject (or behind "by") of an event's clause; `tells` says whether it speaks there."""

    key: str
    role: Role
    kind: str
    tells: bool


@dataclass(slots=True)
class Teller:
    """Where an event is told: what it is, whom its own sentence's cues give as source (by which rule and cue), who acts in it."""

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


def nobody_cues(voices: Voices, teller: Teller, near: Sequence[Voice]) -> Cues:
    """Return the cues for nobody: the outlet's own report."""
    s, group = teller.sentence, GROUPED[teller.kind]
    latest = voices.latest(near, s)
    place = voices.place(latest, s) if latest is not None else "none"
    names = [
        "nobody",
        f"nobody+{group}",
        f"nobody+{teller.kind}",
        f"nobody+{s.block.kind}",
        f"nobody+{place}",
        f"nobody+{place}+{group}",
        f"nobody+root:{s.root.tag}",
        f"nobody+subject:{_subject(s)}",
    ]
    if teller.heard is None:
        names += ["nobody+unheard", f"nobody+unheard+{place}", f"nobody+unheard+{s.block.kind}"]
    else:
        names += ["nobody+heard", f"nobody+heard:{teller.rule}"]
    if voices.opens_block(s):
        names += ["nobody+first", f"nobody+first+{place}"]
    if s.index <= 1:
        names.append("nobody+opening")
    if teller.unit.quantity is not None:
        names.append("nobody+figure")
    return dict.fromkeys(names, 1.0) | {"nobody+sourced": 3 * voices.sourced, f"nobody+sourced+{place}": 3 * voices.sourced}


def voice_cues(voices: Voices, voice: Voice, teller: Teller, near: Sequence[Voice]) -> Cues:
    """Return the cues for a voice."""
    s, group = teller.sentence, GROUPED[teller.kind]
    heard = voice.key == teller.heard
    names = [f"is:{voice.kind}"]
    if heard:
        names += ["heard", f"heard+{group}", f"heard:{teller.rule}", f"heard:{teller.rule}+{group}", f"heard-cue:{teller.cue}"]
    else:
        names += _unheard(voices, voice, teller, latest=voices.latest(near, s) is voice)
    if teller.own is not None and teller.own.key == voice.key:
        names += [f"self{'+heard' if heard else ''}+{name}" for name in (group, teller.kind, "any")]
        names += self_cues(teller)
    out = dict.fromkeys(names, 1.0)
    if voice.key in voices.main:
        out["main"] = 1.0
    out["share"] = out[f"share+{'heard' if heard else 'unheard'}"] = 3 * voice.share
    return out


def _unheard(voices: Voices, voice: Voice, teller: Teller, *, latest: bool) -> Iterator[str]:
    """Yield cues of where a voice speaks that the event's own sentence does not give."""
    s = teller.sentence
    place = voices.place(voice, s)
    a = voices.attributions[voice.nearest(s.index)]
    rule = ".".join(a.rule.split(".")[:2])
    yield from (f"at:{place}", f"at:{place}+{GROUPED[teller.kind]}", f"at:{place}+{s.block.kind}", f"at:{place}+{rule}")
    yield f"at:{place}+{'heard' if teller.heard else 'unheard'}"
    if voices.opens_block(s):
        yield f"at:{place}+first"
    if place == "here":
        side = voices.side(voice, s, teller.unit.clause.head)
        yield from (f"here-{side}", f"here-{side}+{a.rule}")
    if latest:
        yield from ("latest", f"latest:{place}", f"latest:{place}+{rule}", f"latest:{place}+subject:{_subject(s)}")
        yield from (f"latest:{place}+root:{s.root.tag}", f"latest:{place}+{voice.kind}")
    after = voice.after(s.index)
    if after is not None and after - s.index <= AHEAD:
        same = voices.parsed.sentences[after].block_index == s.block_index
        yield from (f"ahead:{after - s.index}", f"ahead:{'same' if same else 'other'}", f"ahead+at:{place}")


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

"""Voices: the speakers of a document, where each of them speaks, and who is near a sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from pactwatch.reading.attribution_chain import OWN_DOING, names_source
from pactwatch.reading.blend import source_key
from pactwatch.reading.mentions import ActorMention, Attribution
from pactwatch.reading.tree import Parsed, Sentence

BACK, AHEAD, NEAREST, MAIN = 12, 2, 5, 2
"""How many sentences before and behind an event voices are looked for, how many of them, and how many of the whole text."""


@dataclass(slots=True)
class Voice:
    """A speaker: its name, the places of its attributions in their list, their sentences, and its share of all attributions."""

    key: str
    name: str
    kind: str
    at: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    share: float = 0.0

    def before(self, sentence: int) -> int | None:
        """Return the last sentence up to `sentence` in which it speaks, or None."""
        n = bisect_right(self.sentences, sentence)
        return self.sentences[n - 1] if n else None

    def after(self, sentence: int) -> int | None:
        """Return the first sentence behind `sentence` in which it speaks, or None."""
        n = bisect_right(self.sentences, sentence)
        return self.sentences[n] if n < len(self.sentences) else None

    def nearest(self, sentence: int) -> int:
        """Return the place of its last attribution up to the sentence, else of its first one behind it."""
        return self.at[max(0, bisect_right(self.sentences, sentence) - 1)]


class Voices:
    """The speakers of one document."""

    def __init__(self, parsed: Parsed, attributions: Sequence[Attribution], actors: Sequence[ActorMention]) -> None:
        """Gather who speaks, where, and how much of the text is told by anybody."""
        self.parsed, self.attributions = parsed, attributions
        self.voices: dict[str, Voice] = {}
        self._speaking: dict[int, dict[str, Voice]] = {}
        kinds = {m.name: m.kind for m in actors}
        for n, a in enumerate(attributions):
            if a.speakers and a.rule not in OWN_DOING and a.rule != "attr.quote.part" and names_source(a.speakers[0].name):
                self._add(n, a, kinds.get(a.speakers[0].name, "unknown"))
        total = sum(len(v.at) for v in self.voices.values())
        for voice in self.voices.values():
            voice.share = len(voice.at) / total
        self.sourced = len(self._speaking) / max(1, len(parsed.sentences))
        ranked = sorted(self.voices.values(), key=lambda v: (-len(v.at), v.at[0]))[:MAIN]
        self.main = {v.key: v for v in sorted(ranked, key=lambda v: v.at[0]) if len(v.at) > 1}

    def _add(self, n: int, a: Attribution, kind: str) -> None:
        name, actor = a.speakers[0].name, a.speakers[0].actor
        voice = self.voices.setdefault(source_key(name, actor), Voice(source_key(name, actor), name, kind))
        voice.at.append(n)
        voice.sentences.append(a.sentence)
        self._speaking.setdefault(a.sentence, {})[voice.key] = voice

    def near(self, sentence: int, heard: str | None) -> list[Voice]:
        """Return whom the cues give, those who spoke last or speak next, and the document's main voices; in that order."""

        def distance(v: Voice) -> tuple[int, int]:
            back = v.before(sentence)
            return (sentence - back if back is not None else v.sentences[0] - sentence + AHEAD, v.at[0])

        found = {heard: self.voices[heard]} if heard in self.voices else {}
        around = {key: v for i in range(sentence - BACK, sentence + AHEAD + 1) for key, v in self._speaking.get(i, {}).items()}
        found |= {v.key: v for v in sorted(around.values(), key=distance)[:NEAREST] if v.key not in found}
        return list((found | {key: v for key, v in self.main.items() if key not in found}).values())

    def opens_block(self, s: Sentence) -> bool:
        """Say whether the sentence is the first of its block."""
        return not s.index or self.parsed.sentences[s.index - 1].block_index != s.block_index

    def latest(self, near: Sequence[Voice], s: Sentence) -> Voice | None:
        """Return whoever of those near spoke last before the sentence."""
        spoke = [(i, v.at[-1], v.key) for v in near if (i := v.before(s.index - 1)) is not None]
        return self.voices[max(spoke)[2]] if spoke else None

    def place(self, voice: Voice, s: Sentence) -> str:
        """Return where the voice last spoke, seen from the sentence: "here", "block-1", "back-3-5", "later"."""
        before = voice.before(s.index)
        if before is None:
            return "later"
        back = s.index - before
        if not back:
            return "here"
        same = self.parsed.sentences[before].block_index == s.block_index
        step = str(back) if back < 3 else "3-5" if back < 6 else "far"
        return f"{'block' if same else 'back'}-{step}"

    def side(self, voice: Voice, s: Sentence, head: int) -> str:
        """Return whether the cue by which the voice speaks in the sentence stands before token `head` or after it."""
        a = self.attributions[voice.nearest(s.index)]
        return "before" if a.cue is not None and a.cue[0] < s.tokens[head].start else "after"

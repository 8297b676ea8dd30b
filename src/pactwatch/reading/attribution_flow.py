"""Speech that flows on without a cue of its own: past a semicolon, between two sentences of one speaker, in an interview.

1. a clause beside a semicolon without a cue goes with the speech of its neighbour in the sentence;
2. a sentence without a cue between two that one speaker is cued in, in one paragraph, is that speaker's;
3. what a speaker goes on to say in an interview is carried by the medium that the interview was for.
"""

from __future__ import annotations

import itertools

from pactwatch.reading.attribution_spans import Draft, Run, trim
from pactwatch.reading.mentions import Attribution
from pactwatch.reading.tree import Parsed, Sentence

CONTINUES = 12
"""Sentences for which a speaker stays in the interview that an earlier cue placed him in."""
SPEECH = ("attr.speech", "attr.telling", "attr.speaking", "attr.confirming", "attr.estimating", "attr.phrase")
CLOSING = ("attr.speech.inverted", "attr.telling.inverted", "attr.speech.parataxis", "attr.confirming.inverted")
FLOWING = (".ccomp", ".inverted", ".parataxis", ".according", ".gap", ".predicate", ".measure", ".that", ".colon")


def past_semicolons(s: Sentence, drafts: list[Draft]) -> None:
    """Give each stretch between semicolons that has no cue to the speech before it, else to the one after."""
    marks = [t.i for t in s.tokens if t.text == ";"]
    if not marks:
        return
    bounds = [-1, *marks, len(s)]
    parts = [(a + 1, b - 1) for a, b in itertools.pairwise(bounds)]
    cued = [[d for d in drafts if run[0] <= d.cue_token <= run[1]] for run in parts]
    for n, run in enumerate(parts):
        if cued[n] or not _states(s, run):
            continue
        neighbour = _flowing(cued[n - 1]) if n else None
        if neighbour is None and n + 1 < len(parts):
            after = _flowing(cued[n + 1])
            spoken = after is not None and not after.rule.startswith("attr.phrase") and after.content[0][1] < after.cue_token
            neighbour = after if spoken else None
        kept = trim(s, run)
        if neighbour is not None and kept is not None and all(kept[1] < a or kept[0] > b for a, b in neighbour.content):
            neighbour.content.append(kept)
            neighbour.content.sort()


def _states(s: Sentence, run: Run) -> bool:
    return any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in s.tokens[run[0] : run[1] + 1])


def _flowing(drafts: list[Draft]) -> Draft | None:
    """Return the outermost speech of the drafts, if it is one that can go on."""
    found = [d for d in drafts if d.rule.startswith(SPEECH) and d.rule.endswith(FLOWING) and d.source is not None and d.content]
    return max(found, key=lambda d: sum(b - a for a, b in d.content), default=None)


def between(parsed: Parsed, found: list[Attribution]) -> list[Attribution]:
    """Return the sentences without a cue that stand between two sentences of one speaker, as that speaker's."""
    first: dict[int, Attribution] = {}
    busy = {a.sentence for a in found}
    for a in found:
        if a.parent is None and a.speakers and a.rule.startswith(SPEECH) and a.rule.endswith(FLOWING):
            held = first.get(a.sentence)
            if held is None or _size(a) > _size(held):
                first[a.sentence] = a
    added = []
    for s in parsed.sentences[1:-1]:
        before, after = first.get(s.index - 1), first.get(s.index + 1)
        if s.index in busy or before is None or after is None or before.speakers[-1].name != after.speakers[-1].name:
            continue
        near = parsed.sentences[s.index - 1].block_index == s.block_index == parsed.sentences[s.index + 1].block_index
        if near and not any(start < s.end and end > s.start for a in found for start, end in a.content):
            added.append(Attribution(s.index, after.speakers, None, None, [(s.start, s.end)], False, "asserts", "attr.flow.between"))
    return added


def elaborated(parsed: Parsed, found: list[Attribution]) -> list[Attribution]:
    """Return the sentences that go on with what was said in the sentence before ("..., he said. It is to cost ...").

    Only after a sentence that was said as a whole, its cue at the end; only in the same paragraph; only where the
    subject is a pronoun, a figure or a common noun, so that nobody new acts; and only on what is to come, or on
    figures in the present.
    """
    busy = {a.sentence for a in found}
    said = {a.sentence: a for a in found if a.parent is None and a.speakers and a.rule in CLOSING and a.stance in ("asserts", "confirms")}
    added = []
    for s in parsed.sentences[1:]:
        before = said.get(s.index - 1)
        if before is None or s.index in busy or not _ends_with_cue(parsed.sentences[s.index - 1], before):
            continue
        near = parsed.sentences[s.index - 1].block_index == s.block_index
        if near and goes_on(s) and not any(start < s.end and end > s.start for a in found for start, end in a.content):
            added.append(Attribution(s.index, before.speakers, None, None, [(s.start, s.end)], False, "asserts", "attr.flow.elaborated"))
    return added


def _ends_with_cue(s: Sentence, a: Attribution) -> bool:
    return a.cue is not None and max(end for _, end in a.content) <= a.cue[0] and min(start for start, _ in a.content) <= s.start + 2


def goes_on(s: Sentence) -> bool:
    """Say whether a sentence without a cue adds to the one before it: a subject without a name, and what is planned or counted."""
    root = s.root
    subject = s.child(root.i, "nsubj", "nsubjpass")
    if subject is None or root.i == subject.i:
        return False
    phrase = [s.tokens[i] for i in s.subtree(subject.i)]
    if any(t.pos == "PROPN" for t in phrase) or subject.lower in ("this", "that", "who", "i", "we", "you", "he", "she", "they"):
        return False
    tags = {t.tag for t in (root, *s.children(root.i, "aux", "auxpass"))}
    counted = subject.lower == "each" or any(t.tag == "CD" for t in phrase)
    if "MD" in tags or (counted and tags & {"VBZ", "VBP"}):
        return True
    # "It is to cost": the infinitive is the copula's, or the copula the infinitive's auxiliary
    first = s.tokens[subject.i + 1 :]
    return any(t.lemma == "be" and t.tag in ("VBZ", "VBP") and s.tokens[t.i + 1].lower == "to" for t in first[:-1])


def _size(a: Attribution) -> int:
    return sum(end - start for start, end in a.content)


def in_interviews(found: list[Attribution]) -> list[Attribution]:
    """Add the medium that a speaker talks to for what the same speaker goes on to say there."""
    setting: dict[str, tuple[int, int]] = {}
    added: list[Attribution] = []
    for a in found:
        if not a.speakers or a.rule == "attr.quote.part":
            continue
        name, parent = a.speakers[-1].name, a.parent
        if parent is not None and found[parent].rule == "attr.relay.addressee":
            setting[name] = (parent, a.sentence)
        elif parent is None and name in setting and a.sentence - setting[name][1] <= CONTINUES:
            medium = found[setting[name][0]]
            setting[name] = (setting[name][0], a.sentence)
            a.parent = len(found) + len(added)
            added.append(Attribution(a.sentence, medium.speakers, a.cue, a.cue_token, list(a.content), False, "asserts",
                                     "attr.relay.continued"))
    return found + added

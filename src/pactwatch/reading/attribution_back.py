"""Reports named after what they tell: "Oslo sold 40 guns. The Post reported the deal, citing four cables" is all the Post's.

A medium that is said to have reported "it", "this" or "the deal", and whose basis is cited, told what the sentence before tells,
where nobody else does.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.reading.attribution_chain import OWN_DOING
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.mentions import ActorMention, Attribution
from pactwatch.reading.tree import Parsed, Sentence

REPORTING = frozenset({"report", "reveal", "disclose", "publish", "write", "cover", "describe", "detail", "break", "say"})
CITED = ("attr.relay.citing", "attr.relay.basis", "attr.relay.document")
POINTING = frozenset({"the", "this", "that", "these", "those"})
BACK = frozenset({"it", "this", "that", "so"})


def reported_back(parsed: Parsed, found: Sequence[Attribution], actors: Sequence[ActorMention]) -> list[Attribution]:
    """Return the sentences before such a report as the report's, each with what the report cites; parents count from `found` on."""
    added: list[Attribution] = []
    for n, a in enumerate(found):
        cited = [b for b in found if b.sentence == a.sentence and b.rule in CITED and b.speakers and _by(found, b, n)]
        if a.sentence == 0 or not cited or not _is_report(parsed.sentences[a.sentence], a, actors):
            continue
        before = parsed.sentences[a.sentence - 1]
        if before.block_index != parsed.sentences[a.sentence].block_index or _told(before, found):
            continue
        place = len(found) + len(added)
        content = [(before.start, before.end)]
        added.append(Attribution(before.index, a.speakers, None, None, content, False, "asserts", "attr.flow.back"))
        added += [Attribution(before.index, b.speakers, None, None, list(content), False, "asserts", b.rule, place) for b in cited[:1]]
    return added


def _by(found: Sequence[Attribution], b: Attribution, n: int) -> bool:
    """Say whether the report at place `n`, or another word of the same medium, is what `b` is cited in."""
    parent = found[b.parent] if b.parent is not None else None
    return b.parent == n or (parent is not None and [x.name for x in parent.speakers] == [x.name for x in found[n].speakers])


def _told(s: Sentence, found: Sequence[Attribution]) -> bool:
    """Say whether somebody tells the sentence already."""
    spans = [span for a in found if a.rule not in OWN_DOING and a.speakers for span in a.content]
    return any(start < s.end and end > s.start for start, end in spans)


def _is_report(s: Sentence, a: Attribution, actors: Sequence[ActorMention]) -> bool:
    """Say whether a medium reports there what a pronoun or a definite noun without a figure points back to."""
    if a.cue_token is None or not a.speakers or a.stance != "asserts":
        return False
    if a.rule.endswith(".preposition"):  # "So the Post reported on Friday"
        so = any(t.lower in ("so", "thus") and t.i < a.cue_token for t in s.children(a.cue_token, "advmod"))
        return so and s.tokens[a.cue_token].lemma in REPORTING and s.child(a.cue_token, "dobj", "ccomp") is None and _is_medium(a, actors)
    if not a.rule.endswith((".noun", ".passive")):
        return False
    held = s.child(a.cue_token, "dobj", "nsubjpass")
    if s.tokens[a.cue_token].lemma not in REPORTING or held is None or not _is_medium(a, actors):
        return False
    inside = [s.tokens[i] for i in s.subtree(held.i)]
    pointing = any(t.lower in POINTING for t in s.children(held.i, "det"))
    return held.lower in BACK or (pointing and not any(t.tag == "CD" or t.dep in ("relcl", "acl", "ccomp") for t in inside))


def _is_medium(a: Attribution, actors: Sequence[ActorMention]) -> bool:
    name = a.speakers[0].name
    known = any(m.kind == "media" and m.name == name for m in actors if m.sentence == a.sentence)
    return known or name.lower().removeprefix("the ") in lexicon().words["sources.agencies"]

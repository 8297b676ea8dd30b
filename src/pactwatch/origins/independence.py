"""How the documents of a story stand to each other: one origin, independent, or of unknown lineage.

unknown      either text names no source and shows no first-hand knowledge: that never counts as a confirmation;
same origin  they share a claimant, or one copies the other word by word;
independent  both name their claimants, and have none in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from pactwatch.origins.copies import is_copy, resemblance
from pactwatch.origins.lineage import Lineage
from pactwatch.origins.types import Claimant, Copy, Drift, Facts, Pair


def unknown_lineage(story: Sequence[Facts], claimants: Sequence[Claimant]) -> tuple[str, ...]:
    """Return the documents that no claimant stands behind."""
    known = {document for claimant in claimants if claimant.standing != "comment" for document in claimant.documents}
    return tuple(facts.document for facts in story if facts.document not in known)


def confirmations(claimants: Sequence[Claimant], pairs: Iterable[Pair], drifts: Iterable[Drift]) -> int:
    """Return how many independent origins besides the first state the event on their own account; copies and moved words are none."""
    own = [claimant for claimant in claimants if claimant.standing == "own"]
    return max(0, len(Lineage(pairs, drifts).grouped(own)) - 1)


def pairs_of(story: Sequence[Facts], claimants: Sequence[Claimant], texts: Mapping[str, frozenset[str]]) -> tuple[Pair, ...]:
    """Return every two documents of a story, earlier first; `texts` are the five-word runs of each by id."""
    unknown = set(unknown_lineage(story, claimants))
    behind = {
        facts.document: [c.name for c in claimants if c.standing != "comment" and facts.document in c.documents] for facts in story
    }
    return tuple(_pair(a.document, b.document, behind, unknown, texts) for a, b in combinations(story, 2))


def _pair(a: str, b: str, behind: Mapping[str, list[str]], unknown: set[str], texts: Mapping[str, frozenset[str]]) -> Pair:
    alike = resemblance(texts[a], texts[b])
    shared = [name for name in behind[a] if name in behind[b]]
    if is_copy(texts[a], texts[b]):
        return Pair(a=a, b=b, relation="near_verbatim", similarity=alike, why=f"{alike:.0%} of their five-word runs are the same")
    if a in unknown or b in unknown:
        which = "neither" if a in unknown and b in unknown else "one of them"
        why = "neither names a source" if which == "neither" else "one of them names no source"
        return Pair(a=a, b=b, relation="unknown", similarity=alike, why=why)
    if shared:
        return Pair(a=a, b=b, relation="same_origin_paraphrase", similarity=alike, why="both rest on " + " and ".join(shared))
    why = f"one rests on {' and '.join(behind[a])}, the other on {' and '.join(behind[b])}"
    return Pair(a=a, b=b, relation="independent", similarity=alike, why=why)


def copies_of(pairs: Sequence[Pair]) -> tuple[Copy, ...]:
    """Return the pairs of one origin as copies: the later document of the earlier."""
    return tuple(
        Copy(document=p.b, of=p.a, relation=p.relation, similarity=p.similarity)
        for p in pairs
        if p.relation in ("near_verbatim", "same_origin_paraphrase")
    )

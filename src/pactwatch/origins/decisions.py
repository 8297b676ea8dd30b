"""What an analyst decided about stories, applied to the grouping in the order in which it was decided.

join    {"documents": [...], "with": [...]}   the stories of both lists become one
split   {"documents": [...], "from": [...]}   the listed documents leave the story of the others; a document that came later
                                              stays with the side that it fits better
What was decided later overrides; what is undone is not given here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pactwatch.ids import content_id
from pactwatch.model import Judgement

JOIN, SPLIT = "story.join", "story.split"
Stories = list[tuple[str, ...]]


def story_id(first: str) -> str:
    """Return the id of the story whose earliest document is `first`."""
    return content_id("story", first)


def apply(stories: Iterable[tuple[str, ...]], judgements: Sequence[Judgement], score: Callable[[str, str], float]) -> Stories:
    """Return the stories as the judgements of kind JOIN and SPLIT leave them, each sorted, in the order of first ids."""
    found: Stories = [tuple(story) for story in stories]
    for judgement in sorted(judgements, key=lambda item: item.seq):
        documents = _listed(judgement, "documents")
        if judgement.kind == JOIN:
            found = _join(found, named(judgement))
        elif judgement.kind == SPLIT:
            found = _split(found, documents, _listed(judgement, "from"), score)
    return sorted(found)


def named(judgement: Judgement) -> set[str]:
    """Return the documents that a judgement of kind JOIN joins."""
    return _listed(judgement, "documents") | _listed(judgement, "with")


def _listed(judgement: Judgement, name: str) -> set[str]:
    value = judgement.value.get(name)
    return {item for item in value if isinstance(item, str)} if isinstance(value, list) else set()


def _join(stories: Stories, wanted: set[str]) -> Stories:
    touched = [story for story in stories if wanted & set(story)]
    if len(touched) < 2:
        return stories
    rest = [story for story in stories if not wanted & set(story)]
    return [*rest, tuple(sorted(document for story in touched for document in story))]


def _split(stories: Stories, leaving: set[str], staying: set[str], score: Callable[[str, str], float]) -> Stories:
    out: Stories = []
    for story in stories:
        go, stay = set(story) & leaving, set(story) & staying - leaving
        if not go or not stay:
            out.append(story)
            continue
        for document in sorted(set(story) - go - stay):
            side = go if _mean(document, go, score) > _mean(document, stay, score) else stay
            side.add(document)
        out += [tuple(sorted(go)), tuple(sorted(stay))]
    return out


def _mean(document: str, group: set[str], score: Callable[[str, str], float]) -> float:
    return sum(score(document, other) for other in sorted(group)) / len(group)

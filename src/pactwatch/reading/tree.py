"""Plain dependency trees: what the rules read, free of the parser that made them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pactwatch.model import Block, Span


@dataclass(slots=True)
class Token:
    """One token. `start`/`end` are offsets into the document; `head` and `i` are indices in the sentence.

    `dep`, `pos` and `tag` are spaCy's ClearNLP labels, universal and Penn tags; the root's head is itself.
    `ent` is the OntoNotes entity type, or "".
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str
    ent_start: bool = False


@dataclass(slots=True)
class Sentence:
    """One sentence of a block with its tree; `index` counts sentences through the document."""

    index: int
    block: Block
    block_index: int
    tokens: list[Token]
    text: str
    kids: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Index the children of every token."""
        self.kids = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                self.kids[token.head].append(token.i)

    @property
    def start(self) -> int:
        """Offset of the first token."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset after the last token."""
        return self.tokens[-1].end

    @property
    def root(self) -> Token:
        """The root of the tree (the first one)."""
        return next((t for t in self.tokens if t.head == t.i), self.tokens[0])

    def __len__(self) -> int:
        return len(self.tokens)

    def rehung(self) -> Sentence:
        """Return the sentence with the children of its tokens indexed anew, after heads have been changed."""
        return Sentence(self.index, self.block, self.block_index, self.tokens, self.text)

    def word_at(self, i: int) -> str:
        """Return the word at `i` in lower case, an empty one beyond the sentence's ends."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def children(self, i: int, *deps: str) -> list[Token]:
        """Return the children of token `i`, in order, only those with one of `deps` if any are given."""
        tokens = self.tokens
        return [tokens[k] for k in self.kids[i] if not deps or tokens[k].dep in deps]

    def child(self, i: int, *deps: str) -> Token | None:
        """Return the first child of token `i` with one of `deps`, or None."""
        for k in self.kids[i]:
            if self.tokens[k].dep in deps:
                return self.tokens[k]
        return None

    def subtree(self, i: int, prune: Callable[[Token], bool] | None = None) -> list[int]:
        """Return the sorted indices under `i`, itself included, without the subtrees for which `prune` is true."""
        found, stack = [], [i]
        while stack:
            k = stack.pop()
            found.append(k)
            stack.extend(c for c in self.kids[k] if prune is None or not prune(self.tokens[c]))
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[Token]:
        """Yield the heads of token `i` from the nearest to the root."""
        seen = {i}
        while (head := self.tokens[i].head) not in seen:
            yield self.tokens[head]
            seen.add(head)
            i = head

    def span(self, first: int, last: int) -> Span:
        """Return the document span from token `first` through token `last`."""
        return self.tokens[first].start, self.tokens[last].end

    def words(self, first: int, last: int) -> str:
        """Return the document's words from token `first` through token `last`, as written."""
        a, b = self.span(first, last)
        return self.text[a - self.tokens[0].start : b - self.tokens[0].start]


@dataclass(slots=True)
class Parsed:
    """A document's text with its blocks and parsed sentences (noise and embedded blocks have sentences too)."""

    text: str
    blocks: list[Block]
    sentences: list[Sentence]


def beside(parsed: Parsed, index: int) -> tuple[Sentence | None, Sentence | None]:
    """Return the sentences before and after sentence `index`, None where there is none."""
    before = parsed.sentences[index - 1] if index else None
    return before, next(iter(parsed.sentences[index + 1 : index + 2]), None)


def sentence_at(parsed: Parsed, offset: int) -> int | None:
    """Return the index of the sentence that ends behind `offset`, or None."""
    n = bisect_left(parsed.sentences, offset + 1, key=lambda s: s.end)
    return parsed.sentences[n].index if n < len(parsed.sentences) else None

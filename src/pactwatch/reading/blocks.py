"""Text to blocks: where headings, paragraphs, bullets, captions, embedded posts, tables and noise begin and end."""

from __future__ import annotations

from pactwatch.model import Block


def split_blocks(text: str) -> list[Block]:
    """Return the blocks of `text` in order; between them lies only white space."""
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            begin = start + line.index(stripped)
            blocks.append(Block(kind="paragraph", start=begin, end=begin + len(stripped)))
        start += len(line)
    return blocks

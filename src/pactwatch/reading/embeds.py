"""Embedded posts: whose words they are. What a post says is its author's, never the outlet's that shows it."""

from __future__ import annotations

import re

from pactwatch.model import Source
from pactwatch.reading.tree import Parsed

BYLINE = re.compile(r"(?:^|\n)[—–-]*\s*(?P<name>[^\n(@—]{2,60}?)\s*\(@\w{1,30}\)")
HANDLE = re.compile(r"(?P<name>@\w{2,30})")
UNNAMED = "embedded post"


def embed_sources(parsed: Parsed) -> dict[int, Source]:
    """Return the author of each embedded block by the block's number; "embedded post" where none is named.

    Neighbouring embedded blocks are one post: the byline comes last, or the handle stands first.
    """
    found: dict[int, Source] = {}
    run: list[int] = []
    for n, block in enumerate([*parsed.blocks, None]):
        if block is not None and block.kind == "embed":
            if not run and n and _opens_post(parsed, n - 1):
                run.append(n - 1)
            run.append(n)
            continue
        if run:
            source = _author(parsed, run)
            found |= dict.fromkeys(run, source)
        run = []
    return found


def _opens_post(parsed: Parsed, n: int) -> bool:
    """Say whether a block is the first line of the post below it: it starts with an emoji, as headlines of posts do."""
    start = parsed.blocks[n].start
    line = parsed.text.rfind("\n", 0, start) + 1
    return any(ord(character) >= EMOJI for character in parsed.text[line : start + 1])


EMOJI = 0x1F000


def _author(parsed: Parsed, run: list[int]) -> Source:
    start, end = parsed.blocks[run[0]].start, parsed.blocks[run[-1]].end
    text = parsed.text[start:end]
    match = BYLINE.search(text) or HANDLE.search(text)
    if match is None:
        first = parsed.blocks[run[0]]
        return Source(name=UNNAMED, actor=None, span=(first.start, first.end), cue=None)
    return Source(name=match["name"].strip(), actor=None, span=(start + match.start("name"), start + match.end("name")), cue=None)

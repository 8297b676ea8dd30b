"""`pactwatch origins`: which stories are asked for, and how they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from pactwatch.casefile.rows import encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.outputs import checked_output
from pactwatch.commands.printing import JsonList, console, write, write_csv
from pactwatch.commands.tracing import Traced, trace_ledger
from pactwatch.errors import LedgerError, UsageError
from pactwatch.model import Document, Frozen
from pactwatch.origins.reviewed import reviewed
from pactwatch.origins.trace import trace
from pactwatch.origins.types import Story
from pactwatch.store import codes, open_ledger
from pactwatch.store.codec import fold
from pactwatch.store.filters import last_day


class Asked(Frozen, frozen=True, kw_only=True):
    """What of `pactwatch origins` is asked for; see cli_origins.py."""

    story: str | None = None
    document: str | None = None
    least: int | None = None
    as_of: str | None = None
    why: bool = False
    svg: Path | None = None
    anew: bool = False


def show_origins(ledger: str, asked: Asked, form: Format) -> None:
    """Print the stories that are asked for. UsageError PW120 for a date that is none, PW125 for a picture of several."""
    last_day("as-of", asked.as_of)
    if asked.svg is not None and asked.story is None and asked.document is None:
        raise UsageError("--svg draws one story: name it with --story or --document", code="PW125")
    checked_output("--svg", asked.svg, ledger)
    traced = trace_ledger(ledger, as_of=asked.as_of, anew=asked.anew, document=asked.document if asked.story is None else None)
    wanted = choose(traced, asked)
    default = 2 if form is Format.table and asked.story is None and asked.document is None else 1
    least = asked.least or default
    shown = [story for story in wanted if len(story) >= least]
    with open_ledger(ledger) as opened, opened.view() as view:
        documents = {name: view.document(name) for story in shown for name in story} if len(shown) < MANY else _Loaded(view)
        standing = view.standing()
        stories = ((reviewed(_traced(traced, story, documents, why=asked.why), standing), documents) for story in shown)
        _print(stories, form, asked.svg)
    if len(shown) < len(wanted):
        left = len(wanted) - len(shown)
        say(f"{left} documents stand alone; --least 1 shows them" if least == 2 else f"{left} smaller stories are left out")
    elif not shown:
        say(_nothing(ledger, asked))


def _nothing(ledger: str, asked: Asked) -> str:
    """Say why there is no story: nothing is in the ledger, or nothing was by the day asked for."""
    with open_ledger(ledger) as opened, opened.view() as view:
        empty = not view.holds_any()
    if empty:
        return "the ledger holds no document yet; `pactwatch read SOURCE` adds some"
    return f"no document of the ledger was published by {asked.as_of}" if asked.as_of else "the ledger holds no story that is so"


MANY = 500
"""Stories from which on their documents are fetched one by one, as they are printed."""


class _Loaded(dict[str, Document]):
    """Documents that are fetched when they are asked for, and not kept."""

    def __init__(self, view: Any) -> None:
        super().__init__()
        self._view = view

    def __missing__(self, name: str) -> Document:
        found: Document = self._view.document(name)
        return found


def choose(traced: Traced, asked: Asked) -> list[tuple[str, ...]]:
    """Return the stories that are asked for, newest first; LedgerError PW408 or PW409 where a name finds none or several."""
    stories = sorted(traced.stories, key=lambda story: _newest(traced, story), reverse=True)
    if asked.story is not None:
        return [story_named(traced, asked.story)]
    if asked.document is not None:
        return _of_documents(traced, stories, asked.document)
    return stories


def story_named(traced: Traced, wanted: str) -> tuple[str, ...]:
    """Return the story with the id `wanted`, the only one whose id starts so, or the one that had the id before."""
    return traced.named(wanted, "; `pactwatch origins --least 1` lists them")


def _of_documents(traced: Traced, stories: list[tuple[str, ...]], wanted: str) -> list[tuple[str, ...]]:
    words = f" {fold(wanted)} "
    found = [
        story for story in stories
        if any(name.startswith((wanted, f"doc-{wanted}")) or words in f" {fold(traced.index.facts(name).title)} " for name in story)
    ]  # fmt: skip
    if not found:
        raise LedgerError(f"no document is called {wanted}; give its id, a start of it, or words of its title", code=codes.UNKNOWN_ID)
    return found


def _newest(traced: Traced, story: tuple[str, ...]) -> tuple[str, str]:
    return (max(traced.index.facts(name).published or "" for name in story), traced.id_of(story))


def _traced(traced: Traced, story: tuple[str, ...], documents: dict[str, Document], *, why: bool) -> Story:
    return trace(traced.facts(story), {name: documents[name].text for name in story}, why=why)


def _print(stories: Iterator[tuple[Story, dict[str, Document]]], form: Format, svg: Path | None) -> None:
    from pactwatch.casefile.origins_rows import origin_header, origin_rows

    listed = JsonList("stories") if form is Format.json else None
    if form is Format.csv:
        write_csv([origin_header()])
    for story, documents in stories:
        if svg is not None:
            from pactwatch.casefile.origins_svg import draw

            svg.write_text(draw(story, documents), encoding="utf-8", errors="backslashreplace")
        if listed is not None:
            listed.add(msgspec.to_builtins(story))
        elif form is Format.jsonl:
            write(encode_json(msgspec.to_builtins(story)) + b"\n")
        elif form is Format.csv:
            write_csv(origin_rows(story, documents))
        else:
            from pactwatch.casefile.origins_text import print_story

            print_story(console(), story, documents)
    if listed is not None:
        listed.close()

"""`pactwatch claims`: the ledger's claims by filter, document by document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from pactwatch.casefile.rows import encode_json, flat, reviewed_header, reviewed_line
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.printing import JsonList, by_document, console, write, write_csv
from pactwatch.data import read_toml
from pactwatch.errors import LedgerError, UsageError
from pactwatch.model import Claim, Frozen, Review
from pactwatch.store import ClaimFilter, ClaimRow, open_ledger
from pactwatch.store.filters import days
from pactwatch.store.relisting import as_edited
from pactwatch.store.view import View
from pactwatch.store.words import terms_of

FURTHER = 1_000
"""Claims beyond a page up to which they are counted: a page of a large ledger must not wait for a number."""

AT_ONCE = 500
"""Claims whose reviews are looked up in one query."""


def list_claims(ledger: str, wanted: ClaimFilter, form: Format) -> None:
    """Print the claims that `wanted` asks for, each found and shown as edited, where it was. Raises UsageError PW121 for a type that there is not."""
    with open_ledger(ledger) as opened, opened.view() as view:
        check_type(view, wanted.type)
        shown = _print(view, wanted, form)
        most = wanted.offset + shown + FURTHER
        total = view.count(wanted, most) if wanted.limit is not None or wanted.offset else shown
    if not shown:
        say("no claim matches" + (f" from {wanted.offset} on; there are {total}" if total else _why_none(wanted)))
    elif wanted.offset + shown < total:
        say(f"{shown} of {f'more than {most - 1}' if total == most else total} claims; --offset {wanted.offset + shown} goes on")


def _why_none(wanted: ClaimFilter) -> str:
    """Return, as the end of a sentence, what the reason may be; nothing where the ledger just holds none."""
    if wanted.since and wanted.until and days("since", wanted.since)[0] > days("until", wanted.until)[1]:
        return f"; --since {wanted.since} is later than --until {wanted.until}"
    return "; --text holds no letter or digit" if wanted.text is not None and not terms_of(wanted.text) else ""


def check_type(view: View, kind: str | None) -> None:
    """Raise UsageError PW121 for a claim type that there is not; None is any."""
    if kind is None:
        return
    known = sorted({*read_toml("output/wording.toml")["type"], *view.types()})
    if kind not in known:
        raise UsageError(f"--type {kind} is no claim type; these are: {', '.join(known)}", code="PW121")


def _print(view: View, wanted: ClaimFilter, form: Format) -> int:
    rows = _reviewed(view, view.claims(wanted))
    if form is Format.json:
        return _json(rows)
    if form is Format.jsonl:
        return _jsonl(rows)
    return _csv(view, rows) if form is Format.csv else _table(view, rows)


class _Row(Frozen, frozen=True):
    """A listed claim as the machine read it and as it stands, with its review."""

    found: ClaimRow
    now: Claim
    review: Review

    @property
    def reading(self) -> str:
        return self.found.reading

    @property
    def facts(self) -> dict[str, Any]:
        return flat_claim(self.found) | {"review": self.review.status, "edited": self.now if self.now != self.found.claim else None}


def _reviewed(view: View, rows: Iterator[ClaimRow]) -> Iterator[_Row]:
    for some in _portions(rows):
        reviews = view.reviews([row.claim.id for row in some])
        for row in some:
            review = reviews[row.claim.id]
            yield _Row(row, as_edited(row.claim, review) if view.by_edits else row.claim, review)


def _portions(rows: Iterator[ClaimRow]) -> Iterator[list[ClaimRow]]:
    """Yield `rows` in portions; those before a damaged one too."""
    some: list[ClaimRow] = []
    try:
        for row in rows:
            some.append(row)
            if len(some) == AT_ONCE:
                yield some
                some = []
    except LedgerError:
        yield some
        raise
    yield some


def _json(rows: Iterator[_Row]) -> int:
    count = 0
    with JsonList("claims") as listed:
        for row in rows:
            listed.add(row.facts)
            count += 1
    return count


def _jsonl(rows: Iterator[_Row]) -> int:
    count = 0
    for row in rows:
        write(encode_json(row.facts) + b"\n")
        count += 1
    return count


def _csv(view: View, rows: Iterator[_Row]) -> int:
    write_csv([reviewed_header()])
    count = 0
    for reading, group in by_document(rows):
        document = view.reading(reading).document
        write_csv(reviewed_line(flat(document, row.now), row.review, row.found.claim) for row in group)
        count += len(group)
    return count


def _table(view: View, rows: Iterator[_Row]) -> int:
    from pactwatch.casefile.plain import one_line
    from pactwatch.casefile.review import edit_words
    from pactwatch.casefile.terminal import print_claims

    count, terminal = 0, console()
    for name, group in by_document(rows):
        reading = view.reading(name)
        notes = {row.now.id: f"edited: {one_line(edit_words(row.review.edits))}" for row in group if row.review.edits}
        print_claims(terminal, reading, tuple(row.now for row in group), notes)
        count += len(group)
    return count


def flat_claim(row: ClaimRow) -> dict[str, Any]:
    """Return a claim with the words of its evidence, its document and engine beside its own fields."""
    document = {name: getattr(row.document, name) for name in ("id", "url", "title", "publisher", "published", "language")}
    beside = {"quotes": row.quotes, "document": document, "engine": {"name": row.engine, "version": row.version}}
    fields: dict[str, Any] = msgspec.to_builtins(row.claim)
    return fields | beside

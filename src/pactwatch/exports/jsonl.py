"""JSON lines: one claim a line, with every field; `read_jsonl` gives the same records back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from pactwatch.casefile.rows import encode_json
from pactwatch.exports.format import Format
from pactwatch.exports.record import Record


def write(records: Iterable[Record], out: BinaryIO) -> int:
    """Write one line for each record; return how many."""
    count = 0
    for record in records:
        out.write(encode_json(record) + b"\n")
        count += 1
    return count


def read_jsonl(lines: Iterable[bytes]) -> Iterator[Record]:
    """Yield the records that `write` wrote; msgspec.ValidationError for a line that holds none."""
    for line in lines:
        try:
            yield msgspec.json.decode(line, type=Record)
        except msgspec.ValidationError:
            raise
        except msgspec.DecodeError:  # escapes of lone surrogates, which the standard library reads
            yield msgspec.convert(json.loads(line), Record)


ABOUT = {
    "id ... statement": "the fields of a claim, as in the reference of a reading, with a reviewer's edits",
    "words": "the claim in one sentence, with its state and source",
    "quotes": "the words of its evidence, span by span",
    "document": "id, url, title, author, publisher, published, language, text_sha256, capture_sha256, extractor",
    "engine": "name and version of what read it, the reading's id, when it came into the ledger",
    "captures": "of each capture sha256, source, final_url, media_type, captured_at",
    "review": "status, by, at, edits (field, value, machine: what had been read; both as JSON), notes, "
    "changed (when anything on it was last decided, grades and undos included)",
    "grades": "credibility (1-6) of the claim (unsupported: why a 1 is so no longer), reliability (A-F) of its innermost source and of the publisher",
    "origins": "story, documents, independent (how many independent origins state it), names; null where not counted",
}

FORMAT = Format(
    name="jsonl", suffix=".jsonl", media_type="application/jsonl", write=write, things="claims", fields=ABOUT,
    about="every field of every claim, one JSON object a line; comes back without loss",
)  # fmt: skip

"""A bundle as its checks read it: the manifest, the files that are whole, and what they say once decoded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeVar

import msgspec

import pactwatch
from pactwatch.casefile.case_bundle import BundledClaim, Manifest
from pactwatch.casefile.case_record import CASE, Record
from pactwatch.casefile.cases import PARAGRAPH, Case, case_state
from pactwatch.model import Judgement

T = TypeVar("T")
Found = tuple[str, str, tuple[int, ...]]
"""File, message, the footnotes that rest on it."""
CLAIMS, JUDGEMENTS = "claims.json", "judgements.json"


class _Claims(msgspec.Struct, frozen=True):
    claims: tuple[BundledClaim, ...]


class _Judgements(msgspec.Struct, frozen=True):
    judgements: tuple[Judgement, ...]


class Opened:
    """A bundle while it is checked. `files` are those that did not fail already; what was checked and what could not be is counted here.

    What cannot be read raises ValueError.
    """

    def __init__(self, manifest: Manifest, files: Mapping[str, bytes]) -> None:
        self.manifest, self.files = manifest, files
        self.checked: dict[str, int] = {}
        self.unchecked: list[str] = []

    def count(self, what: str, more: int = 1) -> None:
        """Add to what was checked."""
        self.checked[what] = self.checked.get(what, 0) + more

    @cached_property
    def claims(self) -> tuple[BundledClaim, ...] | None:
        """The cited claims; None where their file failed already."""
        return self.read(CLAIMS, _Claims).claims if CLAIMS in self.files else None

    @cached_property
    def judgements(self) -> tuple[Judgement, ...] | None:
        """The judgements; None where their file failed already."""
        return self.read(JUDGEMENTS, _Judgements).judgements if JUDGEMENTS in self.files else None

    @cached_property
    def case(self) -> Case | None:
        """The case that the judgements make: its paragraphs, not their order. None where they make none."""
        own = [one for one in self.judgements or () if one.subject == self.manifest.case]
        return case_state(msgspec.structs.replace(one, value=_placed(one)) for one in own)

    @cached_property
    def record(self) -> Record | None:
        """The case file as data; None in a bundle of format 1, and where its file failed already."""
        return self.read(CASE, Record) if CASE in self.files and self.manifest.format > 1 else None

    @cached_property
    def same_program(self) -> bool:
        """Whether the program that made the bundle is this one, so that both write the same."""
        return self.manifest.program == f"pactwatch {pactwatch.__version__}"

    def text(self, name: str) -> str | None:
        """Return a file as text; None where it failed already."""
        return self.files[name].decode("utf-8", "replace") if name in self.files else None

    def read(self, name: str, kind: type[T]) -> T:
        """Return a file of JSON as `kind`."""
        try:
            return decoded(self.files[name], kind)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise ValueError(f"{name} cannot be read: {error}") from error


def decoded(raw: bytes, kind: type[T]) -> T:
    """Return JSON as `kind`, with lone surrogates, which a text may hold; msgspec.MsgspecError or ValueError where it is none."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(raw), kind)


def _placed(one: Judgement) -> dict[str, Any]:
    """Return a paragraph's judgement as one that adds it: of an edited paragraph only the newest text is bundled."""
    return {**one.value, "do": "add", "after": None} if one.kind == PARAGRAPH and "text" in one.value else one.value

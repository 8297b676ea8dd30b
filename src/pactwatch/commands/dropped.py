"""`pactwatch dropped --read`: texts that the gate dropped are read after all, from where they were."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from pactwatch.commands.failing import say
from pactwatch.commands.reading import Settings, read_sources
from pactwatch.commands.shelf_out import wanted_dropped
from pactwatch.intake import IntakeOptions
from pactwatch.intake.taken import Wanted


def read_dropped(names: Sequence[str], above: float, options: IntakeOptions, settings: Settings) -> None:
    """Read the dropped texts called `names` (none: all) that score `above` or more. UsageError PW186 where a name finds none."""
    found = wanted_dropped(settings.ledger or "", names, above)
    numbers: dict[str, set[int]] = defaultdict(set)
    sources: dict[str, None] = {}
    for dropped in sorted(found, key=lambda item: (item.archive, item.number)):
        sources[dropped.archive or _single(dropped.source)] = None
        if dropped.archive:
            numbers[dropped.archive].add(dropped.number)

    def wanted(archive: str) -> Wanted:
        return lambda number: number in numbers.get(archive, ())

    if not sources:
        say("the gate dropped nothing that is so")
        return
    settings.gate = False
    read_sources(list(sources), msgspec.structs.replace(options, wanted=wanted), settings)


def _single(source: str) -> str:
    """Return what was given for an input that is in no archive: the file of a row, which is read whole again."""
    return source if os.path.exists(source) or "#" not in source else source.rpartition("#")[0]

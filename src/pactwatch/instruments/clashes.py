"""Names that two instruments may not share: what is asked for by a name must be one thing, and no file may change another's law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pactwatch.instruments.types import Instrument


def clashes(one: Instrument, facts: Mapping[str, Any], others: Iterable[Instrument], known: Iterable[str]) -> Iterator[str]:
    """Yield what of an instrument and its `facts` is named as something of `others`, or as one of the facts `known`."""
    for other in others:
        for name in sorted(_names(one) & _names(other)):
            yield f"{name} is the name of {other.symbol or other.title}, which is there already; give yours another"
        for name in sorted(_provision_names(one) & _provision_names(other)):
            yield f"{name} is the name of a provision of {other.symbol or other.title}, which is there already; give yours another"
    for name in sorted(set(facts) & set(known)):
        yield f"fact {name}: there is a fact of this name already, which other provisions rest on; give yours another"


def _names(one: Instrument) -> set[str]:
    names = {one.id.casefold(), (one.symbol or one.id).casefold()}
    return names | ({f"{one.kind} {one.number} ({one.year})"} if one.number and one.year else set())


def _provision_names(one: Instrument) -> set[str]:
    return {name.casefold() for provision in one.provisions for name in (provision.id, provision.cite)}


def changes(old: Instrument, new: Instrument) -> str:
    """Return which provisions are added, changed and removed from `old` to `new`, in words."""
    before, after = ({provision.id: provision for provision in one.provisions} for one in (old, new))
    said = {
        "added": sorted(set(after) - set(before)), "removed": sorted(set(before) - set(after)),
        "changed": sorted(name for name in set(before) & set(after) if before[name] != after[name]),
    }  # fmt: skip
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in said.items() if names) or "no provision differs"

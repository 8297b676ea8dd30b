"""What the register holds of a provision, as a text of its own: what a footnote of a provision leads to, with its place in it."""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.instruments.types import Instrument, Period, Provision


def cited_words(provision: Provision) -> str:
    """Return the words that a footnote gives: citation and gist."""
    return f"{provision.cite}: {provision.gist}"


def record_text(provision: Provision, instrument: Instrument, official: str | None) -> str:
    """Return the record of a provision; it begins with `cited_words`. `official` is its official paragraph, where the ledger has it."""
    return "".join(f"{line}\n" for line in (cited_words(provision), "", *_lines(provision, instrument), "", *_official(provision, official)))


def _lines(provision: Provision, instrument: Instrument) -> Iterator[str]:
    symbol = f" ({instrument.symbol})" if instrument.symbol else ""
    yield f"provision: {provision.id}, {provision.binding}"
    yield f"instrument: {instrument.title}{symbol}"
    if instrument.issuer:
        yield f"issued by: {instrument.issuer}"
    if instrument.adopted:
        yield f"adopted: {instrument.adopted}"
    yield from (f"{one.event}: {one.date}{f', {one.place}' if one.place else ''}" for one in instrument.events)
    yield from (f"in force: {_period(one)}" for one in provision.in_force)
    if instrument.work:
        yield f"address of the work: {instrument.work}"


def _period(one: Period) -> str:
    until = f"before {one.until}" if one.until else "no end on record"
    disputed = "; states differ on it" if one.disputed else ""
    return f"from {one.start}, {until}{'; renewal not known' if one.renewal == 'unknown' else ''}{disputed}"


def _official(provision: Provision, official: str | None) -> Iterator[str]:
    recorded = f"sha256 {provision.sha256}" if provision.sha256 else "none"
    yield f"official paragraph on record: {recorded}"
    if official is None:
        yield "official text: not in the ledger that the case was made from"
    else:
        yield from ("official text:", official)

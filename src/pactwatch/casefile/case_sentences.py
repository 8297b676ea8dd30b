"""A claim as one plain sentence: who says what, in the claim's own state, with how many origins; never surer than the claim."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from pactwatch.casefile.case_file import OriginCount
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.wording import number, party_words, place_words, quantity_words, time_words
from pactwatch.data import read_toml
from pactwatch.model import Claim, Document, Place, Quantity, Source, Time

LONGEST = 240
"""Code points of a claim's own words that a sentence quotes; more would be no quotation but the article."""
STATES = {"demands": "demanded", "denies": "denied"}
"""Stances that say no more than the state of the claim does, which is always said."""
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def sentence(claim: Claim, quote: str, document: Document, origins: OriginCount | None, stance: str = "") -> str:
    """Return the sentence that drafts a paragraph from `claim`, without its reference. `quote` are the words of its evidence."""
    data = read_toml("output/paragraphs.toml")
    event = data["event"].get(claim.type, data["event"]["other"])
    said = _said(claim.attributed_to, document, "" if STATES.get(stance) == claim.modality else data["stance"].get(stance, ""))
    facts = [_amount(claim.quantity), _route(claim) or _place(claim.place), _time(claim.time)]
    told = "; ".join(one_line(fact) for fact in facts if fact)
    words = f"{said}{event['what']}{_parties(claim, event)} {data['sentence'][claim.modality]}{f' ({told})' if told else ''}"
    quoted = f", in the words “{_short(quote)}”" if event.get("quote") and quote else ""
    counted = f"; {origins_in_words(origins)}" if origins else ""
    return f"{words[0].upper()}{words[1:]}{quoted}{counted}."


def origins_in_words(origins: OriginCount) -> str:
    """Return "one claimant, no independent confirmation"; an origin that is not known is said to be so."""
    count = len(origins.origins)
    if not count:
        words = "origin not known, no independent confirmation"
    elif count == 1:
        words = "one claimant, no independent confirmation"
    else:
        words = f"{_count(count)} independent origins"
    if origins.unknown and count:
        words += f", {_count(origins.unknown)} report{'' if origins.unknown == 1 else 's'} of unknown lineage"
    return words


def origin_line(origins: OriginCount) -> str:
    """Return the origin count of a footnote: independent, of the same origin, of unknown lineage."""
    named = f" ({'; '.join(one_line(name) for name in origins.origins)})" if origins.origins else ""
    return (
        f"{origins.reports} report{'' if origins.reports == 1 else 's'}: {len(origins.origins)} independent "
        f"origin{'' if len(origins.origins) == 1 else 's'}{named}, {origins.same_origin} of the same origin, {origins.unknown} of unknown lineage"
    )


def _said(chain: tuple[Source, ...], document: Document, stance: str) -> str:
    if not chain:
        outlet = one_line(document.publisher or "")
        return f"{outlet} reports on its own account: " if outlet else "The report, on its own account: "
    who = ", as told by ".join(_named(source) for source in reversed(chain))
    return f"{who[0].upper()}{who[1:]} {stance}: " if stance else f"According to {who}, "


def _named(source: Source) -> str:
    """Return a source's name, with "the" where it is one by office: "the Norwegian defence ministry"."""
    name = one_line(source.name)
    words = name.split()
    offices = read_toml("output/paragraphs.toml")["names"]["offices"].split()
    first = words[0].casefold() if words else ""
    held = any("'s" in word or "’s" in word for word in words[:2]) or first in {"the", "a", "an", "two", "several", "some", "its", "his", "her"}
    if first in read_toml("output/paragraphs.toml")["names"]["people"].split():
        name = f"{first}{name[len(words[0]) :]}"
    heads = [word.casefold() for word in words]
    before_of = heads[: heads.index("of")] if "of" in heads else heads
    return f"the {name}" if not held and before_of and before_of[-1] in offices else name


def _amount(quantity: Quantity | None) -> str:
    """Return the figure of a claim, but for one that says how long: a template cannot tell of what."""
    long = read_toml("output/paragraphs.toml")["names"]["durations"].split()
    return "" if quantity is None or quantity.unit.casefold() in long else quantity_words(quantity)


def _place(place: Place | None) -> str:
    """Return a place; one that can be several is said to be either: "Kursk, RUS, either the city of Kursk or Kursk Oblast"."""
    if place is None or not place.alternatives:
        return place_words(place)
    several = " or ".join(re.sub(r"^(.+) \((\w+)\)$", r"the \2 of \1", name) for name in place.alternatives)
    return f"{place_words(msgspec.structs.replace(place, alternatives=()))}, either {several}"


def _route(claim: Claim) -> str:
    ways = (("from", _place(claim.origin)), ("to", _place(claim.destination)))
    return " ".join(f"{way} {place}" for way, place in ways if place)


def _time(time: Time | None) -> str:
    """Return a time as said, with what it was taken for: "by then (until 2019-12)"."""
    if time is None or "/" not in time.edtf:
        return time_words(time)
    start, _, end = time.edtf.partition("/")
    taken = f"until {end}" if start in ("", "..") else f"since {start}" if end in ("", "..") else f"{start} to {end}"
    said = " ".join(time.text.split())
    return taken if not said or said == time.edtf else f"{said} ({taken})"


def _parties(claim: Claim, event: Mapping[str, Any]) -> str:
    agent, recipient = one_line(party_words(claim.agent)), one_line(party_words(claim.recipient))
    by = f" {event['by']} {agent}" if agent and event["by"] else ""
    to = f" {event['to']} {recipient}" if recipient and event["to"] else ""
    return by + to


def _short(quote: str) -> str:
    line = one_line(quote).replace("“", "‘").replace("”", "’").replace("[[", "[ [").replace("]]", "] ]")
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _count(value: int) -> str:
    return SMALL[value] if value < len(SMALL) else number(value)

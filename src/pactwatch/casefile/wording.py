"""Parts of a claim in words: what terminal and page say alike."""

from __future__ import annotations

from pactwatch.data import read_toml
from pactwatch.model import Claim, Party, Place, Quantity, Source, Time

WORDING = "output/wording.toml"


def modality_word(modality: str) -> str:
    """Return the word shown for a modality."""
    return str(read_toml(WORDING)["modality"][modality]["word"])


def modality_sign(modality: str) -> str:
    """Return the one-character sign that tells a modality from the others without colour."""
    return str(read_toml(WORDING)["modality"][modality]["sign"])


def modality_gloss(modality: str) -> str:
    """Return what a modality means, in a few words."""
    return str(read_toml(WORDING)["modality"][modality]["gloss"])


def type_words(kind: str) -> str:
    """Return the words shown for a claim type; a type that has none shows its own name."""
    return str(read_toml(WORDING)["type"].get(kind, kind.replace("_", " ")))


def deed_words(claim: Claim) -> str:
    """Return the words shown for what a claim tells: those of its type, or of the end of it (troops that leave, sanctions lifted)."""
    for row in read_toml(WORDING)["turned"]:
        told = claim.cameo == row["cameo"] if "cameo" in row else (claim.plover.mode or "") == row["mode"]
        if claim.type == row["type"] and claim.plover.event in row["events"] and told:
            return str(row["words"])
    return type_words(claim.type)


def number(value: float) -> str:
    """Return a figure with thousands parted by commas, and no decimals that it does not have."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def quantity_words(quantity: Quantity | None) -> str:
    """Return a figure with its comparator and unit: "at least 1,000 killed"; "" for none."""
    if quantity is None:
        return ""
    low, high = quantity.low, quantity.high
    if low is not None and high is not None and low != high:
        figure = f"{number(low)} to {number(high)}"
    else:
        known = low if low is not None else high
        figure = number(known) if known is not None else "an unknown number"
        comparator = str(read_toml(WORDING)["comparator"][quantity.comparator])
        figure = f"{comparator} {figure}".strip()
    words = f"{figure} {quantity.unit}".strip()
    return f"{words}, {change_words(quantity)}" if quantity.change == "additional" else words


def change_words(quantity: Quantity) -> str:
    """Return what a figure counts over time: a stock, a flow, an addition; "" if not known."""
    return str(read_toml(WORDING)["change"][quantity.change]) if quantity.change else ""


def time_words(time: Time | None) -> str:
    """Return a time as said with its resolved form: "in November last year (2024-11)"; "" for none."""
    if time is None:
        return ""
    said = " ".join(time.text.split())
    return said if said == time.edtf or not time.edtf else f"{said} ({time.edtf})"


def place_words(place: Place | None) -> str:
    """Return a place with its country code: "Kursk Oblast, RUS"; an ambiguous one names the alternatives."""
    if place is None:
        return ""
    words = place.name if place.country is None or place.precision == "country" else f"{place.name}, {place.country}"
    return f"{words} (or {', '.join(place.alternatives)})" if place.alternatives else words


def party_words(party: Party | None) -> str:
    """Return the name of a party; "" for none."""
    return party.name if party else ""


def who_words(claim: Claim) -> str:
    """Return who does it to whom: "North Korea → Russia"; an unknown agent shows as "?"."""
    agent, recipient = party_words(claim.agent), party_words(claim.recipient)
    if not recipient:
        return agent
    return f"{agent or '?'} → {recipient}"


def route_words(claim: Claim) -> str:
    """Return where from and where to: "from Vladivostok to Kursk Oblast, RUS"; "" if neither is known."""
    start, end = place_words(claim.origin), place_words(claim.destination)
    return " ".join(part for part in (f"from {start}" if start else "", f"to {end}" if end else "") if part)


def source_words(chain: tuple[Source, ...]) -> str:
    """Return an attribution chain, innermost first: "Sergei Shoigu, as told by TASS"; "the outlet itself" when empty."""
    if not chain:
        return "the outlet itself"
    return ", as told by ".join(source.name for source in reversed(chain))

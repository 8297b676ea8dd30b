"""The UN Security Council's consolidated list in XML (scsanctions.un.org; schema sc-sanctions.xsd)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pactwatch.errors import ListError
from pactwatch.screening.model import ListEntry

ROOT = "CONSOLIDATED_LIST"
WEAK = frozenset({"Low"})
"""The list's own word for an alias that does not identify."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTED = re.compile(r"\s*;\s*")


def is_un(data: bytes) -> bool:
    """Whether `data` begins as the consolidated list does."""
    return b"<" + ROOT.encode() in data[:2000]


def generated_on(data: bytes) -> str | None:
    """Return the day on which the file was made, as it says itself."""
    found = re.search(rb"dateGenerated=.(\d{4}-\d{2}-\d{2})", data[:2000])
    return found[1].decode() if found else None


def read_un(data: bytes) -> tuple[ListEntry, ...]:
    """Return the entries of the list; ListError PW502 where the XML is broken or an entry lacks reference or name."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ListError(f"the list's XML is broken ({error}); download it again", code="PW502") from error
    found = tuple(_entry(element) for element in root.iter("INDIVIDUAL", "ENTITY"))
    if not found:
        raise ListError("the list holds no entries; download it again", code="PW502")
    return found


def _entry(element: Any) -> ListEntry:
    person = element.tag == "INDIVIDUAL"
    reference = _text(element, "REFERENCE_NUMBER")
    parts = (_text(element, f"{which}_NAME") for which in ("FIRST", "SECOND", "THIRD", "FOURTH"))
    name = " ".join(part for part in parts if part)
    if not reference or not name:
        shown = reference or name or f"at line {element.sourceline}"
        raise ListError(f"the list's entry {shown} has no {'name' if reference else 'reference number'}", code="PW502")
    good, weak = _aliases(element)
    return ListEntry(
        reference=reference, schema="Person" if person else "Organization", name=name, aliases=good, weak_aliases=weak,
        scripts=_split(_text(element, "NAME_ORIGINAL_SCRIPT")), programme=_text(element, "UN_LIST_TYPE"),
        listed_on=_day(_text(element, "LISTED_ON")), births=tuple(dict.fromkeys(_births(element))),
        nationalities=_values(element, "NATIONALITY/VALUE"), places=tuple(dict.fromkeys(_places(element))),
        numbers=_values(element, "INDIVIDUAL_DOCUMENT/NUMBER"),
    )  # fmt: skip


def _aliases(element: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    good: dict[str, None] = {}
    weak: dict[str, None] = {}
    for alias in element.iter("INDIVIDUAL_ALIAS", "ENTITY_ALIAS"):
        names = _split(_text(alias, "ALIAS_NAME"))
        (weak if _text(alias, "QUALITY") in WEAK else good).update(dict.fromkeys(names))
    return tuple(good), tuple(weak)


def _split(cell: str) -> tuple[str, ...]:
    """Return the names in one cell: several may be parted by semicolons, with a bracket that opens in one and closes in another."""
    if ";" not in cell:
        return (cell,) if cell else ()
    parts = (part.replace("(original script)", "") for part in _PARTED.split(cell))
    bare = (part if part.count("(") == part.count(")") else part.replace("(", " ").replace(")", " ") for part in parts)
    return tuple(dict.fromkeys(part.strip() for part in bare if part.strip()))


def _births(element: Any) -> Iterator[str]:
    for birth in element.iter("INDIVIDUAL_DATE_OF_BIRTH"):
        about = "about " if _text(birth, "TYPE_OF_DATE") == "APPROXIMATELY" else ""
        first, last = _text(birth, "FROM_YEAR"), _text(birth, "TO_YEAR")
        date = _text(birth, "DATE") or _text(birth, "YEAR")
        if date:
            yield about + (_day(date) or date)
        elif first or last:
            yield f"{first}/{last}"


def _places(element: Any) -> Iterator[str]:
    for address in element.iter("INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS"):
        parts = (_text(address, tag) for tag in ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY"))
        place = ", ".join(part for part in parts if part)
        if place:
            yield place


def _values(element: Any, path: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for item in element.findall(path) if (text := _plain(item.text))))


def _text(element: Any, tag: str) -> str:
    return _plain(element.findtext(tag))


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _day(text: str) -> str | None:
    found = _DAY.match(text)
    return found[0] if found else None

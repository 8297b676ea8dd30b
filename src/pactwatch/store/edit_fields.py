"""The parts of a claim as a person gives them, completed so that the part is one: parties, figures, times, places.

Each function takes what is given and the part as it is now, and returns the fields to set; what follows from them is set
with them. So a new name never keeps the old one's id, a new bound never an "exactly" that it contradicts.
"""

from __future__ import annotations

from typing import Any

from pactwatch.reading.actor_register import register
from pactwatch.reading.time_intervals import Interval, Point, between
from pactwatch.store.codec import day_bounds
from pactwatch.store.edit_words import Words, bad

Part = dict[str, Any]
NAME_LENGTH, MOST = 300, 1e18
"""Characters of a name, and the largest figure, that are taken."""
_PAIRED, _OPEN_ABOVE, _OPEN_BELOW = ("exact", "about"), ("at_least", "more_than"), ("at_most", "less_than")
COMPARATORS = (*_PAIRED, *_OPEN_ABOVE, *_OPEN_BELOW, "between")


def party(name: str, given: Any, before: Part | None, words: Words, *, cue: bool = False) -> Part | None:
    """Return a party or, with `cue`, a source: a name alone is looked up in the register of actors."""
    part = _object(name, {"name": given} if isinstance(given, str) else given, ("name", "actor", "span", "quote", *(["cue"] if cue else [])))
    if part is None:
        return None
    if "name" not in part and before is None:
        raise bad(f"{name}: give at least its name")
    out: Part = {}
    if "name" in part:
        called = _name(f"{name}.name", part["name"])
        out = {"name": called, "actor": actor_named(called), "span": words.maybe(called)} | ({"cue": None} if cue else {})
    if "actor" in part:
        out["actor"] = None if part["actor"] is None else _name(f"{name}.actor", part["actor"])
    if part.get("span") is not None or part.get("quote") is not None:
        out["span"] = words.span(f"{name}.span", part["span"] if "span" in part else part["quote"], part.get("quote"))
    elif "span" in part:
        out["span"] = None
    if cue and "cue" in part:
        out["cue"] = None if part["cue"] is None else words.span(f"{name}.cue", part["cue"])
    return out


def sources(given: Any, before: list[Part], words: Words) -> list[Part]:
    """Return an attribution chain, outermost first, of names or objects, or "A > B"; a source that is there stays as it is."""
    items = [item.strip() for item in given.split(">")] if isinstance(given, str) else given
    if items is None or not isinstance(items, list | tuple):
        raise bad('attributed_to: give a list of sources, outermost first, or "A > B"')
    known = {item["name"]: item for item in before}
    out = []
    for number, item in enumerate(items):
        found = party(f"attributed_to[{number}]", item, None, words, cue=True)
        if found is None:
            raise bad(f"attributed_to[{number}]: a source is not null")
        alone = isinstance(item, str) or set(item) == {"name"}
        out.append(known.get(found["name"], found) if alone else found)
    return out


def quantity(given: Any, before: Part | None, words: Words) -> Part | None:
    """Return a figure: a number alone is exactly that; bounds that change take the comparator with them."""
    if isinstance(given, int | float) and not isinstance(given, bool):
        given = {"low": given, "high": given, "comparator": "exact"}
    elif isinstance(given, str):
        given = {"text": given}
    fields = ("low", "high", "comparator", "unit", "text", "span", "quote", "part_of", "change", "vague")
    part = _object("quantity", given, fields)
    if part is None:
        return None
    out: Part = {name: part[name] for name in ("unit", "change", "vague") if name in part}
    out |= _placed("quantity", part, before, words)
    if "part_of" in part:
        out["part_of"] = None if part["part_of"] is None else words.span("quantity.part_of", part["part_of"])
    if {"low", "high", "comparator"} & set(part):
        out |= _bounds(part, before or {})
    elif before is None:
        raise bad("quantity: give low, high or both")
    if "unit" in out or before is None:
        out["unit"] = _name("quantity.unit", out.get("unit"))
    return out


def _bounds(part: Part, before: Part) -> Part:
    low, high = part.get("low", before.get("low")), part.get("high", before.get("high"))
    for value in (low, high):
        if value is not None and not _is_number(value, 0, MOST):
            raise bad(f"quantity: a bound is a number from 0 on, or null where open, not {str(value)[:40]}")
    comparator = part.get("comparator")
    if comparator is None:
        comparator = _comparator(low, high, before.get("comparator"))
    elif comparator not in COMPARATORS:
        raise bad(f"quantity: {comparator} is no comparator; these are: {', '.join(COMPARATORS)}")
    elif comparator in _OPEN_ABOVE and "high" not in part:
        high = None
    elif comparator in _OPEN_BELOW and "low" not in part:
        low = None
    elif comparator in _PAIRED:
        low, high = (high if low is None else low), (low if high is None else high)
    if not _fits(comparator, low, high):
        raise bad(f"quantity: {comparator} does not go with low {low} and high {high}")
    return {"low": low, "high": high, "comparator": comparator}


def _is_number(value: Any, least: float, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def _comparator(low: float | None, high: float | None, before: Any) -> str:
    if low is None and high is None:
        raise bad("quantity: give low, high or both; quantity=null says that there is no figure")
    if low == high:
        return before if before in _PAIRED else "exact"
    if high is None:
        return before if before in _OPEN_ABOVE else "at_least"
    if low is None:
        return before if before in _OPEN_BELOW else "at_most"
    return "between"


def _fits(comparator: str, low: float | None, high: float | None) -> bool:
    if comparator in _OPEN_ABOVE:
        return low is not None and high is None
    if comparator in _OPEN_BELOW:
        return low is None and high is not None
    if low is None or high is None:
        return False
    return low == high if comparator in _PAIRED else low < high


def time(given: Any, before: Part | None, words: Words) -> Part | None:
    """Return when something took place: "2025-06", "2024-11/2025-02" or start and end, days, months or years."""
    part = _object("time", {"edtf": given} if isinstance(given, str) else given, ("start", "end", "precision", "text", "span", "quote", "edtf"))
    if part is None:
        return None
    out = _placed("time", part, before, words)
    if {"start", "end", "edtf"} & set(part):
        interval = _interval(part, before or {})
        out |= {"start": interval.start_day, "end": interval.end_day, "edtf": interval.edtf, "precision": interval.precision}
    elif before is None:
        raise bad("time: give start, end or both")
    if "precision" in part:
        out["precision"] = _name("time.precision", part["precision"])
    return out


def _interval(part: Part, before: Part) -> Interval:
    start: Any
    stop: Any
    if "edtf" in part:
        begin, parted, end = str(part["edtf"]).partition("/")
        start, stop = (begin, end) if parted else (begin, begin)
    else:
        start, stop = part.get("start", before.get("start")), part.get("end", before.get("end"))
    interval = between(_point(start), _point(stop))
    if interval.begin is None and interval.end is None:
        raise bad("time: give start, end or both; time=null says that there is no time")
    if not interval.sound:
        raise bad(f"time: it ends ({stop}) before it begins ({start})")
    return interval


def _point(given: Any) -> Point | None:
    if given in (None, "", ".."):
        return None
    if not isinstance(given, str) or "T" in given or day_bounds(given) is None or given.startswith("0000"):
        raise bad(f"time: {given} is no day, month or year as in 2025-06-18, 2025-06 or 2025")
    year, month, day = (*(int(piece) for piece in given.split("-")), None, None)[:3]
    return Point(int(year or 0), month, day)


def place(name: str, given: Any, before: Part | None, words: Words) -> Part | None:
    """Return a place: a name alone is looked up in the gazetteer."""
    fields = ("name", "country", "lat", "lon", "precision", "span", "quote", "alternatives")
    part = _object(name, {"name": given} if isinstance(given, str) else given, fields)
    if part is None:
        return None
    out: Part = {}
    if "name" in part:
        out = _site(_name(f"{name}.name", part["name"]))
    elif before is None:
        raise bad(f"{name}: give at least its name")
    out |= {field: part[field] for field in ("country", "lat", "lon", "precision", "alternatives") if field in part}
    if part.get("span") is not None or part.get("quote") is not None:
        out["span"] = words.span(f"{name}.span", part["span"] if "span" in part else part["quote"], part.get("quote"))
    elif "name" in part:
        span = words.maybe(out["name"]) or (before or {}).get("span")
        if span is None:
            raise bad(f"{name}: say which words name it, as {name}.span=[start, end] or the words themselves")
        out["span"] = span
    _check_coordinates(name, out)
    return out


def _check_coordinates(name: str, out: Part) -> None:
    for field, most in (("lat", 90), ("lon", 180)):
        value = out.get(field)
        if value is not None and not _is_number(value, -most, most):
            raise bad(f"{name}.{field}: degrees from -{most} to {most}, not {str(value)[:40]}")


def _site(name: str) -> Part:
    from pactwatch.reading.gazetteer import fold
    from pactwatch.reading.place_gazetteer import alternatives, cities, named_places

    key = fold(name)
    sites = tuple(named_places().get(name)) or cities(key)
    if not sites:
        return {"name": name, "country": None, "lat": None, "lon": None, "precision": "unknown", "alternatives": []}
    site = sites[0]
    others = list(alternatives(key, sites))
    return {"name": name, "country": site.country, "lat": site.lat, "lon": site.lon, "precision": site.precision, "alternatives": others}


def actor_named(name: str) -> str | None:
    """Return the id by which the register of actors knows `name`, None where it knows none or several."""
    ids = {entry.id for entry in register().get(name) if entry.id and entry.form not in ("body", "place")}
    return ids.pop() if len(ids) == 1 else None


def _placed(name: str, part: Part, before: Part | None, words: Words) -> Part:
    """Return span and text of a part that has both; either gives the other."""
    quote = part.get("text", part.get("quote"))
    if "span" in part or quote is not None:
        start, end = words.span(f"{name}.span", part["span"], quote) if "span" in part else words.quoted(f"{name}.text", _name(f"{name}.text", quote))
        return {"span": [start, end], "text": words.text[start:end]}
    if before is None:
        raise bad(f"{name}: say on which words it stands, as {name}.text=WORDS or {name}.span=[start, end]")
    return {}


def _object(name: str, given: Any, fields: tuple[str, ...]) -> Part | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad(f"{name}: it cannot be {given!r}")
    for field in given:
        if field not in fields:
            raise bad(f"{name}: it has no field {field}; it has {', '.join(fields)}")
    if not given:
        raise bad(f"{name}: nothing is given; null takes it away")
    return given


def _name(field: str, given: Any) -> str:
    if not isinstance(given, str) or not any(char.isalnum() for char in given) or len(given) > NAME_LENGTH:
        raise bad(f"{field}: give words, at most {NAME_LENGTH} characters")
    return given if field.endswith(".text") else " ".join(given.split())

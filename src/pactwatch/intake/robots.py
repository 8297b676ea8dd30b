"""robots.txt after RFC 9309: groups by product token, the longest matching rule wins, allow wins a tie.

`Crawl-delay`, which the standard does not know and many sites state, counts in whole and broken seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from pactwatch.model import Frozen

PRODUCT = "pactwatch"
_MOST_RULES = 10_000
MOST_DELAY = 86_400.0
"""Seconds that a crawl-delay counts for at most."""
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")


class Rule(Frozen, frozen=True, kw_only=True):
    """One allow or disallow line; `pattern` may hold `*` (any characters) and end with `$`."""

    allow: bool
    pattern: str


class Robots(Frozen, frozen=True, kw_only=True):
    """What robots.txt says to us: rules, and the seconds between requests that it asks for (None: it names none)."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None


def parse_robots(body: bytes) -> Robots:
    """Return what robots.txt says to us: the group of our product token, else that for `*`."""
    ours: list[Rule] = []
    everyone: list[Rule] = []
    delays: dict[str, float] = {}
    agents: set[str] = set()
    named, in_rules = False, False
    for key, value in _lines(body):
        if key == "user-agent":
            agents = {value.lower()} if in_rules else agents | {value.lower()}
            in_rules = False
            named = named or PRODUCT in agents
        elif key in {"allow", "disallow"}:
            in_rules = True
            rule = Rule(allow=key == "allow", pattern=_normal(value))
            if value and PRODUCT in agents:
                ours.append(rule)
            elif value and "*" in agents:
                everyone.append(rule)
        elif key == "crawl-delay":
            in_rules = True
            delays |= dict.fromkeys(agents & {PRODUCT, "*"}, _seconds(value))
    delay = delays.get(PRODUCT if named else "*", 0.0)
    return Robots(rules=tuple((ours if named else everyone)[:_MOST_RULES]), delay=delay or None)


def _seconds(value: str) -> float:
    """Return a delay in seconds, at most a day; 0 for what is no number of them."""
    found = re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", value)
    return min(float(value), MOST_DELAY) if found else 0.0


def is_allowed(rules: Iterable[Rule], path: str) -> bool:
    """Tell whether `path` (with its query, percent-encoded) may be fetched under `rules`."""
    if path == "/robots.txt":
        return True
    target = _normal(path)
    matching = [(len(rule.pattern), rule.allow) for rule in rules if _matches(rule.pattern, target)]
    return max(matching)[1] if matching else True


def _lines(body: bytes) -> list[tuple[str, str]]:
    found = (_LINE.match(line) for line in body.decode("utf-8-sig", "replace").splitlines())
    return [(line.group(1).lower(), line.group(2).strip()) for line in found if line]


def _normal(path: str) -> str:
    encoded = quote(path, safe="/%*$?&=+;:@,!~'()#[]-._")
    return re.sub(r"%[0-9a-fA-F]{2}", lambda found: found.group().upper(), encoded)


def _matches(pattern: str, path: str) -> bool:
    """Match piece by piece, leftmost first: linear, where a regular expression could be made to backtrack."""
    anchored = pattern.endswith("$")
    first, *rest = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for n, piece in enumerate(rest):
        if anchored and n == len(rest) - 1:
            return len(path) - len(piece) >= at and path.endswith(piece)
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not anchored or at == len(path)

"""robots.txt after RFC 9309: groups by product token, the longest matching rule wins, allow wins a tie."""

from __future__ import annotations

import re
from urllib.parse import quote

from pactwatch.model import Frozen

PRODUCT = "pactwatch"
_MOST_RULES = 10_000
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")


class Rule(Frozen, frozen=True, kw_only=True):
    """One allow or disallow line; `pattern` may hold `*` (any characters) and end with `$`."""

    allow: bool
    pattern: str


def parse_robots(body: bytes) -> list[Rule]:
    """Return the rules of robots.txt that are for us: those of our product token, else those for `*`."""
    ours: list[Rule] = []
    everyone: list[Rule] = []
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
    return (ours if named else everyone)[:_MOST_RULES]


def is_allowed(rules: list[Rule], path: str) -> bool:
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

"""Names of persons: where a name begins after its titles, and what a surname alone stands for in a document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pactwatch.reading.actor_phrases import Anchors
from pactwatch.reading.actor_register import words
from pactwatch.reading.gazetteer import fold
from pactwatch.reading.tree import Sentence

FAMILY_FIRST_STATES = frozenset({"PRK", "KOR", "CHN", "TWN", "VNM", "HKG", "MAC", "SGP"})
ACRONYM = re.compile(r"\(\s?([A-Z][A-Za-z0-9-]{1,9})\s?\)")


def name_start(sentence: Sentence, first: int, head: int, anchors: Anchors) -> int:
    """Return the token at which the name of the person that ends in `head` begins: after titles and states."""
    tokens, start = sentence.tokens, head
    titles, particles = words("titles"), words("names", "particles")
    while start > first:
        before = tokens[start - 1]
        if before.text in ("-", "'") and start - 2 >= first and before.end == tokens[start].start:
            start -= 2
            continue
        key = fold(before.text)
        other = anchors.get(before.i)
        taken = other is not None and head not in range(other.first, other.last + 1) and other.values[0].form != "surname"
        named = before.text[0].isupper() and before.tag not in ("POS", "DT", "PRP$")
        initial = len(key) <= 2 and before.text.endswith(".") and before.text[0].isupper() and key not in titles
        if not (named or initial or key in particles) or key in titles or (taken and before.ent != "PERSON"):
            break
        start -= 1
    return start


def has_title(sentence: Sentence, start: int) -> bool:
    """Say whether the token before `start` is a title ("President", "Rep.", "defence minister")."""
    return start > 0 and fold(sentence.tokens[start - 1].text) in words("titles")


def surname_keys(name: str, country: str | None) -> list[str]:
    """Return the folded words by which a text may call the person of this full name.

    In Korean, Chinese and Vietnamese names the family name comes first; where the order cannot be told, both ends.
    """
    parts = [fold(part) for part in name.replace("’", "'").split()]
    if len(parts) < 2:
        return []
    first_known = parts[0] in words("names", "family_first")
    if first_known and country in FAMILY_FIRST_STATES:
        return [parts[0]]
    if first_known and country is None:
        syllables = len(parts) >= 3 or "-" in parts[1]
        return [parts[0]] if syllables else [parts[0], parts[-1]]
    keys = [parts[-1]]
    particles = words("names", "particles")
    bare = parts[-1].split("-", 1)
    if len(bare) == 2 and bare[0] in particles:
        keys.append(bare[1])
    elif len(parts) > 2 and parts[-2] in particles:
        keys.append(f"{parts[-2]} {parts[-1]}")
    return keys


@dataclass(slots=True)
class People:
    """The persons named in full in a document, by the surname that may stand for them alone."""

    chains: dict[str, dict[str, tuple[str, str | None, str | None]]] = field(default_factory=dict)

    def add(self, name: str, actor: str | None, country: str | None) -> None:
        """Remember a full name; spelling variants of one person in the register count as one."""
        identity = actor or fold(name).replace("-", " ")
        for key in surname_keys(name, country):
            self.chains.setdefault(key, {}).setdefault(identity, (name, actor, country))

    def resolve(self, surname: str) -> tuple[str, str | None, str | None] | None:
        """Return (full name, id, country) if exactly one person named in the document goes by `surname`."""
        known = self.chains.get(fold(surname))
        return next(iter(known.values())) if known and len(known) == 1 else None

    def knows(self, surname: str) -> bool:
        """Say whether anybody in the document goes by `surname`."""
        return fold(surname) in self.chains


def acronyms(text: str) -> dict[str, str]:
    """Return {acronym: long form} for each "Long Form (LF)" of `text` whose initials fit."""
    found: dict[str, str] = {}
    for match in ACRONYM.finditer(text):
        short = match.group(1)
        before = text[max(0, match.start() - 120) : match.start()]
        tokens = re.findall(r"[^\W_]+", re.split(r"[.;:!?\n()]", before)[-1])
        long_form = _fitting(short, tokens)
        if long_form and short not in found:
            at = before.rindex(long_form[0])
            found[short] = " ".join(before[at:].split())
    return found


def _fitting(short: str, tokens: list[str]) -> list[str]:
    """Return the last words of `tokens` whose capital initials spell `short`."""
    letters = [c for c in short if c.isupper()]
    capitals: list[str] = []
    for n in range(1, min(len(tokens), 12) + 1):
        word = tokens[-n]
        if word[0].isupper():
            capitals.insert(0, word[0])
            if capitals == letters:
                return tokens[-n:]
    return []

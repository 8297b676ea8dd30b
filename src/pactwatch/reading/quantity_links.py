"""Figures beside figures: which is a part of which, and the weak ones that an article makes ("a bomber")."""

from __future__ import annotations

import re

from pactwatch.model import Comparator
from pactwatch.reading.mentions import QuantityMention
from pactwatch.reading.quantity_cues import bounds, left_cues
from pactwatch.reading.quantity_line import Line
from pactwatch.reading.quantity_units import may_be_one, plural, unit_of

OF_PRONOUN = re.compile(r"\s+of\s+(?:them|whom|which|these|those|it|that|this)\b")
_OF_FIGURE = re.compile(
    r"\s+(?:[a-z]+\s+)?of\s+(?:(?:the|an?|its|their|his|her|our|whose|those|these|all|these|some)\s+)*$"
)
_WITHIN = re.compile(
    r"\b(?:of (?:whom|which|them|these|those)|including|among (?:them|these|those|whom)|them)\s*,?\s*(?:[a-z]+\s+)?$"
)
_OUT_OF_FIGURE = re.compile(r"(?: [\w'-]+){0,3} (?:out of|from among)(?: (?:the|a total of|some|an estimated|its|their|all))* ")
_OPENING_OF = re.compile(r"(?:^|[,;:—–-]\s*)[\"']?of\s+(?:(?:the|an?|its|their|those|these|all)\s+)*$")
_LONE_ARTICLE = re.compile(
    r"(?<![a-z])(?P<cue>nearly|almost|more than|over|about|around|less than|at least|up to|just over|just under"
    r"|roughly|under)"
    r"\s+an?\s+(?P<unit>minute|hour|day|week|fortnight|month|year|decade|century)(?![a-z])"
)


def link_wholes(line: Line, found: list[QuantityMention], earlier: list[QuantityMention]) -> None:
    """Set `part_of` for "1,000 of an estimated 11,000", "11,000, of whom 300", "of the 11,000, about 4,000"."""
    base = line.sentence.start
    opening: QuantityMention | None = None
    for i, mention in enumerate(found):
        start, end = mention.span[0] - base, mention.span[1] - base
        number_end = line.ends[mention.number]
        follower = found[i + 1] if i + 1 < len(found) else None
        counts = mention.rule not in ("money", "duration", "ordinal", "multiple", "ordinal-first")
        if follower and follower.rule not in ("money", "duration") and counts:
            gap = line.folded[number_end : follower.span[0] - base]
            if _OUT_OF_FIGURE.fullmatch(gap):
                mention.part_of = follower.span
                continue
            if _OF_FIGURE.fullmatch(gap) and not _is_owner(mention, follower):
                mention.part_of = follower.span
                if mention.unit != "percent":
                    mention.unit = follower.unit or mention.unit
                continue
        if _OPENING_OF.search(line.before(start)) and counts:
            opening = mention
        elif opening and counts and mention.sentence == opening.sentence:
            mention.part_of = mention.part_of or opening.span
        before = [
            m
            for m in earlier + found[max(0, i - 8) : i]
            if m.rule in ("count", "vague", "state", "ellipsis", "definite", "part", "bare")
        ]
        within = (
            _WITHIN.search(line.before(start))
            or OF_PRONOUN.match(line.folded, number_end)
            or OF_PRONOUN.match(line.folded, end)
        )
        if within and before and counts and mention.part_of is None:
            mention.part_of = before[-1].span


def _is_owner(mention: QuantityMention, follower: QuantityMention) -> bool:
    """Say whether a figure counts those whose the counted things are: "eight bombers of the two countries"."""
    return follower.rule == "definite" and mention.noun is not None and mention.unit != follower.unit


def weak_figures(line: Line, found: list[QuantityMention]) -> list[QuantityMention]:
    """Return figures said by an article: "nearly an hour", and (rule "article") "a bomber", "an Emirati aircraft"."""
    weak = []
    taken = {i for m in found for i in range(m.first, m.last + 1)}
    for match in _LONE_ARTICLE.finditer(line.folded):
        comparator = left_cues(line.folded, match.end("cue") + 1).comparator or "exact"
        first, last = line.token_at(match.start()), line.token_at(match.end() - 1)
        if last not in taken:
            weak.append(_one(line, first, last, last, plural(match["unit"]), comparator, "duration"))
    for token in line.sentence.tokens:
        if token.lower not in ("a", "an") or token.pos != "DET" or token.i in taken:
            continue
        head = line.sentence.tokens[token.head]
        if token.i < head.i <= token.i + 6 and head.i not in taken and may_be_one(head):
            weak.append(_one(line, token.i, head.i, head.i, unit_of(line.sentence, head.i)[0], "exact", "article"))
    return weak


def _one(line: Line, first: int, last: int, noun: int, unit: str, comparator: Comparator, rule: str) -> QuantityMention:
    low, high = bounds(1.0, 1.0, comparator)
    return QuantityMention(
        sentence=line.sentence.index,
        first=first,
        last=last,
        number=first,
        span=line.sentence.span(first, last),
        low=low,
        high=high,
        comparator=comparator,
        unit=unit,
        noun=noun,
        rule=rule,
    )

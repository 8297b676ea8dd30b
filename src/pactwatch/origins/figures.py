"""Every figure of a document with what it measures and who is counted, whether or not a claim holds it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec.structs import replace

from pactwatch.data import read_toml
from pactwatch.model import Claim, Reading, Span
from pactwatch.origins.certainty import certainty_of
from pactwatch.origins.counted import is_base, nations_of, noun_of, phrase
from pactwatch.origins.types import Figure, Line
from pactwatch.origins.words import common, stem
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.mentions import ActorMention, QuantityMention
from pactwatch.reading.parse import parse
from pactwatch.reading.quantities import find_quantities
from pactwatch.reading.tree import Parsed, Sentence, Token

WEAK = frozenset({"article", "ordinal", "bare", "multiple", "duration"})
"""Ways of reading a figure that tell too little to compare: "a bomber", "the second visit", a number without a noun."""

RATE = " per "
"""What parts the unit of a rate from its period."""
PERIOD = re.compile(r"^(?:of [\w-]+ )?(?:an?|per|each|every) (hour|day|week|month|year)\b")
"""What makes a rate of the number before it: "barrels of oil a day"."""
SHARES = frozenset({"percent"})
"""Units of which nobody dies, whatever "fell" by them."""


@lru_cache(maxsize=1)
def _measures() -> dict[str, str]:
    table = read_toml("origins/words.toml")["measures"]
    return {stem(word): name for name, words in table.items() for word in words.split()}


def figures_of(
    parsed: Parsed, quantities: Sequence[QuantityMention], reading: Reading, actors: Sequence[ActorMention] = ()
) -> tuple[Figure, ...]:
    """Return the figures that count or measure something, in the order of the text."""
    return _found(parsed, quantities, {claim.quantity.span: claim for claim in reading.claims if claim.quantity}, actors)


def _found(
    parsed: Parsed, quantities: Sequence[QuantityMention], claims: Mapping[Span, Claim], actors: Sequence[ActorMention] = ()
) -> tuple[Figure, ...]:
    found = []
    wholes = {q.part_of for q in quantities}
    for q in quantities:
        if q.rule in WEAK or (q.low is None and q.high is None):
            continue
        sentence = parsed.sentences[q.sentence]
        if _is_ratio(sentence, q):
            continue
        verb = _verb(sentence, q)
        claim = claims.get(q.span) or next((c for span, c in claims.items() if _overlap(span, q.span)), None)
        found.append(Figure(
            span=q.span, line=q.sentence, low=q.low, high=q.high, comparator=q.comparator, unit=_unit(sentence, q),
            measure=_fate(sentence, q, verb), counted=_counted(sentence, q), verb=stem(verb.lemma) if verb else "",
            certainty=certainty_of(sentence, q.noun if q.noun is not None else q.number), vague=q.vague,
            part=q.part_of is not None or _is_included(sentence, q), base=q.span in wholes and is_base(sentence, q),
            nations=nations_of(sentence, q, [a for a in actors if a.sentence == q.sentence]), claim=claim.id if claim else None,
        ))  # fmt: skip
    return tuple(found)


def heading_figures(title: str | None, figures: Sequence[Figure], lines: Sequence[Line]) -> tuple[Figure, ...]:
    """Return the figures of a title, which headlines bend most; each stands at the figure of the text with its number.

    A title lies outside the text, so a figure that the text does not repeat is shown at the first sentence.
    """
    if not title or not lines:
        return ()
    parsed = parse(title, split_blocks(title))
    out = []
    for figure in _found(parsed, find_quantities(parsed), {}):
        same = next((f for f in figures if (f.low, f.high) == (figure.low, figure.high)), None)
        span, line, claim = (same.span, same.line, same.claim) if same else (lines[0].span, 0, None)
        out.append(replace(figure, span=span, line=line, claim=claim, heading=True))
    return tuple(out)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _unit(sentence: Sentence, q: QuantityMention) -> str:
    """Return the unit of a figure, the noun itself where the reading took an adjective before it for the noun."""
    noun = noun_of(sentence, q)
    unit = q.unit if noun == q.noun or q.noun is None else sentence.tokens[noun].lower
    rate = PERIOD.match(" ".join(t.lower for t in sentence.tokens[q.last + 1 : q.last + 5])) if RATE not in unit and unit else None
    return f"{unit}{RATE}{rate[1]}" if rate else unit


def _is_ratio(sentence: Sentence, q: QuantityMention) -> bool:
    """Say whether a number is only the base of a ratio: the four of "one in four", the ten of "three out of ten"."""
    before = sentence.tokens[max(0, q.number - 3) : q.number]
    words = [t.lower for t in before]
    return (words[-1:] == ["in"] and before[-2:-1] != [] and before[-2].pos == "NUM") or (
        words[-2:] == ["out", "of"] and before[0].pos == "NUM"
    )


def _verb(sentence: Sentence, q: QuantityMention) -> Token | None:
    start = q.noun if q.noun is not None else q.number
    if sentence.tokens[start].pos == "VERB":
        return sentence.tokens[start]
    return next((t for t in sentence.ancestors(start) if t.pos == "VERB"), None)


def _fate(sentence: Sentence, q: QuantityMention, verb: Token | None) -> str:
    if q.unit in SHARES:
        return ""
    fate = CASUALTIES if _is_of_several(sentence, q) else _measure(sentence, q, verb)
    return "" if fate in HARMS and stem(q.unit.partition(RATE)[0]) in _scales() else fate


@lru_cache(maxsize=1)
def _scales() -> frozenset[str]:
    return frozenset(stem(word) for word in read_toml("origins/words.toml")["scales"]["words"].split())


def _measure(sentence: Sentence, q: QuantityMention, verb: Token | None) -> str:
    """Return what happened to those counted: by the unit, then the words of the figure, then the verb and its object."""
    known = _measures()
    reach = 3 if q.part_of is not None or "of" in {sentence.tokens[i].lower for i in range(q.first, q.last + 1)} else 0
    own = [sentence.tokens[i] for i in range(q.first, min(q.last + 1 + reach, len(sentence.tokens)))]
    for token in own:
        if (named := known.get(stem(token.lower))) is not None:
            return named
    held = sentence.children(verb.i, "dobj", "nsubj", "nsubjpass") if verb is not None and q.noun is None else []
    if (named := next((fate for t in held if (fate := known.get(stem(t.lower)))), None)) is not None:
        return named  # "put the dead at 1,800"
    if (named := known.get(stem(q.unit))) is not None:
        return named
    start = q.noun if q.noun is not None else q.number
    for child in sentence.children(start, "acl", "relcl", "amod", "appos"):
        if (named := known.get(stem(child.lower)) or known.get(stem(child.lemma))) is not None:
            return named
    for token in sentence.ancestors(start):
        if token.pos in ("NOUN", "ADJ") and (named := known.get(stem(token.lower))) is not None:
            return named
        if token.pos == "VERB":
            break
    told = verb or next((t for t in sentence.ancestors(start) if t.lemma == "be"), None)
    return _by_verb(sentence, told) if told is not None else ""


CASUALTIES = "casualties"
HARMS = frozenset({"killed", "wounded"})
"""What happens to nobody by the tonne or barrel, whatever "fell" by them."""
HARMED = frozenset({"killed", "wounded", "captured", "missing"})
COUNTING = ("dobj", "nsubj", "nsubjpass", "nummod")
BEFORE, AFTER = 10, 4
"""Words before and after a figure among which two fates tell that it counts both."""


def _is_joined(sentence: Sentence, verb: Token, measure: str) -> bool:
    """Say whether another fate is joined to a verb's without a figure of its own: "killed or wounded" counts both together."""
    known = _measures()
    for other in sentence.children(verb.i, "conj"):
        fate = known.get(stem(other.lower)) or known.get(stem(other.lemma))
        counted = [k for t in sentence.children(other.i, *COUNTING) for k in (t, *sentence.children(t.i, "nummod"))]
        if fate is not None and fate != measure and not any(t.pos == "NUM" for t in counted):
            return True
    return False


def _is_of_several(sentence: Sentence, q: QuantityMention) -> bool:
    """Say whether a figure counts several fates together: "210 men, dead and wounded", "the number of dead and injured came to 58"."""
    known = _measures()
    noun = q.noun if q.noun is not None else q.number
    near = range(max(0, q.first - BEFORE), min(q.last + 1 + AFTER, len(sentence)))
    for i in near:
        fate, joint, other = (sentence.word_at(i + k) for k in range(3))
        one, two = known.get(stem(fate)), known.get(stem(other)) if joint in ("and", "or") else None
        if one in HARMED and two in HARMED and one != two and _is_about(sentence, q, noun, i):
            return True
    return False


def _is_about(sentence: Sentence, q: QuantityMention, noun: int, fate: int) -> bool:
    """Say whether a pair of fates is that of a figure: behind its noun, no other number between; or before it, over the one verb."""
    if fate > q.last:
        between = [sentence.tokens[i] for i in range(q.last + 1, fate)]
        return not any(t.pos in ("NUM", "VERB") and _measures().get(stem(t.lower)) is None for t in between)
    above = {t.i for t in sentence.ancestors(noun)}
    below = {t.i for t in sentence.ancestors(fate)}
    return fate < q.first and bool(above & below) and not any(sentence.tokens[i].pos == "NUM" for i in range(max(0, fate - 3), q.first))


def _by_verb(sentence: Sentence, verb: Token) -> str:
    known = _measures()
    for word in (verb.lower, verb.lemma):
        if (named := known.get(stem(word))) is not None:
            return CASUALTIES if _is_joined(sentence, verb, named) else named
    objects = sentence.children(verb.i, "dobj", "acomp", "attr", "oprd", "nsubjpass", "nsubj")
    if verb.lemma in ("lose", "cost", "suffer", "claim", "take"):
        if any(t.lemma in ("life", "live") for t in objects):
            return "killed"
        if any(t.lemma in ("wound", "injury") for t in objects):
            return "wounded"
    for token in objects:
        if token.dep in ("acomp", "attr", "oprd") and (named := known.get(stem(token.lower))) is not None:
            return named
    return ""


def _counted(sentence: Sentence, q: QuantityMention) -> tuple[str, ...]:
    """Return the stems of the noun phrase that is counted, its modifiers among them."""
    found = (stem(sentence.tokens[i].text) for i in phrase(sentence, q) if sentence.tokens[i].pos in ("NOUN", "PROPN", "ADJ", "VERB"))
    return tuple(dict.fromkeys(word for word in found if word not in common() or word == stem("people")))


def _is_included(sentence: Sentence, q: QuantityMention) -> bool:
    """Say whether a figure is told to be among another: "220 tanks, including 60 that were upgraded"."""
    return any(t.lower in ("including", "includes", "included") for t in sentence.tokens[max(0, q.first - 2) : q.first])

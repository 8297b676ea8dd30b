"""Quantities: every figure of a text with its bounds, unit, whole and change (reading/mentions.py: QuantityMention).

1. numbers      figures and number words of a sentence, ranges joined            reading/numbers.py
2. masks        dates, clock times, ages, designations, references fall away     reading/quantity_masks.py
3. cues         bounds and change words to the left and right                     reading/quantity_cues.py
4. units        money, percent, measures, the counted noun                        reading/quantity_units.py
5. wholes       "1,000 of an estimated 11,000": what a figure is a part of
6. ellipsis     "Jamaica sent 24, Belize two": the unit of the figure before

`rule` says which reading fired: count, money, percent, share, measure, duration, ordinal, multiple, vague, state,
article ("a bomber" = 1, weak), ellipsis, bare (no unit known), difference ("3,000 more than in May",
which counts nothing). A share's or percentage's `part_of` is its base figure.
"""

from __future__ import annotations

import re

from pactwatch.data import read_toml
from pactwatch.model import Comparator
from pactwatch.reading.harm_lists import joined, noun_of, state_list
from pactwatch.reading.mentions import QuantityMention
from pactwatch.reading.number_names import is_name_part
from pactwatch.reading.number_ranges import join_ranges
from pactwatch.reading.numbers import Number, find_numbers, has_number
from pactwatch.reading.quantity_cues import Cues, bounds, combine, left_cues, right_cues
from pactwatch.reading.quantity_line import Line, line_of
from pactwatch.reading.quantity_links import OF_PRONOUN, link_wholes, weak_figures
from pactwatch.reading.quantity_masks import ORDINAL_NOUNS, is_age, is_label, is_score, masks
from pactwatch.reading.quantity_units import (
    ABBREVIATIONS,
    STATES,
    Unit,
    counted_noun,
    hyphen_unit,
    is_time_unit,
    measure_joined,
    money,
    percent_after,
    plural,
    rate_after,
    unit_of,
)
from pactwatch.reading.tree import Parsed, Sentence

_BLIND_ONE = re.compile(r"(?:\b(?:this|no|any|every|each|which|another|either|neither|the|number)\s|-)$")
_ONE_FIXED = re.compile(
    r"\s?(?:another|by|can|could|should|must|may|might|would|thing|side|hand|who|'s|way|does|day|day's|point|or|to)\b"
    r"|\s+of the (?:most|few|largest|biggest|main|key|first|last|world|country|reasons)\b"
    r"|-(?:sided|way|time|off|on-|stop|man)"
)
_STATE = re.compile(
    r"(?:\s+(?:were|was|are|been|have|had|has|of|them|whom|reported|confirmed|seriously|badly|gravely|lightly|severely"
    rf"|critically|others|being|already))*\s+({'|'.join(STATES)})(?![a-z])"
)
_VERBS_WITH_OVER = frozenset(("hand", "roll", "take", "turn", "give", "sign", "pass", "make", "carry", "win"))
_HELD_AGAINST = re.compile(r"\b(?:than|short of|shy of) the\b")
"""What leads to a figure that another is held against rather than to a bound: "fewer than the 200 that Washington had forecast"."""
_DIFFERENCE = re.compile(
    r"\s?(?:%|per\s?cent)?\s*(?:(?!(?:to|and|or|from|of|for|in|by|with|but)\s)[a-z-]+\s){0,2}?"
    r"(?:more|fewer|less|higher|lower)\s(?:[a-z-]+\s){0,4}?than\b"
)
_FOR_OVER = re.compile(r"\b(?:for|of|lasting|took|takes|after|just|well|in)\s$")
_OF = re.compile(r"\s+of\s+")
_TOTAL_TO = re.compile(r"\b(?:total|number|toll|tally|count|figure|losses|sum|strength)\b[^.;\"]{0,32}\bto\s*$")
_PERCENT_TWIN = re.compile(r"(?P<gap>)\s(?:and|or)\s\d+(?:\.\d+)?\s?(?:%|per\s?cent)")
_CAPPED_AT = re.compile(r"\bcap(?:s|ped|ping)?\b[^.;]{0,60}\bat\s*$")
_PASSED = re.compile(r"\b(?:passed|crossed|topped|gone past|broken through|climbed past|risen past|(?:rose|went|moved|is|are) past)\s+(?:the\s)?$")
_COORDINATED = re.compile(r"\s+(?:[a-z-]+\s+){0,3}and\s+")
_BY_THE = re.compile(r"\bby the\s$")
_OF_SUM = re.compile(r",?\s(?:[a-z]+\s)?of (?:which|that|this|it)\b")
_MILLION = 1_000_000
_BILLION = 1e9
_DATED = re.compile(r"\s(?:last|next|this|that|earlier|later)\s")
_NUMBER_OF = re.compile(r"\b(?:number|total|count|tally|headcount)s? of\s")
_AMOUNTS = re.compile(
    r"\b(?:at|to|from|is|was|be|been|of|than|reach(?:es|ed)?|exceed(?:s|ed)?|hit|pass(?:es|ed)?|top(?:s|ped)?)(?:\s(?:the|some|only|just))?\s$"
)
_OF_MONEY = frozenset(read_toml("quantities/cues.toml")["spending"]["verbs"])
_FEW = 5
"""Words within which "the number of" names who fell."""
_REACH = 3
"""Sentences that an elliptic figure looks back over for its unit; farther ones rarely hold the thing counted."""


def find_quantities(parsed: Parsed) -> list[QuantityMention]:
    """Return every figure of the text in reading order, ranges as one; see the module's stages and rules."""
    found: list[QuantityMention] = []
    for sentence in parsed.sentences:
        earlier = [m for m in found[-12:] if sentence.index - m.sentence <= _REACH]
        found.extend(_sentence_quantities(sentence, earlier))
    return found


def _sentence_quantities(sentence: Sentence, earlier: list[QuantityMention]) -> list[QuantityMention]:
    """Return the figures of one sentence; `earlier` are those of the sentences before it, for ellipsis."""
    line = line_of(sentence)
    found: list[QuantityMention] = []
    if has_number(line.folded):
        numbers = _counting(line)
        for number in numbers:
            mention = _mention(line, number, (earlier + found[-8:])[-12:])
            if mention and not (found and mention.first <= found[-1].number):
                found.append(mention)
        link_wholes(line, found, earlier)
    found.extend(weak_figures(line, found))
    found.sort(key=lambda m: (m.span, m.number))
    return found


def _counting(line: Line) -> list[Number]:
    """Return the numbers of a sentence that may count something, ranges joined."""
    folded, blind = line.folded, masks(line.folded)
    kept = []
    for number in find_numbers(folded):
        if any(a < number.end and number.start < b for a, b in blind):
            continue
        if is_name_part(line, number) or is_label(folded, line.straight, number) or is_age(folded, line.straight, number):
            continue
        if _blocked(line, number):
            continue
        kept.append(number)
    return [n for n in join_ranges(folded, kept) if n.comparator == "between" or not is_score(folded, n)]


def _blocked(line: Line, number: Number) -> bool:
    """Say whether a number word is part of a fixed phrase, a name or a year rather than a count."""
    folded = line.folded
    word = folded[number.start : number.end]
    after = folded[number.end : number.end + 24]
    if word == "one":
        if after.startswith("-") and not _ONE_FIXED.match(after):
            return False
        return bool(_BLIND_ONE.search(folded[max(0, number.start - 10) : number.start]) or _ONE_FIXED.match(after))
    if number.kind == "ordinal":
        follower = re.match(r"[\s-]+([a-z']+)", after)
        return bool(follower and (follower[1] in ORDINAL_NOUNS or after.startswith("-")))
    if number.kind == "multiple":
        return word in ("double", "triple") and bool(
            re.match(r"[\s-]+[a-z]+", after) and not re.match(r"\s+(?:the|that|its|their|what|by|to|in)\b", after)
        )
    if number.plain and number.end - number.start == 4 and 1900 <= number.low < 2100:
        return not _counts_although_year(line, number)
    return bool(number.plain and folded[number.start] == "0" and number.end - number.start > 1)


def _counts_although_year(line: Line, number: Number) -> bool:
    """Say whether four bare digits that look like a year count the plural noun right after them ("2000 troops")."""
    token = line.token_at(number.start)
    tokens = line.sentence.tokens
    after = tokens[token + 1] if token + 1 < len(tokens) else None
    before = tokens[token - 1] if token else None
    if left_cues(line.folded, number.start).comparator not in (None, "exact"):
        return True
    plural_after = after is not None and after.tag in ("NNS", "NNPS") and tokens[token].dep == "nummod"
    return plural_after and not (before is not None and (before.pos in ("ADP", "DET", "PROPN") or before.tag == "POS"))


def _mention(line: Line, number: Number, before: list[QuantityMention]) -> QuantityMention | None:
    """Read one number with its cues and unit; None if it counts nothing after all."""
    amount = (
        money(line.folded, line.straight, number.start, number.end) if number.kind in ("cardinal", "vague") else None
    )
    left = left_cues(line.folded, amount[1] if amount else number.start)
    right = right_cues(line.folded, number.end)
    if amount:
        unit, rule = Unit(amount[0], max(amount[2], right.end)), "money"
    elif number.kind == "ordinal":
        return _ordinal(line, number)
    else:
        unit, rule = _unit(line, number, right)
        if rule == "none":
            return None
    last_cues = right_cues(line.folded, unit.end) if unit.end > right.end else right
    end = max(unit.end, right.end, last_cues.end if last_cues.comparator or last_cues.change else 0)
    name = unit.name
    if rule != "share" and (rate := rate_after(line.folded, end)):
        name, end = name + rate[0], rate[1]
    if not name and rule in ("bare", "part"):
        swarm = _swarm_noun(line, number) if rule == "bare" else None
        unit.noun = swarm if unit.noun is None else unit.noun
        if swarm is not None:
            name, rule = unit_of(line.sentence, swarm)[0], "vague"
        elif sum_of_money := _same_money(line, number, before):
            name, rule = sum_of_money, "money"
        elif counted := _number_of(line, left.start):
            name, rule = counted, "ellipsis"
        elif number.scale >= _BILLION:
            name = _last_money(line, number, before)
            rule = "money" if name else rule
        elif name := _elliptic_unit(before, subject=_is_subject(line, number, None)):
            rule = "ellipsis"
    if rule == "part" and right.comparator is None and (of := OF_PRONOUN.match(line.folded, number.end)):
        last_cues = right_cues(line.folded, of.end())
        last_cues.end = end if last_cues.comparator is None else last_cues.end
    cue = _cue(line, left, number, rule, before)
    if cue is None and left.comparator in ("more_than", "less_than") and left.change is None:
        left.start = amount[1] if amount else number.start
    comparator = combine(number.comparator, cue, right.comparator, last_cues.comparator)
    low, high = bounds(number.low, number.high, comparator)
    change = left.change or right.change or last_cues.change
    if change is None and _TOTAL_TO.search(line.before(left.start)):
        change = "stock"
    first, last = line.token_at(left.start), line.token_at(max(end, number.end) - 1)
    return QuantityMention(
        sentence=line.sentence.index,
        first=first,
        last=last,
        number=line.token_at(number.end - 1),
        span=line.sentence.span(first, last),
        low=low,
        high=high,
        comparator=comparator,
        unit=name,
        noun=unit.noun,
        subject=_is_subject(line, number, unit.noun),
        vague=number.kind == "vague" or (number.scale == 12 and comparator == "more_than"),
        change=change,
        rule=_rule(line, number, rule),
    )


def _swarm_noun(line: Line, number: Number) -> int | None:
    """Return what comes "by the thousands": the object of the verb that this hangs on, else the subject of it."""
    if number.kind != "vague" or not _BY_THE.search(line.before(number.start, 12)):
        return None
    sentence = line.sentence
    verb = next((t for t in sentence.ancestors(line.token_at(number.start)) if t.pos == "VERB"), None)
    if verb is None:
        return None
    found = sentence.child(verb.i, "dobj") or sentence.child(verb.i, "nsubj", "nsubjpass")
    return found.i if found is not None and found.tag in ("NNS", "NNPS", "NN") else None


def _rule(line: Line, number: Number, rule: str) -> str:
    """Return the rule's name; "the two countries" is definite: it names rather than counts; "ten fewer than in April" is a difference."""
    if _DIFFERENCE.match(line.folded, number.end) and rule not in ("duration", "multiple"):
        return "difference"
    if rule == "count" and number.kind == "vague":
        return "vague"
    small = number.low < 10 and line.folded[number.start].isalpha()
    if rule == "count" and small and re.search(r"\b(?:the|both|these|those|its|their)\s$", line.before(number.start)):
        return "definite"
    return rule


def _cue(line: Line, left: Cues, number: Number, rule: str, before: list[QuantityMention]) -> Comparator | None:
    """Return the bound that the words left of a figure set.

    "over six years" is a period, and the "over" of "handed over 12" belongs to its verb; "some 10,000 rockets and 400
    missiles" are both rough; what is "capped at" a figure is at most that.
    """
    folded = line.folded
    if left.comparator == "more_than" and folded.startswith("over ", left.start):
        token = line.sentence.tokens[line.token_at(left.start)]
        verb = line.sentence.tokens[token.i - 1] if token.i else token
        if (token.dep == "prt" and verb.lemma in _VERBS_WITH_OVER) or verb.lemma == "hand":
            return None
        if rule == "duration" and not _FOR_OVER.search(line.before(left.start)):
            return None
    if left.comparator in ("more_than", "less_than") and _HELD_AGAINST.search(folded[left.start : number.start]):
        return None
    if left.comparator == "about" and number.kind == "multiple":
        return None
    if left.comparator is None and _CAPPED_AT.search(line.before(left.start)):
        return "at_most"
    if left.comparator is None and rule in ("bare", "ellipsis") and _PASSED.search(line.before(left.start)):
        return "more_than"
    last = before[-1] if before and before[-1].sentence == line.sentence.index else None
    if left.comparator is None and last and last.comparator == "about" and rule in ("count", "bare", "ellipsis"):
        gap = folded[line.ends[last.number] : number.start]
        return "about" if _COORDINATED.fullmatch(gap) else None
    return left.comparator


def _unit(line: Line, number: Number, right: Cues) -> tuple[Unit, str]:
    """Return what a number counts and the rule that says so; rule "none" drops the number."""
    folded, sentence = line.folded, line.sentence
    end = percent_after(folded, number.end)
    if end is None and (twin := _PERCENT_TWIN.match(folded, number.end)):
        return Unit("percent", twin.end("gap")), "percent"
    if end is not None or number.kind == "share":
        end = end or number.end
        base = _of_noun(line, end)
        return Unit("percent", end, base), "percent" if number.kind != "share" else "share"
    if number.kind == "multiple":
        return Unit("times", number.end), "multiple"
    if number.kind == "vague" and folded.startswith("decades", number.start):
        return Unit("years", number.end), "duration"
    if measure := measure_joined(folded, number.end):
        return Unit(measure[0], measure[1]), "measure" if measure[0] else "none"
    after = line.token_from(max(number.end, right.end))
    hyphen = hyphen_unit(sentence, line.token_from(number.end)) if right.comparator is None else None
    if hyphen is not None:
        if hyphen < 0:
            return Unit("", number.end), "none"
        name = plural(sentence.tokens[hyphen].lower.removesuffix("s"))
        return Unit(name, line.ends[hyphen], hyphen), "duration" if is_time_unit(sentence.tokens[hyphen]) else "measure"
    if OF_PRONOUN.match(folded, number.end):
        return Unit("", number.end), "part"
    if match := _OF.match(folded, max(number.end, right.end)):
        return _of_unit(line, number, match.end())
    if state := _STATE.match(folded, number.end):
        token = line.token_at(state.start(1))
        last, names = state_list(line.sentence, token)
        return Unit(joined(names | {STATES[state[1]]}), line.ends[last], token), "state"
    noun = counted_noun(sentence, after - 1) if after and not _DATED.match(folded, max(number.end, right.end)) else None
    if noun is None or noun < after:
        return Unit("", number.end), "bare"
    return _noun_unit(line, noun)


def _noun_unit(line: Line, noun: int) -> tuple[Unit, str]:
    """Return the unit of a counted noun."""
    token = line.sentence.tokens[noun]
    if token.lower in ABBREVIATIONS:
        return Unit(ABBREVIATIONS[token.lower], line.ends[noun], noun), "measure"
    name, last = unit_of(line.sentence, noun)
    if noun_of(token) and (listed := state_list(line.sentence, noun))[0] > noun:
        return Unit(joined(listed[1]), line.ends[listed[0]], noun), "count"
    return Unit(name, line.ends[last], noun), "duration" if is_time_unit(token) else "count"


def _of_noun(line: Line, end: int) -> int | None:
    """Return the noun after an "of" that follows at `end` (the base of a share), or None."""
    match = _OF.match(line.folded, end)
    return _run_noun(line, match.end()) if match else None


def _run_noun(line: Line, offset: int) -> int | None:
    """Return the counted noun of the noun phrase that begins at `offset`, its determiners skipped."""
    tokens = line.sentence.tokens
    token = line.token_from(offset)
    while token < len(tokens) and (
        tokens[token].pos in ("DET", "NUM")
        or tokens[token].tag == "PRP$"
        or tokens[token].lower in ("other", "those", "about", "some", "estimated", "roughly")
    ):
        token += 1
    return counted_noun(line.sentence, token - 1) if 0 < token < len(tokens) else None


def _of_unit(line: Line, number: Number, offset: int) -> tuple[Unit, str]:
    """Return the unit of "dozens of X", "two of the X", "1,000 of an estimated 11,000 X"."""
    noun = _run_noun(line, offset)
    group = number.kind == "cardinal" and line.folded.startswith(("the ", "its ", "their ", "that ", "this "), offset)
    if noun is None or (group and line.sentence.tokens[noun].tag == "NN" and number.low > 1):
        return Unit("", number.end), "part"
    unit, rule = _noun_unit(line, noun)
    figure_between = any(
        n.start < unit.end for n in find_numbers(line.folded[offset : unit.end]) if n.kind == "cardinal"
    )
    if figure_between:
        unit.end = number.end
    return unit, rule


def _ordinal(line: Line, number: Number) -> QuantityMention | None:
    """Read an ordinal as an exact count: "the 17th drawdown", "his third visit", "the launch was the fourth"."""
    tokens = line.sentence.tokens
    token = line.token_at(number.end - 1)
    noun = counted_noun(line.sentence, token)
    if noun is not None and noun <= token:
        noun = None
    end = line.ends[noun] if noun is not None else number.end
    if noun is None:
        noun = _ordinal_subject(line.sentence, token)
        if noun is None:
            return None
    name = unit_of(line.sentence, noun)[0]
    if is_time_unit(tokens[noun]) or tokens[noun].lower in ORDINAL_NOUNS:
        return None
    first, last = line.token_at(number.start), line.token_at(end - 1)
    rule = "ordinal-first" if number.low == 1 else "ordinal"
    return QuantityMention(
        sentence=line.sentence.index,
        first=first,
        last=last,
        number=token,
        span=line.sentence.span(first, last),
        low=number.low,
        high=number.low,
        comparator="exact",
        unit=name,
        noun=noun,
        rule=rule,
    )


def _ordinal_subject(sentence: Sentence, token: int) -> int | None:
    """Return the noun that a lone ordinal counts: the subject of "was the fourth", the head of ", its sixteenth,"."""
    tokens = sentence.tokens
    head = tokens[tokens[token].head]
    if tokens[token].dep == "attr":
        subject = sentence.child(head.i, "nsubj", "nsubjpass")
        return subject.i if subject and subject.pos == "NOUN" else None
    if tokens[token].dep == "appos" and head.pos == "NOUN":
        return head.i
    return None


def _is_subject(line: Line, number: Number, noun: int | None) -> bool:
    """Say whether what a number counts, or the number alone, is a subject ("A further 60 are due")."""
    return line.sentence.tokens[line.token_at(number.end - 1) if noun is None else noun].dep in ("nsubj", "nsubjpass")


def _same_money(line: Line, number: Number, before: list[QuantityMention]) -> str:
    """Return the currency of a bare number that goes on about a sum of its sentence: "38 million euros, of which it paid 11 million"."""
    last = before[-1] if before and before[-1].sentence == line.sentence.index else None
    if last is None or last.rule != "money":
        return ""
    gap = line.folded[line.ends[last.number] : number.start]
    return last.unit if _OF_SUM.search(gap) or (number.scale >= _MILLION and (last.high or 0.0) >= _MILLION) else ""


def _last_money(line: Line, number: Number, before: list[QuantityMention]) -> str:
    """Return the currency of the last sum of this sentence or the one before it, for a bare number of billions under a verb of money."""
    above = [t.lemma for t in line.sentence.ancestors(line.token_at(number.start)) if t.pos in ("VERB", "AUX")][:1]
    last = next((m for m in reversed(before) if m.rule == "money"), None)
    near = last is not None and line.sentence.index - last.sentence <= 1
    return last.unit if last is not None and near and above and above[0] in _OF_MONEY else ""


def _number_of(line: Line, start: int) -> str:
    """Return what a bare number counts that says how many of something there are: "put the number of soldiers killed at 2,000"."""
    if not _AMOUNTS.search(line.before(start)):
        return ""
    last = max((match.end() for match in _NUMBER_OF.finditer(line.folded, 0, start)), default=None)
    noun = None if last is None else _run_noun(line, last)
    if noun is None or line.ends[noun] > start:
        first = line.token_from(last) if last is not None else len(line.sentence.tokens)
        fallen = [t for t in line.sentence.tokens[first : first + _FEW] if t.lower in STATES and line.ends[t.i] <= start]
        return STATES[fallen[-1].lower] if fallen else ""  # "the number of North Korean dead at around 2,300"
    return STATES.get(line.sentence.tokens[noun].lower) or unit_of(line.sentence, noun)[0]


def _elliptic_unit(before: list[QuantityMention], *, subject: bool) -> str:
    """Return the unit of the nearest earlier count, "" if there is none; a number that is a subject goes on about a subject."""
    counts = [m for m in before if m.rule in ("count", "vague", "state", "ellipsis", "measure") and m.unit not in ("", "countries")]
    if not counts:
        return ""
    of_its_sentence = [m for m in counts if m.sentence == counts[-1].sentence]
    alike = [m for m in of_its_sentence if m.subject] if subject else []
    return (alike or counts)[-1].unit

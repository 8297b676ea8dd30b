"""What a figure counts: money, percent, measures, and the counted noun by the tree or by the words that follow."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pactwatch.data import read_toml
from pactwatch.reading.tree import Sentence, Token

_DATA = read_toml("quantities/units.toml")
_NOUNS: dict[str, str] = _DATA["nouns"]
_COMPOUNDS: dict[str, str] = _DATA["compounds"]
STATES: dict[str, str] = _DATA["states"]
_PARTITIVES: dict[str, str] = _DATA["partitives"]
_MILITARY = frozenset(_DATA["military"]["words"])
_PLURALS: dict[str, str] = _DATA["irregular_plurals"]
_SINGULARS = {plural: singular for singular, plural in _PLURALS.items()}
_MODELS: list[tuple[re.Pattern[str], str]] = [(re.compile(pattern), unit) for unit, pattern in _DATA["models"].items()]
ABBREVIATIONS: dict[str, str] = _DATA["abbreviations"]
_CALIBRES = frozenset(_DATA["calibres"]["words"])
TIME_UNITS = frozenset(_DATA["time_units"]["words"])
_HYPHENATED = frozenset(_DATA["hyphenated"]["words"]) | TIME_UNITS
_SYMBOLS: dict[str, str] = _DATA["currency_symbols"]
_CODES = frozenset(_DATA["currency_codes"]["codes"])
CURRENCIES = _CODES | frozenset(_SYMBOLS.values())
"""ISO 4217 codes of the currencies known."""
_WORDS: dict[str, str] = _DATA["currency_words"]
_RATES: dict[str, str] = _DATA["rates"]
_COLLECTIVES = frozenset(_DATA["collectives"]["words"])
_MEMBERS, _BODIES = frozenset(_DATA["members"]["words"]), frozenset(_DATA["members"]["bodies"])


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda word: (-len(word), word)))


_SYMBOL_BEFORE = re.compile(rf"({_alternatives(list(_SYMBOLS))})\s?$")
_CODE_BEFORE = re.compile(r"(?<![A-Za-z])([A-Z]{3})\s?$")
_CODE_AFTER = re.compile(r"\s?([A-Z]{3})(?![A-Za-z])")
_WORD_AFTER = re.compile(rf"[\s-]?({_alternatives(list(_WORDS))})s?(?![a-z])")
_SYMBOL_AFTER = re.compile(r"\s?([€£₽₴₩])")
_PERCENT = re.compile(r"[\s-]?(?:%|per\s?cent(?:age\s+points?)?|percentage\s+points?|pct\b|pc\b)")
_RATE = re.compile(rf"(?:\s+(?:apiece|each|each person|off|in [a-z]+))?[\s,]+({_alternatives(list(_RATES))})(?![a-z])")
_SINCE = re.compile(r"\s(?:ago|earlier|before|later|previously|ahead)\b")
_JOINED = re.compile(r"(km|kms|kg|kt|ha|ft|lbs?|mph|kph|mw|gw|bpd|nm|hrs?|mins?|yrs?|m|t)(?![a-z])(2|²)?")
_CALIBRE = re.compile(r"[\s-]?(?:mm|cm|millimet(?:er|re)s?|calib(?:er|re)|inch)(?![a-z])")


@dataclass(slots=True)
class Unit:
    """A unit as found: its name, the counted noun's token (if any), and the offset after its last word."""

    name: str
    end: int
    noun: int | None = None
    kind: str = "count"


def percent_after(folded: str, end: int) -> int | None:
    """Return the offset after a percent sign or word at `end`, or None."""
    match = _PERCENT.match(folded, end)
    return match.end() if match else None


def money(folded: str, straight: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Return (ISO 4217 code, start, end) if the figure between `start` and `end` is an amount of money."""
    if match := _SYMBOL_BEFORE.search(folded, max(0, start - 4), start):
        return _SYMBOLS[match[1]], match.start(), _currency_word_end(folded, end)
    if (match := _CODE_BEFORE.search(straight, max(0, start - 5), start)) and match[1] in _CODES:
        return match[1], match.start(), end
    if (match := _CODE_AFTER.match(straight, end)) and match[1] in _CODES:
        return match[1], start, match.end()
    if match := _SYMBOL_AFTER.match(folded, end):
        return _SYMBOLS[match[1]], start, match.end()
    if match := _WORD_AFTER.match(folded, end):
        return _WORDS[" ".join(match[1].split())], start, match.end()
    if match := re.compile(r"\s(?:of|in)\s(us dollars|dollars|euros)\b").match(folded, end):
        return _WORDS[match[1].removesuffix("s")], start, match.end()
    return None


def _currency_word_end(folded: str, end: int) -> int:
    match = _WORD_AFTER.match(folded, end)
    return match.end() if match else end


def rate_after(folded: str, end: int) -> tuple[str, int] | None:
    """Return (" per month", its end) when a rate follows at `end`, or None."""
    match = _RATE.match(folded, end)
    if match is not None and _SINCE.match(folded, match.end()):
        return None  # "up from about 15,000 a year ago"
    return (f" per {_RATES[' '.join(match[1].split())]}", match.end()) if match else None


def measure_joined(folded: str, end: int) -> tuple[str, int] | None:
    """Return the measure written against a figure ("10km"); "152mm" is a calibre and gives ("", end)."""
    if _CALIBRE.match(folded, end):
        return "", end
    if folded[end : end + 1].isalpha():
        if match := _JOINED.match(folded, end):
            short = {"m": "metres", "t": "tonnes"}.get(match[1]) or ABBREVIATIONS[
                match[1].rstrip("s") if match[1] not in ABBREVIATIONS else match[1]
            ]
            return ("square " if match[2] else "") + short, match.end()
        return "", end
    return None


def plural(word: str) -> str:
    """Return the plural of an English noun in lower case."""
    if word in _PLURALS:
        return _PLURALS[word]
    if word in _SINGULARS:
        return word
    if word.endswith("man") and word not in ("german", "human", "roman", "ottoman"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"


def _plural_of(token: Token) -> str:
    """Return a token's noun in the plural: as written if it is one."""
    named = token.tag == "NNP" and token.lower.endswith("s") and not token.lower.endswith("ss")
    if token.tag in ("NNS", "NNPS") or named or token.lower in _SINGULARS:
        return token.lower
    return plural(token.lower)


def is_time_unit(token: Token) -> bool:
    """Say whether a token is a unit of time (in singular or plural)."""
    return token.lower.removesuffix("s") in TIME_UNITS


def counted_noun(sentence: Sentence, last: int) -> int | None:
    """Return the token of the noun that the number ending at token `last` counts, or None.

    The tree decides where it hangs the number on a noun to its right; else the run of nominal words that follows.
    """
    tokens = sentence.tokens
    run = _run_head(tokens, last + 1)
    head = tokens[last]
    for _ in range(2):
        head = tokens[head.head]
        if (
            head.i > last
            and head.pos in ("NOUN", "PROPN")
            and head.lower not in _CALIBRES
            and tokens[last].dep in ("nummod", "quantmod", "compound", "amod", "det", "nmod", "advmod")
        ):
            break
    else:
        return run
    if run is None:
        return head.i if head.i - last <= 3 and not _broken(tokens, last + 1, head.i) else None
    if head.dep in ("nmod", "compound") and head.i < head.head <= run:
        head = tokens[head.head]  # "300 textile and garment workers"
    return head.i if head.i <= run and not is_time_unit(head) else run


_WHEN = frozenset(("last", "next", "this", "each", "every", "earlier", "later"))
_STOP = frozenset(("PUNCT", "ADP", "AUX", "PRON", "SCONJ", "CCONJ", "PART", "INTJ"))


def _broken(tokens: list[Token], first: int, last: int) -> bool:
    return any(tokens[i].pos in _STOP and tokens[i].text != "-" for i in range(first, last))


def _run_head(tokens: list[Token], first: int) -> int | None:
    """Return the last noun of the nominal run that begins at token `first`."""
    found: int | None = None
    i = first
    while i < len(tokens) and i - first < 9:
        token = tokens[i]
        if token.pos in ("NOUN", "PROPN"):
            if found is not None and (
                is_time_unit(tokens[found]) or (token.ent == "DATE" and tokens[found].ent != "DATE")
            ):
                break
            if token.lower not in _CALIBRES and any(char.isalpha() for char in token.text):
                found = i
        elif token.pos == "VERB":
            follower = tokens[i + 1] if i + 1 < len(tokens) else None
            if follower is not None and follower.lower in _WHEN:
                break
            if found is not None and not (
                follower
                and token.tag in ("VBN", "VBG")
                and token.head > i
                and tokens[token.head].pos in ("NOUN", "PROPN")
                and token.dep == "amod"
            ):
                break
            if not (follower and follower.pos in ("NOUN", "PROPN", "ADJ") and token.tag in ("VBN", "VBG")):
                break
        elif (token.text == '"' and i == first) or (token.lower in ("and", "or") and found == i - 1 and _qualifies_too(tokens, found)):
            pass
        elif token.text in ("-", "/", "&") or token.tag in ("POS", "HYPH"):
            if token.tag == "POS":
                found = None
        elif token.pos == "ADJ" and found is not None and token.head < i:
            break
        elif (token.pos == "CCONJ" and found is None and i > first and tokens[i - 1].pos == "ADJ") or (
            token.text == ","
            and found is None
            and i > first
            and tokens[i - 1].pos == "ADJ"
            and token.i + 1 < len(tokens)
            and tokens[i + 1].pos == "ADJ"
        ):
            pass
        elif token.pos not in ("ADJ", "NUM", "SYM", "X") and not (
            token.pos == "ADV" and found is None and i + 1 < len(tokens) and tokens[i + 1].pos in ("ADJ", "VERB")
        ):
            break
        i += 1
    return found


def _qualifies_too(tokens: list[Token], noun: int) -> bool:
    """Say whether a singular noun before "and" qualifies, with the next one, what is counted: "300 construction and shipyard workers"."""
    lemma = _lemma(tokens[noun])
    if tokens[noun].tag != "NN" or lemma in _NOUNS or tokens[noun].lower in _COLLECTIVES or noun + 3 >= len(tokens):
        return False
    second, third = tokens[noun + 2 : noun + 4]
    return second.tag in ("NN", "JJ") and third.tag == "NNS" and third.head != second.i


def unit_of(sentence: Sentence, noun: int) -> tuple[str, int]:
    """Return (unit name, last token) for the counted noun at token `noun`, its partitive "of" included."""
    tokens = sentence.tokens
    token = tokens[noun]
    lemma = _lemma(token)
    name = _NOUNS.get(lemma, "")
    before = tokens[noun - 1].lower if noun else ""
    if lemma == "fighter" and any(_model(t, "") == "aircraft" for t in tokens[max(0, noun - 3) : noun]):
        return "aircraft", noun
    if compound := _COMPOUNDS.get(f"{before} {lemma}"):
        return compound, noun
    if role := _PARTITIVES.get(lemma):
        after = _partitive(sentence, noun, role)
        if after:
            return after
    if not name and (model := _model(token, before)):
        return model, noun
    if not name and _is_people(token):
        return "people", noun
    if before in ("square", "cubic"):
        return f"{before} {name or _plural_of(token)}", noun
    return name or _plural_of(token), noun


def _lemma(token: Token) -> str:
    lower = token.lower
    return _SINGULARS.get(lower) or (
        token.lemma if token.lemma and token.tag in ("NN", "NNS") else lower.removesuffix("s")
    )


def _partitive(sentence: Sentence, noun: int, role: str) -> tuple[str, int] | None:
    """Read "pieces of equipment", "rounds of launches", "members of the armed forces"."""
    tokens = sentence.tokens
    if noun + 2 >= len(tokens) or tokens[noun + 1].lower != "of":
        return None
    start = noun + 2
    while start < len(tokens) - 1 and tokens[start].pos == "DET":
        start += 1
    inner = _run_head(tokens, start)
    if inner is None:
        return None
    if role == "military":
        return (
            ("troops", noun)
            if any(tokens[i].lower.removesuffix("s") in _MILITARY for i in range(start, inner + 1))
            else None
        )
    if role == "after":
        word = _plural_of(tokens[inner])
        return (STATES.get(word, "wounded" if word.startswith("wounding") else word), inner)
    return f"{_plural_of(tokens[noun])} of {tokens[inner].lower}", inner


def _model(token: Token, before: str) -> str | None:
    """Return the unit of an equipment designation ("F-16s", "T-72"), or None."""
    if token.pos != "PROPN" and not token.text[:1].isupper() and not any(char.isdigit() for char in token.text):
        return None
    for pattern, unit in _MODELS:
        if pattern.fullmatch(token.lower) or pattern.fullmatch(f"{before}{token.lower}"):
            return unit
    return None


def names_model(before: Token, figure: str) -> bool:
    """Say whether a name and the figure after it are one designation ("Leopard 2", "Su 35", "Lancet 3")."""
    if before.pos != "PROPN" or before.tag == "NNPS":
        return False
    word = before.lower
    if len(figure) == 1 and any(pattern.fullmatch(word) for pattern, _ in _MODELS):
        return True
    return any(pattern.fullmatch(f"{word}-{figure}") or pattern.fullmatch(f"{word}{figure}") for pattern, _ in _MODELS)


def _is_people(token: Token) -> bool:
    """Say whether a token names people by nation ("Colombians", "North Koreans")."""
    return token.ent == "NORP" and token.text[:1].isupper() and token.lower.endswith(("s", "ese", "ish", "ch"))


_ARTICLES = frozenset(_DATA["articles"]["words"])


def may_be_one(token: Token) -> bool:
    """Say whether "a" or "an" before this noun may count one thing or person."""
    return token.tag in ("NN", "NNP") and (_lemma(token) in _ARTICLES or token.lower in _ARTICLES)


def hyphen_unit(sentence: Sentence, after: int) -> int | None:
    """Return the noun token joined by a hyphen to the number before token `after`, if it counts ("four-day")."""
    tokens = sentence.tokens
    if after + 1 < len(tokens) and tokens[after].text in ("-", "–") and tokens[after].end == tokens[after + 1].start:
        noun = tokens[after + 1]
        if noun.lower in _MEMBERS and sentence.word_at(after + 2) in _BODIES and sentence.word_at(after + 3) != "of":
            return -1  # "the 27-nation bloc"
        return noun.i if noun.lower in _HYPHENATED or noun.lower.removesuffix("s") in _HYPHENATED else -1
    return None

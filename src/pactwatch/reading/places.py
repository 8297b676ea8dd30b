"""Places: names with country, coordinates and the precision that the coordinates stand for.

1. names       the gazetteer's names, the longest at each place; states, regions, sites, cities
2. sorts       "Kursk region" is the division, "eastern Ukraine" a part, "Nyala airport" a site
3. ambiguity   a name that is a city and its division takes the division's coordinates and says what else it may be
4. unknown     entities and objects of "in" or "near" that no table has, without coordinates
"""

from __future__ import annotations

from dataclasses import replace

from pactwatch.reading.actor_heads import match_head
from pactwatch.reading.actor_register import noun_kinds, register
from pactwatch.reading.gazetteer import Pieces, pieces_of
from pactwatch.reading.mentions import PlaceMention
from pactwatch.reading.place_gazetteer import (
    Site,
    alternatives,
    cities,
    city_length,
    division_of,
    named_places,
    place_words,
    usual_site,
)
from pactwatch.reading.tree import Parsed, Sentence, Token

ENTITIES = frozenset({"GPE", "LOC", "FAC"})
WHERE = frozenset({"in", "near", "outside", "around", "inside"})
SHORT = 5
UNKNOWN = Site("", None, None, None, "unknown")


def find_places(parsed: Parsed) -> list[PlaceMention]:
    """Return the places named in `parsed`, sorted by sentence and first token; no two overlap."""
    return [place for sentence in parsed.sentences for place in sentence_places(sentence)]


def sentence_places(sentence: Sentence) -> list[PlaceMention]:
    """Return the places of one sentence in order."""
    pieces = pieces_of(sentence)
    found: list[PlaceMention] = []
    at = 0
    while at < len(pieces.keys):
        taken, sites = _match(pieces, at)
        if sites and _is_place(sentence, pieces, at, taken, sites):
            found.append(_known(sentence, pieces, at, taken, sites))
            while at < len(pieces.keys) and pieces.tokens[at] <= found[-1].last:
                at += 1
            continue
        at += max(taken, 1)
    taken_tokens = {i for place in found for i in range(place.first, place.last + 1)}
    found.extend(_unknown(sentence, pieces, taken_tokens))
    return sorted(found, key=lambda place: place.first)


def _match(pieces: Pieces, at: int) -> tuple[int, tuple[Site, ...]]:
    """Return the longest name at piece `at`: its number of pieces and its sites."""
    named, length = named_places().match(pieces, at)
    size = city_length(pieces, at)
    if named and length >= size:
        return length, named.values
    if size:
        return size, cities(" ".join(pieces.keys[at : at + size]))
    return 1, ()


def _is_place(sentence: Sentence, pieces: Pieces, at: int, taken: int, sites: tuple[Site, ...]) -> bool:
    """Say whether a name found is used as a place's: not as a person's, a unit's or an acronym."""
    first, last = pieces.tokens[at], pieces.tokens[at + taken - 1]
    word = pieces.words[at]
    tokens = sentence.tokens
    if taken == 1 and word.isupper() and len(word) <= SHORT and not pieces.capitals and not _is_acronym(word, sites):
        return False
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.lower in place_words()["not_after"]:
        return False
    if tokens[first].ent != "PERSON":
        return True
    before = tokens[first - 1] if first else None
    goes_on = after is not None and after.ent == "PERSON" and not after.ent_start
    came = before is not None and before.ent == "PERSON" and not tokens[first].ent_start
    name = " ".join(pieces.words[at : at + taken])
    from_table = not named_places().get(name) and not any(e.form == "seat" for e in register().get(name))
    return not (goes_on or came or from_table)


def _is_acronym(word: str, sites: tuple[Site, ...]) -> bool:
    """Say whether a word in capitals is a place's short name ("UK", "DMZ")."""
    return "." in word or sites[0].precision in ("country", "region", "sea") or not sites


def _known(sentence: Sentence, pieces: Pieces, at: int, taken: int, sites: tuple[Site, ...]) -> PlaceMention:
    """Return the mention of a name of the gazetteer, with the words around it that tell its sort."""
    key = " ".join(pieces.keys[at : at + taken])
    first, last = pieces.tokens[at], pieces.tokens[at + taken - 1]
    site = _in_named_country(sentence, last, sites)
    others: tuple[str, ...] = ()
    tail, sort = _tail(sentence, last)
    if site.precision == "country" and sort is not None and sentence.tokens[tail].text[0].isupper():
        tail, sort = last, None
    if sort == "regions" and site.precision == "city":
        division = division_of(key)
        site = division or replace(site, precision="admin1")
    elif sort is None:
        others = alternatives(key, sites)
        site = usual_site(key, site)
    if sentence.tokens[first].lower == "the" and first < last:
        first += 1
    start = _start(sentence, first)
    if start < first and sentence.tokens[start].lower in place_words()["directions"]:
        site = replace(site, lat=None, lon=None, precision="region")
    return _mention(sentence, start, tail, site, others)


def _in_named_country(sentence: Sentence, last: int, sites: tuple[Site, ...]) -> Site:
    """Return the site in the country named right after it: "Portland (Great Britain)", "Tripoli, Lebanon"."""
    tokens = sentence.tokens
    if last + 2 >= len(tokens) or tokens[last + 1].text not in ("(", ",") or sites[0].precision == "country":
        return sites[0]
    rest = tokens[last + 2 : last + 6]
    names = (" ".join(t.text for t in rest[:n]) for n in range(len(rest), 0, -1))
    country = next((s.country for name in names for s in named_places().get(name) if s.precision == "country"), None)
    if country is None or country == sites[0].country:
        return sites[0]
    for site in sites:
        if site.country == country:
            return site
    return Site(sites[0].name, country, None, None, "city") if tokens[last + 1].text == "(" else sites[0]


def _tail(sentence: Sentence, last: int) -> tuple[int, str | None]:
    """Return the last token of the name with "region" or "air base" after it, and which of the two it was."""
    tokens, words = sentence.tokens, place_words()
    at = last + 1
    while at < len(tokens) and at - last <= 2 and tokens[at].lower in words["site_modifiers"]:
        at += 1
    if at >= len(tokens):
        return last, None
    if at == last + 1 and tokens[at].lower in words["regions"]:
        return at, "regions"
    return (at, "sites") if tokens[at].lower in words["sites"] else (last, None)


def _start(sentence: Sentence, first: int) -> int:
    """Return the first token of the name with "eastern" or "the port of" before it."""
    tokens, words = sentence.tokens, place_words()
    if first and tokens[first - 1].lower in words["directions"]:
        return first - 1
    if first > 2 and tokens[first - 1].text == "-" and tokens[first - 3].text == "-":
        return first
    if first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in words["heads"]:
        return first - 2
    return first


def _unknown(sentence: Sentence, pieces: Pieces, taken: set[int]) -> list[PlaceMention]:
    """Return entities of place, and capitalised objects of "in" or "near", that no table has."""
    actors = {i for match in register().find(pieces) for i in range(match.first, match.last + 1)}
    found: list[PlaceMention] = []
    for first, last in _entities(sentence):
        cover = set(range(first, last + 1))
        if cover & (taken | actors):
            continue
        taken |= cover
        found.append(_mention(sentence, first, last, UNKNOWN, ()))
    return found


def _entities(sentence: Sentence) -> list[tuple[int, int]]:
    """Return the token ranges that may be unknown places, in order."""
    tokens, spans = sentence.tokens, []
    i = 0
    while i < len(tokens):
        last = i
        if tokens[i].ent in ENTITIES and tokens[i].text[0].isalnum():
            while last + 1 < len(tokens) and tokens[last + 1].ent == tokens[i].ent and not tokens[last + 1].ent_start:
                last += 1
            end = last
            first = i
            while first < end and tokens[first].pos == "DET":
                first += 1
            while end > first and not tokens[end].text[0].isalnum():
                end -= 1
            if end > first and tokens[end].tag == "POS":
                end -= 1
            common = tokens[end].lower in noun_kinds() or tokens[end].lower in place_words()["directions"]
            if not common and any(t.text[0].isupper() for t in tokens[first : end + 1]):
                spans.append((first, end))
        elif _is_object_of_where(tokens, i):
            spans.append((i, i))
        i = last + 1
    return spans


def _is_object_of_where(tokens: list[Token], i: int) -> bool:
    """Say whether token `i` is a capitalised name right after "in" or "near" that no other entity has."""
    token = tokens[i]
    return (
        i > 0 and token.pos == "PROPN" and token.dep == "pobj" and token.ent in ("", "ORG", "PERSON", "PRODUCT")
        and token.text[0].isupper() and not token.text.isupper() and tokens[i - 1].lower in WHERE
    )


def _mention(sentence: Sentence, first: int, last: int, site: Site, others: tuple[str, ...]) -> PlaceMention:
    """Return the mention of `site` over tokens `first` through `last`, named as written."""
    name = " ".join(sentence.words(first, last).split())
    return PlaceMention(
        sentence.index, first, last, match_head(sentence, first, last), sentence.span(first, last), name,
        site.country, site.lat, site.lon, site.precision, others,
    )

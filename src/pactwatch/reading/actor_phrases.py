"""Noun phrases as actors: where they begin and end, what they are called, which state they belong to."""

from __future__ import annotations

from functools import lru_cache

from pactwatch.reading.actor_register import Entry, words
from pactwatch.reading.gazetteer import Match
from pactwatch.reading.tree import Sentence, Token

Anchors = dict[int, Match[Entry]]
"""The register's names in a sentence, by each token they cover."""

MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "DET", "ADV", "X", "PRON"})
NOT_NAMES = frozenset({"DET", "NUM", "PUNCT", "ADV", "CCONJ"})
OF = frozenset({"of", "for"})
NUMBERED = frozenset({
    "resolution", "decree", "order", "law", "act", "directive", "regulation", "article", "paragraph", "annex", "circular", "bulletin", "unit",
    "bureau", "office", "room", "department", "institute", "factory", "shipyard", "base",
})  # fmt: skip
"""Documents, units and places of work that go by a number behind the noun."""
AT = frozenset({"in", "at", "from", "inside", "within", "with", "to"})
SPEAKERS = frozenset({"nsubj", "nsubjpass", "agent"})
NOT_INSIDE = frozenset({"nsubj", "nsubjpass", "relcl", "prep", "ROOT", "conj", "acl"})


@lru_cache(maxsize=1)
def strippable() -> frozenset[str]:
    """Return the words that never belong to a name at its left edge."""
    return words("phrases", "strip")


def left_edge(sentence: Sentence, head: int, anchors: Anchors) -> int:
    """Return the first token of the phrase that ends in `head`: the contiguous modifiers hung on what follows them."""
    tokens, first = sentence.tokens, head
    if head in anchors:
        first = anchors[head].first
    while first > 0:
        before = tokens[first - 1]
        if before.tag == "POS":
            owner = before.i - 1
            if owner < 0 or not head >= tokens[owner].head > owner:
                break
            first = anchors[owner].first if owner in anchors else owner
        elif before.text == "-" and first > 1 and tokens[first - 2].end == before.start:
            first -= 2
        elif _belongs(tokens, before, first, head, anchors):
            first = anchors[before.i].first if before.i in anchors else before.i
        else:
            break
    return first


def _belongs(tokens: list[Token], before: Token, first: int, head: int, anchors: Anchors) -> bool:
    """Say whether the token just left of the phrase is part of it."""
    if _modifies(before, first, head) or _is_state_adjective(before, anchors):
        return True
    return _is_state_pair(tokens, before, anchors, head)


def _modifies(token: Token, first: int, head: int) -> bool:
    """Say whether `token`, just left of the phrase, hangs on a token in it as a modifier."""
    if not first <= token.head <= head or token.dep in NOT_INSIDE:
        return False
    return token.pos in MODIFIERS or (token.pos == "VERB" and token.dep in ("amod", "compound", "nmod"))


def _is_state_adjective(token: Token, anchors: Anchors) -> bool:
    """Say whether the token ends an adjective of a state, which belongs to what follows whatever it hangs on."""
    match = anchors.get(token.i)
    return (
        match is not None and match.values[0].form == "adjective"
        and token.dep in ("amod", "compound", "nmod", "conj") and token.tag not in ("NNS", "NNPS")
    )


def _is_state_pair(tokens: list[Token], token: Token, anchors: Anchors, head: int) -> bool:
    """Say whether `token` is the "and" of "U.S. and South Korean officials"."""
    i = token.i
    if token.lower not in ("and", ",") or i == 0 or i - 1 not in anchors or i + 1 not in anchors:
        return False
    left, right = anchors[i - 1], anchors[i + 1]
    if right.last >= head or right.values[0].form != "adjective" or left.values[0].kind != "state":
        return False
    word = tokens[left.last]
    return left.values[0].form == "adjective" or word.text.isupper() or word.dep in ("amod", "nmod", "compound")


def trim(sentence: Sentence, first: int, head: int) -> int:
    """Return the first token of the phrase without articles, numbers and quantifiers."""
    tokens, skip = sentence.tokens, strippable()
    while first < head:
        token = tokens[first]
        drop = token.lower in skip or not token.text[0].isalnum() or token.pos in NOT_NAMES
        if not drop or (token.pos == "NUM" and not _is_count(token, tokens[first + 1])):
            break
        first += 1
    while first < head and tokens[first].tag == "POS":
        first += 1
    return _after_glued(tokens, first, head)


def _after_glued(tokens: list[Token], first: int, head: int) -> int:
    """Return where a plural noun's phrase begins whose number was taken together with the place or month before it.

    "At Oslo 90 soldiers were held", "by May eleven people had come", "shot dead seven guards".
    """
    if tokens[head].tag != "NNS":
        return first
    for i in range(first + 1, head):
        if tokens[i].pos == "NUM" and tokens[i].tag == "CD" and not _is_named_by(tokens[i - 1]):
            return i + 1
    return first


def _is_named_by(token: Token) -> bool:
    """Say whether a number after the word is part of a name: "Unit 29155 officers"."""
    return token.lower in words("phrases", "numbered") or token.text == "-"


def _is_count(token: Token, following: Token) -> bool:
    """Say whether a number counts what follows ("two officials") rather than names it ("45 Brigade")."""
    return not (token.text[0].isdigit() and following.lower in words("units"))


def right_edge(sentence: Sentence, head: int, kind: str, anchors: Anchors) -> int:
    """Return the last token of the phrase: its name's own end, and an "of" phrase that tells it apart."""
    last = anchors[head].last if head in anchors else head
    tokens = sentence.tokens
    if _is_numbered(sentence, head, last):
        last += 1
    for _ in range(3):
        if last + 1 >= len(tokens):
            break
        prep = tokens[last + 1]
        if not _extends(sentence, prep, head, last, kind):
            break
        end = _object_end(sentence, prep.i, anchors)
        if end is None or end - head > 14 or _tells_why(sentence, prep, end, kind):
            break
        last = end
    return last


def _is_numbered(sentence: Sentence, head: int, last: int) -> bool:
    """Say whether the phrase ends in a number that is part of its name ("Resolution 2397", "Bureau 39")."""
    if last + 1 >= len(sentence.tokens) or sentence.tokens[head].lemma.lower() not in NUMBERED:
        return False
    number = sentence.tokens[last + 1]
    return number.text.isdigit() and head <= number.head <= last


def _extends(sentence: Sentence, prep: Token, head: int, last: int, kind: str) -> bool:
    """Say whether the preposition after the phrase opens a part of its name."""
    if prep.lower == "for" and kind in ("people", "other", "state", "unit"):
        return False
    if prep.lower in OF:
        return head <= prep.head <= last or prep.dep == "prep"
    if prep.lower not in AT or not head <= prep.head <= last:
        return False
    if kind == "person" or (kind in ("ministry", "government") and prep.lower in ("in", "to")):
        top = sentence.tokens[head]
        return top.dep in SPEAKERS or (top.dep == "pobj" and sentence.tokens[top.head].lower in ("by", "to"))
    return False


def _tells_why(sentence: Sentence, prep: Token, end: int, kind: str) -> bool:
    """Say whether "for" or "of" gives a reason, a price or what is promised: "thanked the firm for its help", "a firm for 9 million euros"."""
    inside = sentence.tokens[prep.i + 1 : end + 1]
    if any(t.tag == "PRP$" for t in inside):
        return prep.lower == "for" or kind in ("government", "ministry", "organisation", "state")
    return prep.lower == "for" and any(t.pos in ("NUM", "SYM") for t in inside)


def _object_end(sentence: Sentence, prep: int, anchors: Anchors) -> int | None:
    """Return the last token of the object of the preposition `prep`, with a second one joined by "and"."""
    target = sentence.child(prep, "pobj")
    if target is None or target.pos not in ("NOUN", "PROPN", "NUM", "ADJ", "X"):
        return None
    if left_edge(sentence, target.i, anchors) > prep + 1:
        return None
    end = anchors[target.i].last if target.i in anchors else target.i
    other = sentence.child(target.i, "conj")
    joined = other is not None and sentence.child(target.i, "cc") is not None and target.pos == "PROPN"
    if joined and other is not None and other.pos == "PROPN" and left_edge(sentence, other.i, anchors) <= end + 3:
        end = anchors[other.i].last if other.i in anchors else other.i
    return end


def phrase_country(sentence: Sentence, span: tuple[int, int], head: int, anchors: Anchors) -> str | None:
    """Return the state that the phrase over tokens `span` belongs to: the first named before its head, else after it.

    A pair ("U.S. and South Korean officials") belongs to none, and "Kenyan-led" does not make a force Kenyan.
    """
    found: list[tuple[Match[Entry], str]] = []
    i, last = span
    while i <= last:
        match = anchors.get(i)
        if match is None:
            i += 1
            continue
        i = match.last + 1
        country = match_country(match)
        if country and (i > last or sentence.tokens[i].text != "-"):
            found.append((match, country))
    ordered = [f for f in found if f[0].first <= head] or found
    if len(ordered) > 1 and ordered[0][1] != ordered[1][1]:
        between = sentence.tokens[ordered[0][0].last + 1 : ordered[1][0].first]
        if between and all(token.lower in ("and", ",", "the", "or") for token in between):
            return None
    return ordered[0][1] if ordered else None


def match_country(match: Match[Entry]) -> str | None:
    """Return the country that all values of a match that are used alike agree on."""
    countries = {value.country for value in match.values if value.form == match.values[0].form}
    return countries.pop() if len(countries) == 1 else None


def phrase_name(sentence: Sentence, first: int, last: int) -> str:
    """Return the words of the phrase in one line, without a closing possessive or quotation mark."""
    name = " ".join(sentence.words(first, last).split())
    if "(" in name and ")" not in name:
        name = name[: name.index("(")].rstrip() or name
    for ending in ("’s", "'s"):
        name = name.removesuffix(ending)
    return name.strip(" \"“”'‘’,;:") or name

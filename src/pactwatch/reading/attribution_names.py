"""What a noun phrase calls itself: names, explained acronyms, the author of a document, the gender of a title."""

from __future__ import annotations

import re

from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_spans import own_subject
from pactwatch.reading.tree import Sentence, Token

EXPLAINED = re.compile(r"((?:[A-Z][\w.'’-]*|of|for|the|and|on|in)(?: (?:[A-Z][\w.'’-]*|of|for|the|and|on|in)){1,7}) ?\(([A-Z][A-Z]{1,8})\)")
"""A capitalised phrase of at most eight words before an acronym in brackets."""
PERSONAL = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
IMPERSONAL = frozenset({"it", "its"})
PLURAL = frozenset({"they", "them", "their"})
FIRST = frozenset({"i", "we", "me", "us", "my", "our", "mine"})
PUTTING_FORWARD = frozenset({"release", "publish", "submit", "issue", "post", "share", "present", "produce", "circulate", "upload", "air"})
CUT = ("relcl", "acl", "appos", "advcl", "parataxis", "advmod", "npadvmod", "ccomp")
NAME_PREPOSITIONS = frozenset(
    {"of", "for", "in", "to", "from", "at", "on", "with", "within", "inside", "near", "behind"}
)


def explained_acronyms(text: str) -> dict[str, str]:
    """Return {acronym: long form} for those that the text explains in brackets after the long form."""
    found: dict[str, str] = {}
    for match in EXPLAINED.finditer(text):
        words, acronym = match[1].split(), match[2]
        for start in range(len(words)):
            if not words[start][0].isupper() or words[start].lower() == "the":
                continue
            tail = "".join(w[0] for w in words[start:] if w[0].isupper()).lower()
            if tail == acronym.lower() or (tail and tail[0] == acronym[0].lower() and _in_order(acronym.lower(), "".join(words[start:]).lower())):
                found.setdefault(acronym, " ".join(words[start:]))
                break
    return found


def _in_order(letters: str, text: str) -> bool:
    """Say whether the letters occur in the text in their order."""
    place = 0
    for letter in letters:
        place = text.find(letter, place) + 1
        if not place:
            return False
    return True


def gender_of(words: set[str]) -> str:
    """Return the gender that the words of a noun phrase show, "" where they show none."""
    lex = lexicon()
    if words & lex.words["sources.female"]:
        return "female"
    return "male" if words & lex.words["sources.male"] else ""


def document_owner(s: Sentence, t: Token) -> int | None:
    """Return whose document the noun is: "a report by UN experts", "a State Department cable", "the NIS's estimate".

    Also whoever puts it forward, where a relative clause then tells what it shows: "the army released footage that".
    """
    words = lexicon().words
    if t.lemma not in words["sources.document"] or t.pos == "PROPN":
        return None
    if t.dep == "dobj" and s.tokens[t.head].lemma in PUTTING_FORWARD and s.child(t.i, "relcl") is not None:
        return own_subject(s, t.head)
    speakers = words["sources.person"] | words["sources.organisation"] | words["sources.media"]
    for prep in (
        *s.children(t.i, "prep", "agent"),
        *(p for c in s.children(t.i, "acl") for p in s.children(c.i, "agent", "prep")),
    ):
        noun = s.child(prep.i, "pobj")
        if noun is None or prep.lower not in ("by", "from", "of"):
            continue
        if prep.lower != "by" and s.tokens[prep.head].dep == "acl":
            continue
        if s.tokens[prep.head].dep == "acl" and s.tokens[prep.head].lemma in words["relay.participles"] - {
            "publish",
            "release",
            "post",
        }:
            continue
        if noun.lemma in speakers or noun.ent in ("ORG", "PERSON", "GPE") or (noun.pos == "PROPN" and not noun.ent):
            return noun.i
    owner = s.child(t.i, "poss")
    if (
        owner is not None
        and owner.lower not in PERSONAL
        and owner.lower not in IMPERSONAL | PLURAL | FIRST
        and owner.ent != "DATE"
    ):
        return owner.i
    named = [
        c
        for c in s.children(t.i, "compound", "nmod")
        if c.ent in ("ORG", "PERSON") or c.lemma in words["sources.organisation"]
    ]
    return named[-1].i if named and (named[-1].ent == "ORG" or named[-1].pos == "PROPN") else None


def phrase_name(s: Sentence, head: int) -> str:
    """Return the name that a noun phrase gives itself: no determiner, apposition, relative clause or trailing phrase."""
    t = s.tokens[head]
    if t.pos == "NOUN":
        name = next((c for c in s.children(head, "appos") if c.ent == "PERSON"), None)
        if name is not None:
            return phrase_name(s, name.i)
    if t.ent == "PERSON":
        first = last = head
        while first and s.tokens[first - 1].ent == "PERSON" and not s.tokens[first].ent_start:
            first -= 1
        while last + 1 < len(s) and s.tokens[last + 1].ent == "PERSON" and not s.tokens[last + 1].ent_start:
            last += 1
        if s.tokens[last].lower in ("'s", "'"):
            last -= 1
        return s.words(first, max(first, last))
    tree = s.subtree(
        head,
        lambda c: (
            (c.dep in CUT and c.i > head)
            or (c.dep == "prep" and c.lower not in NAME_PREPOSITIONS)
            or (c.dep == "punct" and c.head == head and c.i > head)
        ),
    )
    members = set(tree)
    first = last = head
    while first - 1 in members or (first - 2 in members and first > 1 and s.tokens[first - 1].text in ("-", "/", ".")):
        first -= 1
    while last + 1 in members or (
        last + 2 in members
        and (s.tokens[last + 1].text in ("-", "/") or (s.tokens[last + 1].text in (",", "and") and s.tokens[last + 2].dep == "conj"))
    ):
        last += 1
    while first < head and (
        s.tokens[first].dep in ("det", "predet", "punct", "cc", "case", "advmod") or s.tokens[first].tag == "PRP$"
    ):
        first += 1
    while last > head and (s.tokens[last].dep in ("punct", "case") or s.tokens[last].lower in ("'s", "'")):
        last -= 1
    return s.words(first, last)

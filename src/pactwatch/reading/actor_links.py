"""Links between the mentions of one document: surnames, acronyms, appositions, ministries, "the North"."""

from __future__ import annotations

from dataclasses import replace

from pactwatch.reading.actor_blocs import link_blocs
from pactwatch.reading.actor_definites import link_definites
from pactwatch.reading.actor_missions import link_missions
from pactwatch.reading.actor_names import People, acronyms
from pactwatch.reading.actor_phrases import strippable
from pactwatch.reading.actor_register import register
from pactwatch.reading.coreference import resolve_pronoun
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.tree import Parsed, Sentence

KOREA = {"north": ("PRK", "North Korea"), "south": ("KOR", "South Korea")}
ANY_MINISTRY = "MIN"
GUESSES = frozenset({"entity", "subject"})
BODIES = frozenset({"ministry", "government", "agency", "unit"})
OWNED = frozenset({"unit", "people"})
"""Kinds of those whom a state is said to have: "its soldiers"."""


def link_document(parsed: Parsed, mentions: list[ActorMention]) -> list[ActorMention]:
    """Return the mentions with what the rest of the document tells of them, sorted by sentence and first token."""
    mentions = _surnames(parsed, mentions)
    koreas = _north_and_south(parsed, mentions)
    found = {(m.sentence, m.head) for m in koreas}
    mentions = [m for m in mentions if (m.sentence, m.head) not in found] + koreas
    mentions.sort(key=lambda m: (m.sentence, m.first))
    mentions = _acronyms(parsed, mentions)
    mentions = _bodies(mentions)
    mentions = link_definites(parsed, link_blocs(parsed, link_missions(parsed, _appositions(parsed, mentions))))
    return _possessed(parsed, mentions)


def _possessed(parsed: Parsed, mentions: list[ActorMention]) -> list[ActorMention]:
    """Return the mentions, those of "its forces" or "their workers" as of the state that the pronoun stands for."""
    before: dict[int, list[ActorMention]] = {}
    out = []
    for mention in mentions:
        sentence = parsed.sentences[mention.sentence]
        owner = next((t for t in sentence.children(mention.head, "poss") if t.lower in {"its", "their"}), None)
        if owner is not None and mention.country is None and mention.actor is None and mention.kind in OWNED and mention.name[:1].islower():
            whose = resolve_pronoun(parsed, before, sentence, owner.i)
            here = whose is not None and whose.sentence == mention.sentence
            if whose is not None and here and whose.country and not (_is_joined(sentence, whose.head) or _is_hit_by(sentence, mention, whose)):
                mention = replace(mention, country=whose.country)  # noqa: PLW2901 - the same mention, with its owner
        out.append(mention)
        before.setdefault(mention.sentence, []).append(mention)
    return out


def _is_joined(sentence: Sentence, i: int) -> bool:
    return sentence.child(i, "conj") is not None or sentence.tokens[i].dep == "conj"


def _is_hit_by(sentence: Sentence, mention: ActorMention, whose: ActorMention) -> bool:
    """Say whether those of "its" are the object of what `whose` does: "Iran had attacked its soldiers" are not Iran's."""
    head = sentence.tokens[mention.head]
    over = [t for t in sentence.ancestors(head.i) if t.pos == "VERB"][:1]
    subject = sentence.child(over[0].i, "nsubj") if over else None
    return subject is not None and subject.i == whose.head and head.i > over[0].i


def _surnames(parsed: Parsed, mentions: list[ActorMention]) -> list[ActorMention]:
    """Return all mentions, single names under the full names of the document, and the surnames not yet found."""
    people = People()
    for mention in mentions:
        if mention.kind == "person" and mention.rule.startswith("person-"):
            people.add(mention.name, mention.actor, mention.country)
    resolved = []
    covered = {(m.sentence, i) for m in mentions for i in range(m.first, m.last + 1)}
    for mention in mentions:
        if mention.rule.startswith("single-"):
            resolved.append(_resolve(people, mention, parsed.sentences[mention.sentence].tokens[mention.head].text))
        elif mention.rule in GUESSES and mention.actor is None and (known := people.resolve(mention.name)):
            resolved.append(replace(
                mention, name=known[0], actor=known[1], country=known[2], kind="person", rule="surname"
            ))
        else:
            resolved.append(mention)
    for sentence in parsed.sentences:
        for token in sentence.tokens:
            if token.pos != "PROPN" or (sentence.index, token.i) in covered or not people.knows(token.text):
                continue
            if known := people.resolve(token.text):
                resolved.append(ActorMention(
                    sentence.index, token.i, token.i, token.i, (token.start, token.end), known[0], known[1], "person",
                    known[2], "surname",
                ))
    return resolved


def _resolve(people: People, mention: ActorMention, surname: str) -> ActorMention:
    """Return the mention of a single name under the full name that the document has for it; `surname` is the word that stands there.

    Another person of that surname whom the register knows lends the one in the document neither name nor country.
    """
    known = people.resolve(mention.name) or people.resolve(surname)
    if known:
        same = mention.actor is None or known[1] == mention.actor
        return replace(mention, name=known[0], actor=known[1], country=known[2] or (mention.country if same else None))
    if people.knows(surname) and mention.actor:
        return replace(mention, name=surname, actor=None, country=None)
    return mention


def _north_and_south(parsed: Parsed, mentions: list[ActorMention]) -> list[ActorMention]:
    """Return "the North" and "the South" as the two Koreas: in a document on North Korea both, in one on the South the North."""
    named = {m.country for m in mentions}
    if not named & {"PRK", "KOR"}:
        return []
    covered = {(m.sentence, i) for m in mentions if m.name.lower() not in KOREA for i in range(m.first, m.last + 1)}
    found = []
    for sentence in parsed.sentences:
        for token in sentence.tokens:
            known = KOREA.get(token.lower)
            free = known and (sentence.index, token.i) not in covered and ("PRK" in named or token.lower == "north")
            if known and free and token.text[0].isupper() and _after_article(sentence, token.i):
                found.append(ActorMention(
                    sentence.index, token.i, token.i, token.i, (token.start, token.end), known[1], known[0], "state",
                    known[0], "korea",
                ))
    return found


def _after_article(sentence: Sentence, i: int) -> bool:
    """Say whether token `i` follows "the" and ends its phrase or owns what follows."""
    tokens = sentence.tokens
    if i == 0 or tokens[i - 1].lower != "the":
        return False
    return i + 1 == len(tokens) or tokens[i + 1].tag == "POS" or tokens[i + 1].pos not in ("PROPN", "NOUN", "NUM")


def _acronyms(parsed: Parsed, mentions: list[ActorMention]) -> list[ActorMention]:
    """Give the short and the long form of a name that the document introduces the id and state of either."""
    forms = acronyms(parsed.text)
    if not forms:
        return mentions
    out = []
    for mention in mentions:
        long_form = forms.get(mention.name)
        if long_form and mention.actor is None:
            known = register().get(long_form)
            twin = next((m for m in mentions if m.name.endswith(long_form) and m is not mention), None)
            actor = known[0].id if known else twin.actor if twin else None
            country = known[0].country if known else twin.country if twin else None
            out.append(replace(mention, actor=actor, country=country, kind=twin.kind if twin else mention.kind))
        else:
            out.append(mention)
    return out


def _bodies(mentions: list[ActorMention]) -> list[ActorMention]:
    """Give a body without a state ("the Defence Ministry") the id of the last one of its sort that has one."""
    last: dict[str, ActorMention] = {}
    out = []
    for mention in mentions:
        linked = mention
        if mention.rule == "body" and mention.kind in BODIES and (suffix := _suffix(mention)):
            before = last.get(f"{suffix}-{mention.country or ''}")
            if mention.actor and mention.country and suffix != ANY_MINISTRY:
                keys = (suffix, ANY_MINISTRY) if mention.kind == "ministry" else (suffix,)
                last.update({f"{key}-{state}": mention for key in keys for state in ("", mention.country)})
            elif before and (suffix == ANY_MINISTRY or not mention.actor) and len(mention.name.split()) <= 3:
                linked = replace(mention, actor=before.actor, country=before.country, rule="body-chain")
        out.append(linked)
    return out


def _suffix(mention: ActorMention) -> str | None:
    """Return the sort of a body ("MFA"), read from its id or from its words."""
    if mention.actor:
        return mention.actor.split("-", 1)[-1]
    values = register().get(mention.name) or register().get(" ".join(mention.name.split()[-2:]))
    return values[0].id if values and values[0].form == "body" else None


def _appositions(parsed: Parsed, mentions: list[ActorMention]) -> list[ActorMention]:
    """Give an office that stands beside a person's name ("Dmitry Peskov, the Kremlin spokesman") that name."""
    out = list(mentions)
    pairs = [n for n in range(len(out) - 1) if out[n].sentence == out[n + 1].sentence]
    for n in sorted(pairs, key=lambda n: out[n + 1].first - out[n].last):
        left, right = out[n], out[n + 1]
        if left.kind != "person" or right.kind != "person" or (left.rule == "noun") == (right.rule == "noun"):
            continue
        if not _beside(parsed.sentences[left.sentence], left, right):
            continue
        office, person = (n, n + 1) if left.rule == "noun" else (n + 1, n)
        name, actor = out[person].name, out[person].actor
        country = out[person].country or out[office].country
        out[office] = replace(out[office], name=name, actor=actor, country=country, rule="apposition")
        out[person] = replace(out[person], country=country)
    return out


def _beside(sentence: Sentence, left: ActorMention, right: ActorMention) -> bool:
    """Say whether an office and a name are one person: a title right before it, or an apposition over a comma."""
    tokens = sentence.tokens
    gap = tokens[left.last + 1 : right.first]
    if not gap:
        return left.rule == "noun"
    if gap[0].text != "," or any(t.lower not in strippable() for t in gap[1:]):
        return False
    a, b = tokens[left.head], tokens[right.head]
    return (a.dep == "appos" and a.head == b.i) or (b.dep == "appos" and b.head == a.i)

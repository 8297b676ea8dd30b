"""What a speaker is recognised by, and for whom it speaks: "Colonel Gomina of Benin's national guard" speaks for Benin.

Officials of one state, of whatever body, are one side: none of them confirms another. So are the organs of the United
Nations. A head of state, governor or mayor is named by name, a spokesman or minister by the body; an anonymous official
is named as the text names it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pactwatch.data import read_rows, read_toml
from pactwatch.model import Source
from pactwatch.origins.words import WORD, stem
from pactwatch.reading.actor_register import Entry, register
from pactwatch.reading.gazetteer import fold
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.parse import straighten
from pactwatch.reading.place_gazetteer import cities, named_places
from pactwatch.reading.tree import Parsed, Sentence

PRONOUNS = frozenset("he she it they him her them who which one i we you someone somebody nobody others many some".split())  # noqa: SIM905
ASSUMED = "?"
"""Before a side that a document's first country gave, not the speaker's own words."""
LONG = 9
"""Words of a name at most."""


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker: its bare name and the words around it, register id, kind, side (None: not known), keys.

    `leader` speaks in its own name, `speaks` for a body; `rank` tells better names from worse.
    """

    bare: str
    words: str
    actor: str | None
    kind: str
    keys: frozenset[str]
    side: str | None
    official: bool
    rank: int
    person: bool = False
    leader: bool = False
    speaks: bool = False
    body: str | None = None
    vague: bool = False

    @property
    def key(self) -> str:
        """The key that stands for it where it speaks for nobody else."""
        return min(self.keys)

    @property
    def country(self) -> str | None:
        """The state that it speaks for."""
        bare = (self.side or "").removeprefix(ASSUMED)
        return bare if bare in _states() else None

    @property
    def name(self) -> str:
        """The name to show: of a body with its state, of who speaks for a body that body's."""
        if not self.person:
            return _of_state(_trimmed(self.bare), self.country)
        if self.leader or not self.speaks:
            return self.bare
        return self.body or _body_in(self.words, self.country) or self.bare

    @property
    def voice(self) -> str:
        """The name of who speaks: the person, where there is one."""
        return self.bare if self.person else self.name

    def at_home(self, country: str) -> Named:
        """Return the speaker as one who speaks for `country`."""
        return replace(self, side=ASSUMED + country)


@lru_cache(maxsize=16)
def _words(name: str) -> frozenset[str]:
    return frozenset(read_toml("origins/words.toml")["voices"][name].split())


def outlet_key(publisher: str) -> str:
    """Return the key under which an outlet would speak."""
    return "name:" + " ".join(stem(m[0]) for m in WORD.finditer(publisher) if m[0].lower() != "the")


def is_crowd(who: Named) -> bool:
    """Say whether a speaker is no more than people at large, who are no origin that could be told from another."""
    words = who.name.lower().split()
    if who.actor is None and len(words) == 1 and words[0] in _words("crowd"):
        return True
    if who.actor is not None or who.official or not words or {stem(word) for word in words} & _stems("witnesses"):
        return not words
    return who.kind == "people" or who.name.islower() or bool({words[0], words[-1]} & _words("crowd"))


def of_many(who: Named) -> bool:
    """Say whether a speaker belongs to several states: "Western officials"."""
    return bool({word.lower() for word in who.bare.split()} & _words("many"))


def known_in(text: str) -> list[tuple[str, Entry]]:
    """Return the names in `text` that the register knows with what it knows of each, the longest at each place."""
    words = [m[0].removesuffix("'s") for m in WORD.finditer(straighten(text))]
    found, at = [], 0
    while at < len(words):
        for length in range(min(6, len(words) - at), 0, -1):
            name = " ".join(words[at : at + length])
            entries = [e for e in register().get(name) if (name[0].isupper() or e.form == "body") and e.form != "place"]
            if entries:
                found.append((name, entries[0]))
                at += length
                break
        else:
            at += 1
    return found


@lru_cache(maxsize=4096)
def country_of_place(name: str) -> str | None:
    """Return the country of a place that the gazetteer knows by `name`, None where there is none or several."""
    sites = named_places().get(name) or cities(fold(name))
    codes = {site.country for site in sites}
    return codes.pop() if len(codes) == 1 else None


def countries_in(text: str) -> list[str]:
    """Return the codes of the states that `text` names, by name, capital, adjective, people or place, in its order."""
    found: list[tuple[int, str]] = []
    for name, entry in known_in(text):
        code = entry.country or entry.id
        if entry.form in ("name", "seat", "adjective", "people") and entry.kind != "media" and len(code) == 3:
            found.append((straighten(text).find(name), code))
    for match in WORD.finditer(straighten(text)):
        word = match[0].removesuffix("'s")
        if word[0].isupper() and (place := country_of_place(word)):
            found.append((match.start(), place))
    return list(dict.fromkeys(code for _, code in sorted(found)))


def named(source: Source, here: Sequence[ActorMention], parsed: Parsed, actors: Sequence[ActorMention]) -> Named | None:
    """Return what a source is recognised by; None for a pronoun without a name."""
    mention = _best_mention(source, here, actors)
    if mention is None:
        name = _trimmed(parsed.text[source.span[0] : source.span[1]]) if source.span else source.name
        return None if fold(name) in PRONOUNS or not name else _made(name, name, source, None)
    home = parsed.sentences[mention.sentence]
    mention = _owner(home, mention, actors) or mention
    words = _phrase(home, mention.head)
    shown = mention.name if fold(mention.name) not in PRONOUNS else source.name
    if fold(shown) in PRONOUNS or not shown:
        return None
    return _made(shown, f"{words} {source.name}", source, mention)


def _owner(sentence: Sentence, mention: ActorMention, actors: Sequence[ActorMention]) -> ActorMention | None:
    """Return the body of "the government, whose spokesman said", which speaks by its spokesman; None for any other mention."""
    if not any(t.lower == "whose" for t in sentence.children(mention.head, "poss")):
        return None
    clause = next((t for t in sentence.ancestors(mention.head) if t.dep in ("relcl", "acl")), None)
    if clause is None:
        return None
    return next((a for a in actors if a.sentence == sentence.index and a.first <= clause.head <= a.last), None)


def _best_mention(source: Source, here: Sequence[ActorMention], actors: Sequence[ActorMention]) -> ActorMention | None:
    """Return the mention that tells most about a source: of its name, spelled out, in the longest phrase."""
    span = source.span
    at_span = [a for a in here if span and a.span[0] < span[1] and span[0] < a.span[1]]
    same = [a for a in actors if a.name == source.name and a.kind != "pronoun"]
    ends_alike = [a for a in actors if source.name and a.kind == "person" and a.name.split()[-1:] == source.name.split()[-1:]]
    role = [] if not span else [a for a in actors if a.kind == "person" and a.span[0] < span[0] and fold(source.name) in fold(a.rule)]
    pool = same or ends_alike or at_span[:1] or role
    return max(pool, key=lambda a: (a.actor is not None, len(a.name), a.last - a.first, -a.span[0]), default=None)


def _phrase(sentence: Sentence, head: int) -> str:
    """Return the words of the noun phrase around `head`, relative clauses left out, at most some twenty."""
    kept = sentence.subtree(head, lambda t: t.dep in ("relcl", "acl", "advcl", "conj", "cc", "punct", "parataxis", "ccomp"))
    if not kept:
        return ""
    first, last = kept[0], min(kept[-1], kept[0] + 20)
    tokens = sentence.tokens
    if last + 2 < len(tokens) and tokens[last + 1].lower in ("in", "of", "at", "from") and tokens[last + 2].pos == "PROPN":
        last += 2
    while first > 0 and sentence.tokens[first - 1].pos in ("PROPN", "NOUN", "ADJ") and sentence.tokens[first - 1].head >= first - 1:
        first -= 1
    return sentence.words(first, last)


def _made(name: str, words: str, source: Source, mention: ActorMention | None) -> Named:
    entries = [entry for _, entry in known_in(words)]
    actor = source.actor or (mention.actor if mention else None)
    kind = mention.kind if mention else "other"
    roles = {stem(m[0]) for m in WORD.finditer(words)}
    private = actor is None and kind in ("person", "people", "other") and bool(roles & _stems("private"))
    leader, speaks = bool(roles & _stems("leaders")) and not private, bool(roles & _stems("offices")) and not private
    body = next((e for e in entries if e.form == "name" and e.kind not in ("state", "media") and not e.id.startswith("per-")), None)
    said = next((e.country for e in entries if e.country), None) or next(iter(countries_in(words)), None)
    known = mention.country if mention else None
    country = (known or said) if actor else (said or known)
    person = kind == "person" and name.rsplit(maxsplit=1)[-1][0].isupper() and not name.rsplit(maxsplit=1)[-1].isupper()
    titled = not person and actor is None and kind in ("organisation", "other") and speaks and _named_after_title(name)
    person = person or titled
    if kind == "instrument" and body is not None:
        name, actor, kind = body.name, actor or body.id, body.kind
    if (actor or "").startswith("per-"):
        name = next((e.name for e in register().get(name) if e.id == actor), name)
    official = leader or speaks or kind in ("state", "government", "ministry", "agency", "unit") or (actor or "").startswith("per-")
    side = "org-un" if re.fullmatch(r"UN[A-Z]{2,6}", name) else _side(actor, body, country, official=official)
    keys = _keys(name, actor, person, body if speaks or not person else None)
    rank = 3 * (actor is not None) + 2 * person + (side is not None) + leader
    return Named(
        name, words, actor, kind, frozenset(keys), side, official, rank, person=person, leader=leader, speaks=speaks,
        body=body.name if body is not None and speaks else None, vague=bool(roles & _stems("vague")) and not official,
    )  # fmt: skip


def _named_after_title(name: str) -> bool:
    """Say whether a name ends in a person's after an office: "government spokesman Anna Berg", "the group's spokesman Berg"."""
    words = name.split()
    own = [word for word in words[-2:] if word[0].isupper() and stem(word) not in _stems("offices")]
    return len(words) > 2 and bool(own) and own[-1] == words[-1] and (len(own) == 2 or stem(words[-2]) in _stems("offices"))


def _side(actor: str | None, body: Entry | None, country: str | None, *, official: bool) -> str | None:
    sides = read_toml("origins/words.toml")["sides"]
    for known in (actor, body.id if body else None):
        if known is None or known.startswith("per-"):
            continue
        if known in sides:
            return str(sides[known])
        if known.startswith("org-un"):
            return "org-un"
        if known.startswith(("org-", "com-", "med-")) or (body is not None and known == body.id and body.kind == "organisation"):
            return known
        entry = next((e for e in register().get(known)), None)
        if entry is not None and entry.kind == "organisation":
            return known
    return country if official else None


def _keys(name: str, actor: str | None, person: bool, body: Entry | None) -> set[str]:
    keys = set()
    if actor:
        keys.add(f"id:{actor}")
    if body is not None:
        keys.add(f"id:{body.id}")
    if person:
        keys.add(f"person:{stem(name.rsplit(maxsplit=1)[-1])}")
    if not keys:
        keys.add("name:" + " ".join(stem(m[0]) for m in WORD.finditer(name) if m[0].lower() not in ("the", "a", "an")))
    return keys


def _body_in(words: str, country: str | None) -> str | None:
    """Return the body that an official's own words name, else that of a soldier's rank; with its state."""
    named_body = next((name for name, e in known_in(words) if e.form == "body" and name.lower() not in ("mod", "mfa")), None)
    if named_body is None and {stem(m[0]) for m in WORD.finditer(words)} & _stems("ranks"):
        named_body = "armed forces"
    return None if named_body is None else _of_state(named_body, country)


def _of_state(body: str, country: str | None) -> str:
    """Return a body's name with its state: "Ministry of Defence" of ROU is "Romanian Ministry of Defence"."""
    row = _states().get(country or "")
    if row is None:
        return body
    bare, _, place = body.partition(" in ")
    if place and countries_in(place)[:1] == [country]:
        body = bare
    known = {word.lower() for word in body.split()}
    common_noun = body.islower() or any(e.form == "body" for _, e in known_in(body)) or bool(known & _words("offices"))
    if not common_noun or country in countries_in(body):
        return body
    adjective = row["adjectives"].split(";")[0]
    if known & {"government", "authorities", "army", "parliament"} or not adjective:
        return f"{body} of {row['name']}"
    return f"{adjective} {body}"


def is_common(name: str) -> bool:
    """Say whether a name is no proper one: "security official", "UN mission", but not "defence ministry"."""
    words = name.split()
    return bool(words) and words[-1][0].islower() and not any(e.form == "body" for _, e in known_in(name))


def is_state(side: str) -> bool:
    """Say whether a side is a state."""
    return side in _states()


@lru_cache(maxsize=1)
def _states() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in read_rows("actors/states.tsv")}


def _trimmed(name: str) -> str:
    words = name.split()
    while words and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words[:LONG]).rstrip(",;:")


@lru_cache(maxsize=16)
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _words(name))

"""Bodies of states that a text goes on to describe: "the bloc" is the EU, ECOWAS or ASEAN, whichever it has named last.

A description goes back to the last body that it may be called by (data/actors/blocs.tsv), named by itself or in
another's title ("ECOWAS leaders", "EU envoys"); else to the last one of which the text names an organ ("the European Commission").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pactwatch.data import read_rows, read_toml
from pactwatch.reading.actor_definites import POINTING, REACH
from pactwatch.reading.actor_register import split_names
from pactwatch.reading.mentions import ActorMention
from pactwatch.reading.tree import Parsed, Sentence


@dataclass(slots=True, frozen=True)
class Bloc:
    """A row of blocs.tsv, with its name and the names that it goes by."""

    id: str
    name: str
    nouns: frozenset[str]
    names: frozenset[str]
    through: frozenset[str]


def link_blocs(parsed: Parsed, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """Return the mentions, "the bloc" and the like under the name and id of the body that they go back to."""
    out = []
    for n, mention in enumerate(mentions):
        noun = _description(parsed.sentences[mention.sentence], mention)
        found = _antecedent(parsed, mentions[:n], mention, noun) if noun else None
        out.append(mention if found is None else replace(
            mention, name=found.name, actor=found.id, country=None, kind="organisation", rule="definite",
        ))
    return out


def _description(sentence: Sentence, mention: ActorMention) -> str | None:
    """Return the noun of a body that "the" makes known ("the 27-nation bloc"); None where it is named or described further."""
    head = sentence.tokens[mention.head]
    if mention.actor or mention.country or head.tag != "NN" or head.lower not in _nouns():
        return None
    if all(t.lower not in POINTING for t in sentence.children(head.i, "det")):
        return None
    own = [sentence.tokens[i] for i in range(mention.first, mention.head)]
    named = any(t.pos == "PROPN" for t in own) or any(k.i > head.i and k.dep in {"prep", "appos", "relcl"} for k in sentence.children(head.i))
    return None if named else head.lower


def _antecedent(parsed: Parsed, before: Sequence[ActorMention], mention: ActorMention, noun: str) -> Bloc | None:
    """Return the body named last that may be called by `noun`, else the one whose organ was; None where a sentence names two."""
    near = [m for m in before if mention.sentence - m.sentence <= REACH]
    for organs in (False, True):
        for here in sorted({m.sentence for m in near}, reverse=True):
            said = (m for m in near if m.sentence == here)
            found = {bloc.id: bloc for m in said for bloc in _named(parsed.sentences[here], m, noun, organs=organs)}
            if found:
                return next(iter(found.values())) if len(found) == 1 and not _is_nearer(parsed, near, here, noun) else None
    return None


def _is_nearer(parsed: Parsed, near: Sequence[ActorMention], here: int, noun: str) -> bool:
    """Say whether rebels, who may be called an alliance too, are spoken of after the body that sentence `here` names."""
    nouns = frozenset(read_toml("actors/insurgents.toml")["nouns"].split())
    after = (m for m in near if m.sentence > here)
    return noun == "alliance" and any(parsed.sentences[m.sentence].tokens[m.head].lower in nouns for m in after)


def _named(sentence: Sentence, mention: ActorMention, noun: str, *, organs: bool) -> Iterator[Bloc]:
    """Yield the bodies of that noun that a mention is or has in its words; with `organs`, those of whose organs it speaks."""
    said = f" {sentence.words(mention.first, mention.last)} ".replace("'s ", " ").replace("\u2019s ", " ")
    for bloc in _blocs():
        if noun in bloc.nouns and (mention.actor == bloc.id or any(f" {name} " in said for name in (bloc.through if organs else bloc.names))):
            yield bloc


@lru_cache(maxsize=1)
def _blocs() -> tuple[Bloc, ...]:
    rows = {row["id"]: row for row in read_rows("actors/organisations.tsv")}
    return tuple(
        Bloc(row["id"], rows[row["id"]]["name"], frozenset(split_names(row["nouns"])),
             frozenset((rows[row["id"]]["name"], *split_names(rows[row["id"]]["aliases"]))), frozenset(split_names(row["through"])))
        for row in read_rows("actors/blocs.tsv")
    )


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    return frozenset(noun for bloc in _blocs() for noun in bloc.nouns)

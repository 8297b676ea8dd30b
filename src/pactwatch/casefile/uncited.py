"""Which sentences of a case lack a footnote: every one with a figure or with the name of an actor needs one.

A figure is a digit of any script or a number in words (uncited_figures). A name is one of the register's (states, peoples, bodies, officials,
capitals that stand for states) or of the parties or sources of the case's claims, in small letters too, a capitalised word within a sentence
that is no day or month, a word of a script without capitals (uncited_names), or a first word that is a name (uncited_first). The footnote of
a provision covers what it says itself (uncited_provisions). The check would rather ask for a footnote too many than let one name pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pactwatch.casefile.case_text import Sentence, parse, sentences
from pactwatch.casefile.case_types import Case, Paragraph
from pactwatch.casefile.uncited_figures import figures_in
from pactwatch.casefile.uncited_first import opening_names
from pactwatch.casefile.uncited_names import actors_in
from pactwatch.casefile.uncited_provisions import beyond
from pactwatch.model import Claim, Frozen


class Uncited(Frozen, frozen=True, kw_only=True):
    """A sentence without a footnote, with what asks for one: figures and names, in the order of the text."""

    paragraph: str
    sentence: str
    found: tuple[str, ...]


def uncited(case: Case, claims: Iterable[Claim] = (), provisions: Mapping[str, str] | None = None) -> tuple[Uncited, ...]:
    """Return the sentences of the case's paragraphs that have a figure or name and no reference that covers it.

    `claims` lend their names; `provisions` are citation and gist by id, and what they do not say their references do not cover.
    """
    names = names_in(claims)
    return tuple(one for paragraph in case.paragraphs for one in uncited_in(paragraph, names, provisions))


def uncited_in(paragraph: Paragraph, names: Iterable[str] = (), provisions: Mapping[str, str] | None = None) -> Iterator[Uncited]:
    """Yield the sentences of one paragraph that need a footnote and have none."""
    for sentence in sentences(parse(paragraph.text)):
        if found := _found(sentence, names, provisions or {}):
            yield Uncited(paragraph=paragraph.id, sentence=sentence.text, found=found)


def _found(sentence: Sentence, names: Iterable[str], provisions: Mapping[str, str]) -> tuple[str, ...]:
    if any(ref.kind != "provision" for ref in sentence.refs):
        return ()
    if sentence.refs:
        return beyond(sentence, provisions, names)
    return needing(sentence, names) or opening_names(sentence.text)


def needing(sentence: Sentence, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the figures and names of a sentence, each once."""
    return tuple(dict.fromkeys([*figures_in(sentence.text), *actors_in(sentence.text, names)]))


def names_in(claims: Iterable[Claim]) -> frozenset[str]:
    """Return the proper names of the claims' parties and sources."""
    parties = (party for claim in claims for party in (claim.agent, claim.recipient, claim.object, *claim.attributed_to))
    return frozenset(" ".join(party.name.split()) for party in parties if party is not None and any(map(str.isupper, party.name)))

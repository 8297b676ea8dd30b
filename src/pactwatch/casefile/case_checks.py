"""What forbids exporting a case other than as a draft: each thing by itself, with a stable code and where it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pactwatch.casefile import codes
from pactwatch.casefile.case_file import Note, Problem
from pactwatch.casefile.case_held import standing
from pactwatch.casefile.case_material import Material
from pactwatch.casefile.case_notes import key_of
from pactwatch.casefile.case_text import Sentence, parse, sentences
from pactwatch.casefile.cases import Case
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.uncarried import uncarried
from pactwatch.casefile.uncited import uncited
from pactwatch.casefile.uncited_parts import uncited_parts
from pactwatch.casefile.uncited_provisions import provision_words
from pactwatch.data import read_toml

QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]*)[”\"»]")
MARKS = str.maketrans(dict.fromkeys("“”„«»‘’‚\"", "'"))
SHOWN = 160
"""Code points of a sentence that a message quotes."""


def problems_of(case: Case, notes: Iterable[Note], material: Material, signed: Iterable[str]) -> tuple[Problem, ...]:
    """Return what is wrong with a case, in the order in which an editor meets it; signatures come last."""
    known = tuple(notes)
    claims = [note.claim for note in known if note.claim is not None]
    found = [*_lost(case, material), *_unreviewed(known), *_excluded(case, known, material)]
    for one in uncited(case, claims, provision_words(known)):
        message = f"no footnote for {', '.join(one.found[:4])}: “{_short(one.sentence)}”"
        found.append(Problem(code=codes.UNCITED, message=message, where=one.paragraph))
    by_key = {note.ref: note for note in known}
    for paragraph in case.paragraphs:
        led = {ref: note for ref in parse(paragraph.text).refs if (note := by_key.get((key_of(ref, material) or "").removeprefix("prov:")))}
        for one in uncarried(paragraph, led):
            message = f"its footnotes say nothing of {', '.join(one.found[:4])}: “{_short(one.sentence)}”"
            found.append(Problem(code=codes.UNCITED, message=message, where=one.paragraph))
    for one in uncited_parts(case, known):
        message = f"no claim that the case cites has {', '.join(one.found[:4])}: “{_short(one.sentence)}”"
        found.append(Problem(code=codes.UNCITED, message=message, where=one.paragraph))
    found += verdicts(case, known, material)
    if not any(note.standing == "accepted" and note.claim is not None for note in known):
        message = "the case holds no reviewed claim: review some (`pactwatch review`) and add them (`pactwatch case add`)"
        found.append(Problem(code=codes.NOTHING, message=message))
    count = len(tuple(signed))
    if count < case.rules.signers:
        message = f"{count} of {case.rules.signers} people who are no authors have signed the case as it stands (`pactwatch case sign`)"
        found.append(Problem(code=codes.UNSIGNED, message=message))
    return tuple(found)


def _lost(case: Case, material: Material) -> Iterator[Problem]:
    for paragraph in case.paragraphs:
        for bad in parse(paragraph.text).bad:
            yield Problem(code=codes.LOST, message=f"[[{_short(bad)}]] is no reference", where=paragraph.id)
    yield from (Problem(code=codes.LOST, message=f"[[{name}]]: {why}") for name, why in material.lost.items())


def _unreviewed(notes: Iterable[Note]) -> Iterator[Problem]:
    for note in notes:
        if note.standing != "accepted":
            message = f"{note.ref} is {note.standing}; `pactwatch show {note.ref}` shows it, `pactwatch review` decides"
            yield Problem(code=codes.UNREVIEWED, message=message, where=f"footnote {note.number}")


def _excluded(case: Case, notes: Iterable[Note], material: Material) -> Iterator[Problem]:
    left_out = material.excluded | {one.ref for one in case.excluded}
    numbers = {note.ref: note.number for note in notes}
    asked = dict.fromkeys([*numbers, *(one.ref for one in case.exhibits)])
    for name in asked:
        shown = name in numbers or name not in material.reviews or standing(material.reviews[name], case.rules) == "accepted"
        if name in left_out and shown:
            what, where = ("cited", f"footnote {numbers[name]}") if name in numbers else ("an exhibit", name)
            yield Problem(code=codes.NOT_READY, message=f"{name} is {what} and excluded; take the one or the other back", where=where)


def verdicts(case: Case, notes: Iterable[Note], material: Material) -> Iterator[Problem]:
    """Yield what finds a violation: in the title, the standard, and in paragraphs that refer to no provision on which a named person concluded.

    Words that a sentence quotes, and that the document of one of its footnotes holds, are that document's own.
    """
    by_key = {note.ref: note for note in notes}
    for where, text in (("title", case.title), ("standard", case.standard)):
        if word := _finding(text):
            yield Problem(code=codes.VERDICT, message=f"the {where} says “{word}”: a {where} draws no conclusion", where=where)
    for paragraph in case.paragraphs:
        parsed = parse(paragraph.text)
        if any(ref.kind == "provision" and _concluded(material, ref.id) for ref in parsed.refs):
            continue
        for sentence in sentences(parsed):
            sources = [note for ref in sentence.refs if (note := by_key.get(key_of(ref, material) or ""))]
            word = _finding(_own_words(sentence, sources))
            if word:
                advice = "refer to a provision on which one stands (`pactwatch finding conclude`)"
                message = f"“{word}” is a person's conclusion, {advice}: “{_short(sentence.text)}”"
                yield Problem(code=codes.VERDICT, message=message, where=paragraph.id)


def _concluded(material: Material, provision: str) -> bool:
    return any(one.who.strip() for finding in material.findings.get(provision, ()) for one in finding.conclusions)


def _own_words(sentence: Sentence, sources: Iterable[Note]) -> str:
    texts = [_folded(note.document.text) for note in sources if note.document is not None]

    def kept(found: re.Match[str]) -> str:
        words = _folded(found[1]).strip(" .…,;'")
        return "" if words and any(words in text for text in texts) else found[0]

    return QUOTED.sub(kept, sentence.text)


def _folded(text: str) -> str:
    return " ".join(text.translate(MARKS).casefold().split())


def _finding(text: str) -> str:
    """Return the word of `text` that finds the law broken; "" where none does."""
    found = _words().search(text)
    if found is None and _law().search(text):
        found = _breach().search(text)
    return found[0] if found else ""


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(read_toml('output/paragraphs.toml')['verdict']['words'].split())})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _breach() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{read_toml('output/paragraphs.toml')['verdict']['breach']})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _law() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{read_toml('output/paragraphs.toml')['verdict']['law']})", re.IGNORECASE)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"

"""Readings and claims in the terminal: what was claimed, how certain, by whom, with the evidence in its sentence.

Colour is never the only sign: each modality has a word and a sign, and evidence is underlined, or set in ⟦ ⟧ where
there is no terminal to underline it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pactwatch.casefile.caveats import caveats
from pactwatch.casefile.context import pieces, sentence_around
from pactwatch.casefile.elsewhere import elsewhere_words
from pactwatch.casefile.plain import one_line, shown
from pactwatch.casefile.wording import (
    deed_words,
    modality_sign,
    modality_word,
    place_words,
    quantity_words,
    route_words,
    source_words,
    time_words,
    who_words,
)
from pactwatch.model import Block, Claim, Document, Reading, Span

STYLES = {
    "happened": "bold green", "ongoing": "bold green", "planned": "bold blue", "possible": "bold yellow",
    "alleged": "bold yellow", "denied": "bold red", "demanded": "bold magenta",
}  # fmt: skip
EVIDENCE = "bold underline"
CUE = "italic underline"


def print_reading(console: Console, reading: Reading) -> None:
    """Print one reading: a header, its claims in the order of the text, its problems."""
    console.print(_header(reading.document, summary(reading)))
    console.print(claim_list(reading, reading.claims, marks=not console.is_terminal))
    for problem in reading.problems:
        console.print(Text(f"  note {problem.code}: {one_line(problem.message)}", style="yellow"))
    console.print()


def print_claims(console: Console, reading: Reading, claims: Iterable[Claim], notes: Mapping[str, str] | None = None) -> None:
    """Print some claims of one reading under its document's header, each with its note, by id."""
    console.print(_header(reading.document, reading.document.id))
    console.print(claim_list(reading, tuple(claims), marks=not console.is_terminal, notes=notes or {}))
    console.print()


def summary(reading: Reading) -> str:
    """Return "14 claims (6 happened, 8 planned) · 9 statements" with the document's id before it."""
    counts = Counter(claim.modality for claim in reading.claims)
    parts = ", ".join(f"{n} {modality_word(m)}" for m, n in counts.most_common())
    claims = _count(len(reading.claims), "claim") + (f" ({parts})" if parts else "")
    return f"{reading.document.id} · {claims} · {_count(len(reading.statements), 'statement')}"


def claim_list(
    reading: Reading, claims: tuple[Claim, ...], *, marks: bool, notes: Mapping[str, str] = MappingProxyType({})
) -> RenderableType:
    """Return claims of a reading as numbered entries, each with its note, by id; `marks` sets evidence in ⟦ ⟧."""
    numbers = {claim.id: n for n, claim in enumerate(claims, 1)}
    grid = Table.grid(padding=(0, 1, 0, 1))
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(no_wrap=True, min_width=10)
    grid.add_column(ratio=1)
    for claim in claims:
        evidence = evidence_text(reading.document.text, claim, reading.blocks, marks=marks)
        said = [Text(notes[claim.id], style="yellow")] if claim.id in notes else []
        body = Group(*claim_lines(claim, numbers), evidence, *_cautions(claim, reading), *said, Text())
        grid.add_row(str(numbers[claim.id]), badge(claim.modality), body)
    return grid


def _cautions(claim: Claim, reading: Reading) -> list[Text]:
    """Return the lines that say what of the claim its own sentence does not say, and that it was not checked or proved."""
    words = elsewhere_words(claim, reading.document.text, reading.blocks)
    lines = [words] if words else []
    return [Text(line, style="yellow") for line in [*lines, *(f"caveat: “{line}”" for line in caveats(claim, reading))]]


def badge(modality: str) -> Text:
    """Return the sign and word of a modality."""
    return Text(f"{modality_sign(modality)} {modality_word(modality)}", style=STYLES[modality])


def claim_lines(claim: Claim, numbers: dict[str, int]) -> Iterator[Text]:
    """Yield the lines of one claim: type and parties; figure, time and place; source and id."""
    head = Text.assemble((deed_words(claim), "bold"))
    who = _facts([who_words(claim), one_line(claim.object.name) if claim.object else ""])
    if who:
        head.append("  ").append(who)
    yield head
    facts = [
        quantity_words(claim.quantity), route_words(claim), place_words(claim.place), time_words(claim.time),
    ]  # fmt: skip
    if any(facts):
        yield Text(_facts(facts))
    tail = Text.assemble("said by ", (one_line(source_words(claim.attributed_to)), "italic"))
    tail.append(f"  {claim.id}", style="dim")
    if claim.same_as:
        number = numbers.get(claim.same_as)
        tail.append(f"  same event as {number if number else claim.same_as}", style="dim")
    yield tail


def evidence_text(text: str, claim: Claim, blocks: tuple[Block, ...], *, marks: bool) -> Text:
    """Return each stretch of evidence in its sentence, modality cues in italics."""
    out = Text(style="dim" if not marks else "")
    done = 0
    for span in claim.evidence:
        window = sentence_around(text, span, blocks)
        if window[1] <= done:
            continue
        if done:
            out.append(" […] ")
        labels: list[tuple[Span, str]] = [(piece, "evidence") for piece in claim.evidence]
        labels += [(cue, "cue") for cue in claim.modality_cues]
        out.append(marked(text, window, labels, marks=marks))
        done = window[1]
    return out


def marked(text: str, window: Span, labels: list[tuple[Span, str]], *, marks: bool) -> Text:
    """Return `text` within `window`, its evidence and cues styled; `marks` adds ⟦ ⟧ around evidence."""
    out = Text()
    open_mark = False
    for start, end, found in pieces(window, labels):
        evidence = "evidence" in found
        if marks and evidence != open_mark:
            out.append("⟦" if evidence else "⟧")
        open_mark = evidence
        style = " ".join(s for s in ("not dim " + EVIDENCE if evidence else "", CUE if "cue" in found else "") if s)
        out.append(shown(text[start:end]), style=style)
    if marks and open_mark:
        out.append("⟧")
    return out


def _header(document: Document, line: str) -> RenderableType:
    title = Text(one_line(document.title or "Untitled"), style="bold")
    known = [document.publisher, document.published, document.language, document.url]
    facts = Text(_facts([part or "" for part in known]) or "publisher and date not known", style="dim")
    return Padding(Group(title, facts, Text(line, style="dim")), (0, 0, 1, 0))


def _facts(parts: list[str]) -> str:
    return " · ".join(one_line(part) for part in parts if part)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")

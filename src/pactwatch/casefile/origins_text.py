"""A story in the terminal: its claimants with relays and outlets on a line of time, copies, and what drifted."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from pactwatch.casefile.plain import one_line
from pactwatch.model import Document
from pactwatch.origins.types import Claimant, Story

SIGNS = {"own": "●", "deny": "✕", "comment": "○"}
WORDS = {"own": "says so itself", "deny": "denies it", "comment": "only comments"}


def summary(story: Story) -> str:
    """Return "8 reports, 1 claimant, 0 independent confirmations" and how many are of unknown lineage."""
    claimants = sum(claimant.standing != "comment" for claimant in story.claimants)
    parts = [
        _count(len(story.documents), "report"), _count(claimants, "claimant"),
        _count(story.independent_confirmations, "independent confirmation"),
    ]  # fmt: skip
    if story.unknown_lineage:
        parts.append(f"{len(story.unknown_lineage)} of unknown lineage")
    if story.left_out:
        parts.append(f"{_count(len(story.left_out), 'claimant')} left out by review")
    return ", ".join(parts)


def print_story(console: Console, story: Story, documents: Mapping[str, Document]) -> None:
    """Print one story as a tree."""
    console.print(Text(one_line(story.title), style="bold"))
    console.print(Text(f"{story.id} · {summary(story)}", style="dim"))
    for claimant in story.claimants:
        _print_claimant(console, story, claimant, documents)
    for name in story.unknown_lineage:
        console.print(_line("? source not named", "yellow"))
        console.print(_document("   └─ ", story, name, documents))
    for drift in story.drifts:
        console.print(Text(f"  ⚠ {drift.kind}: {one_line(drift.explanation)}", style="bold yellow"))
        console.print(Text(f"      {_outlet(documents[drift.against_document])}: ⟦{one_line(drift.against_words)}⟧", style="dim"))
        console.print(Text(f"      {_outlet(documents[drift.document])}: ⟦{one_line(drift.words)}⟧", style="dim"))
    for link in story.links:
        names = f"{_outlet(documents[link.a])} and {_outlet(documents[link.b])}"
        console.print(Text(f"  {names}: {link.probability:.2f}; {'; '.join(link.reasons)}", style="dim"))
    console.print()


def _print_claimant(console: Console, story: Story, claimant: Claimant, documents: Mapping[str, Document]) -> None:
    heard = [voice for voice in claimant.voices if voice != claimant.name]
    by = f" (by {', '.join(one_line(voice) for voice in heard)})" if heard else ""
    console.print(_line(f"{SIGNS[claimant.standing]} {one_line(claimant.name)}{by}: {WORDS[claimant.standing]}{_out(claimant, story)}", "bold"))
    for n, name in enumerate(claimant.documents):
        branch = "   └─ " if n == len(claimant.documents) - 1 else "   ├─ "
        console.print(_document(branch, story, name, documents, relay_words(claimant, documents[name])))


def _out(claimant: Claimant, story: Story) -> str:
    return "; left out: review rejected or retracted its claims" if claimant.name in story.left_out else ""


def relay_words(claimant: Claimant, document: Document) -> str:
    """Return the relays through which a claimant's word came to a document: "NIS → Yonhap → "; "" for none."""
    into = {b: a for a, b in claimant.relays}
    chain: list[str] = []
    at = document.publisher
    while at in into and len(chain) < 5:
        at = into[at]
        chain.append(at)
    return "".join(f"{one_line(name)} → " for name in reversed(chain))


def _document(branch: str, story: Story, name: str, documents: Mapping[str, Document], relays: str = "") -> Text:
    document = documents[name]
    copy = next((c for c in story.copies if c.document == name and c.relation == "near_verbatim"), None)
    text = Text(branch)
    text.append(f"{document.published or 'no date':<10}  ", style="dim")
    text.append(f"{relays}{_outlet(document)}")
    text.append(f"  {one_line(document.title or '')}", style="italic")
    if copy is not None:
        text.append(f"  copy of {_outlet(documents[copy.of])} ({copy.similarity:.0%})", style="yellow")
    text.append(f"  {name}", style="dim")
    return text


def _outlet(document: Document) -> str:
    return one_line(document.publisher or document.url or "outlet not known")


def _line(words: str, style: str) -> Text:
    return Text(f"  {words}", style=style)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"

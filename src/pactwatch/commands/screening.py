"""`pactwatch screen`: names, or the parties of claims, against the sanctions lists in the ledger."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from functools import partial
from typing import Any, NamedTuple

import msgspec

from pactwatch.commands.choices import Format
from pactwatch.commands.failing import say
from pactwatch.commands.given import checked, says_something
from pactwatch.commands.lists import day_of, today
from pactwatch.commands.progress import Progress
from pactwatch.commands.screening_names import Named, names_of_claims
from pactwatch.commands.screening_out import Printer
from pactwatch.errors import UsageError
from pactwatch.instruments.codes import UNKNOWN_DOCUMENT
from pactwatch.model import Judgement
from pactwatch.screening.model import ListCopy, Match, Screened
from pactwatch.screening.on_day import Dated, DayScreener
from pactwatch.store import ClaimFilter, open_ledger
from pactwatch.store.lists import KeptCopy
from pactwatch.store.view import View

DECISION = "screen.decision"
MOST_BYTES = 200_000_000
"""Bytes of a file of names."""


class Wanted(NamedTuple):
    """What is to be screened: names given, a file of names, a document's claims, or all claims; one of them."""

    names: list[str]
    file: str | None = None
    document: str | None = None
    everything: bool = False


def screen_names(ledger: str, wanted: Wanted, *, as_of: str | None, only: list[str], form: Format) -> None:
    """Screen what is wanted against the lists; UsageError PW132, PW142, PW143 where that is nothing, or there is no list."""
    day = day_of(as_of)
    _check(wanted)
    with open_ledger(ledger) as opened, opened.view() as view:
        screener = screener_on(view, day, only)
        decisions = decided(view)
        names = _named(view, wanted)
        printer = Printer(form)
        with Progress(quiet=False, what="names screened") as progress:
            for named in names:
                printer.add(named, with_decisions(screener.screen(named.query), decisions))
                progress.step()
        printer.close()
    if not printer.queries:
        say("nothing was screened: these claims name no party or source that is screened")
    for line in screener.asked:
        say(f"asked {line}")
    if printer.matches:
        say("a match is a name, not a person: see what is missing, then `pactwatch lists decide`")


def screener_on(
    view: View, day: str | None, only: Iterable[str] = (), load: Callable[[KeptCopy], ListCopy] | None = None
) -> DayScreener:
    """Return what screens against the lists as they stood on `day` (today); UsageError PW142 where there is no list.

    `load` gets the entries of a copy when they are first needed, from `view` unless it is given.
    """
    chosen = {name.casefold() for name in only}
    kept = [item for item in view.list_copies() if not chosen or item.copy.name.casefold() in chosen]
    if not kept:
        known = ", ".join(sorted({item.copy.name for item in view.list_copies()}))
        none = "the ledger holds no list; `pactwatch lists add FILE --as-of DATE` adds one"
        message = f"no list of that name; there are {known}" if known else none
        raise UsageError(message, code="PW142")
    newest = {(item.copy.name, item.copy.as_of): item for item in kept}
    dated = [Dated(name, as_of, partial(load or view.list_entries, item)) for (name, as_of), item in newest.items()]
    return DayScreener(dated, day or today())


def _check(wanted: Wanted) -> None:
    ways = (bool(wanted.names), wanted.file is not None, wanted.document is not None, wanted.everything)
    if sum(ways) != 1:
        raise UsageError("give names, or --file, or --document, or --all: one of them", code="PW142")
    silent = next((name for name in wanted.names if not says_something(name)), None)
    if silent is not None:
        raise UsageError(f"the name {silent!r} has no letter or digit: there is nothing to screen", code="PW142")


def _named(view: View, wanted: Wanted) -> Iterable[Named]:
    """Return the names to screen; what is wrong with them is raised before anything is printed."""
    if wanted.document is not None and not view.holds(wanted.document):
        message = f"the ledger holds no document {wanted.document}; `pactwatch claims` shows which it holds"
        raise UsageError(message, code=UNKNOWN_DOCUMENT)
    if wanted.document is not None or wanted.everything:
        return names_of_claims(view.claims(ClaimFilter(document=wanted.document)))
    return [Named(query=name) for name in (wanted.names if wanted.file is None else _lines(wanted.file))]


def _lines(file: str) -> list[str]:
    """Return the names of a file; UsageError PW143 where it is no text, PW142 where a line, or all of it, names nothing."""
    try:
        with nullcontext(sys.stdin.buffer) if file == "-" else open(file, "rb") as lines:
            data = lines.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"--file {file} cannot be read ({error.strerror or error})", code="PW143") from error
    if len(data) > MOST_BYTES:
        raise UsageError(f"--file {file} has more than {MOST_BYTES:,} bytes; screen it in parts", code="PW143")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"--file {file} is not UTF-8 text (byte {error.start}); save it as UTF-8", code="PW143") from error
    if "\0" in text:
        raise UsageError(f"--file {file} is no text: it has a zero byte (character {text.index(chr(0))})", code="PW143")
    found = {number: line.strip() for number, line in enumerate(text.split("\n"), 1) if line.strip()}
    if not found:
        raise UsageError(f"--file {file} holds no name; write one a line", code="PW142")
    silent = next((number for number, name in found.items() if not says_something(name)), None)
    if silent is not None:
        raise UsageError(f"line {silent} of --file {file} has no letter or digit: there is nothing to screen", code="PW142")
    return list(found.values())


def subject_of(query: str, name: str, reference: str) -> str:
    """Return the subject of a decision: one name against one entry of one list, on whatever day."""
    return f"{name}/{reference}/{' '.join(query.casefold().split())}"


def decided(view: View) -> dict[str, Judgement]:
    """Return the decisions in force by subject; of two about one subject the later counts."""
    return {judgement.subject: judgement for judgement in view.judgements(kind=DECISION)}


def with_decisions(found: Screened, decisions: dict[str, Judgement]) -> Screened:
    """Return `found` with what people decided: "same" makes a match, "different" is none any more, each with who and why."""
    if not decisions:
        return found
    matches: list[Match] = []
    others: list[Match] = []
    for match, place in [(match, matches) for match in found.matches] + [(match, others) for match in found.candidates]:
        judgement = decisions.get(subject_of(found.query, match.list, match.reference))
        if judgement is None:
            place.append(match)
            continue
        said = str(judgement.value.get("decision"))
        noted = msgspec.structs.replace(match, decision=f"{said}: {judgement.who}, {judgement.at[:10]}: {judgement.why} ({judgement.id})")
        {"same": matches, "different": others}.get(said, place).append(noted)
    return msgspec.structs.replace(found, matches=tuple(matches), candidates=tuple(others))


def decide(ledger: str, query: str, reference: str, decision: str, *, why: str, who: str | None, list_name: str | None) -> dict[str, Any]:
    """Keep what a person decided about a name and an entry. UsageError PW142 where no list has the entry, PW124 for no name."""
    checked({"the name": query})
    with open_ledger(ledger, create=True) as opened:
        with opened.view() as view:
            name, exact = entry_named(view, reference, list_name)
        value = {"query": query, "list": name, "reference": exact, "decision": decision}
        judgement = opened.judge(DECISION, subject_of(query, name, exact), value, why=why, who=who)
    return _row(judgement)


def entry_named(view: View, reference: str, list_name: str | None) -> tuple[str, str]:
    """Return list and reference of the one entry that is called so; UsageError PW142 where none or several are."""
    found = {
        (kept.copy.name, entry.reference)
        for kept in view.list_copies()
        if list_name is None or kept.copy.name.casefold() == list_name.casefold()
        for entry in view.list_entries(kept).entries
        if entry.reference.casefold() == reference.strip().casefold()
    }
    if len(found) != 1:
        how = "several lists have" if found else "no list in the ledger has"
        raise UsageError(f"{how} an entry {reference}" + ("; name one with --list" if found else ""), code="PW142")
    return found.pop()


def undo_decision(ledger: str, wanted: str, *, why: str, who: str | None) -> dict[str, Any]:
    """Take a decision back by its id."""
    with open_ledger(ledger, create=True) as opened:
        return _row(opened.undo(wanted, why=why, who=who, kinds=(DECISION,)))


def list_decisions(ledger: str, *, history: bool) -> list[dict[str, Any]]:
    """Return the decisions in force, oldest first; with `history`, undone ones and undos too."""
    with open_ledger(ledger) as opened, opened.view() as view:
        return [_row(judgement) for judgement in view.judgements(kind=DECISION, history=history)]


def _row(judgement: Judgement) -> dict[str, Any]:
    value = judgement.value
    return {
        "id": judgement.id, "query": value.get("query"), "list": value.get("list"), "reference": value.get("reference"),
        "decision": value.get("decision"), "who": judgement.who, "at": judgement.at, "why": judgement.why, "undoes": judgement.undoes,
    }  # fmt: skip

"""`pactwatch instruments`: list, show, check and add resolutions and treaties."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import typer

from pactwatch.casefile.plain import one_line
from pactwatch.casefile.rows import encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import FAILED, SOME_INPUTS, say
from pactwatch.commands.instrument_files import Texts, file_bytes, texts_at, texts_of
from pactwatch.commands.printing import write
from pactwatch.errors import PactwatchError, UsageError
from pactwatch.instruments import codes
from pactwatch.instruments.check import problems
from pactwatch.instruments.clashes import changes, clashes
from pactwatch.instruments.numbering import numbered
from pactwatch.instruments.official import Paragraph, named_in, of_work, paragraphs
from pactwatch.instruments.register import parse, register, shipped
from pactwatch.instruments.types import Instrument, Provision
from pactwatch.store import Ledger, open_ledger
from pactwatch.store.instrument_texts import InstrumentText, make_text


def list_instruments(ledger: str, text: str | None, form: Format) -> None:
    """Print all provisions, or those whose citation, gist or regime holds the words of `text`."""
    texts = texts_at(ledger)
    words = (text or "").casefold().split()
    rows = [(one, provision) for one in texts.register.instruments for provision in one.provisions if holds(one, provision, words)]
    if form is Format.table:
        write("".join(f"{line}\n" for line in _listed(rows, texts)).encode("utf-8", "backslashreplace"))
        if not rows:
            say("no provision matches")
        return
    _print([provision_facts(one, provision, texts, brief=True) for one, provision in rows], "provisions", form)


def holds(one: Instrument, provision: Provision, words: Sequence[str]) -> bool:
    """Say whether a provision or its instrument holds all `words`, which are in lower case."""
    text = f"{provision.id} {provision.cite} {provision.gist} {provision.act} {provision.object} {one.title} {one.regime}".casefold()
    return all(word in text for word in words)


def _listed(rows: Sequence[tuple[Instrument, Provision]], texts: Texts) -> Iterator[str]:
    last = None
    for one, provision in rows:
        if one.id != last:
            yield f"\n{one.symbol or one.title} {one.adopted or ''}  {one.title if one.symbol else ''}".rstrip()
            last = one.id
        yield f"  {provision.id:30} {provision.binding:12} {_official_mark(texts.official.get(provision.id))} {provision.gist}"


def _official_mark(paragraph: Paragraph | None) -> str:
    if paragraph is None:
        return " "
    return "§" if paragraph.agrees else "!"


def show_instrument(ledger: str, wanted: str, form: Format) -> None:
    """Print a provision, or an instrument with all of its own. Raises UsageError PW130 where there is neither."""
    texts = texts_at(ledger)
    try:
        one = texts.register.instrument(wanted)
        provisions: Sequence[Provision] = one.provisions
    except UsageError:
        provisions = [texts.register.provision(wanted)]
        one = texts.register.instrument_of(provisions[0])
    if form is Format.table:
        lines = [line for provision in provisions for line in _page(one, provision, texts)]
        write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
    else:
        _print([provision_facts(one, provision, texts, brief=False) for provision in provisions], "provisions", form)


def _page(one: Instrument, provision: Provision, texts: Texts) -> Iterator[str]:
    yield f"{provision.cite}  ({provision.id})"
    yield f"  {provision.gist}"
    bound = ", ".join(provision.bound) or "not said"
    yield f"  {provision.verb or provision.kind}: {provision.binding}; bound: {bound}; direction: {provision.direction}"
    for period in provision.in_force:
        extra = "; disputed" if period.disputed else ""
        yield f"  in force from {period.start}{f' until {period.until}' if period.until else ''}{extra}{f' ({period.basis})' if period.basis else ''}"
    for name, values in (("extends", provision.extends), ("changed by", provision.changed_by), ("exceptions", provision.exceptions)):
        if values:
            yield f"  {name}: {'; '.join(values)}"
    if provision.note:
        yield f"  note: {provision.note}"
    paragraph = texts.official.get(provision.id)
    yield from _official(provision, paragraph)
    for element in provision.elements:
        yield f"  - {element.id} ({element.kind}): {element.question}"
        words = texts.element_words(provision.id, element.id)
        if words:
            yield f"      “{words}”"
        for status in ("contested", "not_met", "unknown", "met"):
            for condition in getattr(element, status):
                yield f"      {status.replace('_', ' ')} when {condition}"
    for condition in provision.when:
        yield f"  raised when {condition}"
    for reading in provision.readings:
        yield f"  read ({reading.label}): {reading.text}{f' Held by: {reading.held_by}' if reading.held_by else ''}"
    yield ""
    del one


def _official(provision: Provision, paragraph: Paragraph | None) -> Iterator[str]:
    if paragraph is None:
        yield "  official words: not in the ledger; `pactwatch instruments add FILE` adds a copy"
    elif paragraph.agrees is False:
        yield f"  OFFICIAL WORDS DIFFER from those on record (sha256 {provision.sha256}):"
        yield f"    {one_line(paragraph.text)}"
    else:
        yield f"  official words{' (hash agrees)' if paragraph.agrees else ' (no hash on record)'}: {one_line(paragraph.text)}"


def provision_facts(one: Instrument, provision: Provision, texts: Texts, *, brief: bool) -> dict[str, Any]:
    """Return a provision as plain data: a row of a list, or all of it with its instrument and the official words."""
    paragraph = texts.official.get(provision.id)
    official = None if paragraph is None else {"agrees": paragraph.agrees, "sha256": paragraph.sha256}
    if brief:
        fields = {name: getattr(provision, name) for name in ("id", "cite", "gist", "binding", "verb", "direction", "sha256")}
        return fields | {"instrument": one.id, "official": official}
    whole: dict[str, Any] = msgspec.to_builtins(provision)
    about = {name: getattr(one, name) for name in ("id", "title", "symbol", "adopted", "issuer", "regime", "parties")}
    if official is not None and paragraph is not None:
        official["text"] = paragraph.text
    return whole | {"instrument": about | {"events": msgspec.to_builtins(one.events)}, "official": official}


def _print(rows: Sequence[dict[str, Any]], name: str, form: Format) -> None:
    if form is Format.json:
        write(encode_json({name: rows}) + b"\n")
    elif form is Format.jsonl:
        write(b"".join(encode_json(row) + b"\n" for row in rows))
    else:
        import csv
        import io

        out = io.StringIO()
        lines = csv.writer(out)
        flat = ("id", "cite", "gist", "binding", "verb", "direction", "sha256")
        lines.writerow(flat)
        lines.writerows([row.get(column) for column in flat] for row in rows)
        write(out.getvalue().encode("utf-8", "backslashreplace"))


def check_files(files: Sequence[Path]) -> None:
    """Print what is wrong with instrument files; raise typer.Exit 3 where one cannot be read, else 1 where anything is wrong."""
    wrong = unread = 0
    for path in files:
        try:
            text = file_bytes(path).decode("utf-8", "replace")
        except PactwatchError as error:
            unread += 1
            say(f"{error.code} {path}: {error}")
            continue
        found = problems(text)
        wrong += len(found)
        for problem in found:
            write(f"FAILED {path}: {one_line(problem)}\n".encode("utf-8", "backslashreplace"))
        if not found:
            one = parse(tomllib.loads(text))
            elements = sum(len(provision.elements) for provision in one.provisions)
            write(f"{path}: {one.id}, {len(one.provisions)} provisions, {elements} elements, nothing wrong\n".encode())
    if wrong:
        say(f"{wrong} problem{'s' if wrong > 1 else ''}; docs/how-to/bear-on-paragraphs.md describes the format")
    if wrong or unread:
        raise typer.Exit(SOME_INPUTS if unread else FAILED)


def add_files(ledger: str, files: Sequence[Path], instrument: str | None) -> None:
    """Keep official texts and instrument files in the ledger; exit 3 where some cannot be, 1 where words differ from the record."""
    failed = differing = 0
    with open_ledger(ledger, create=True) as opened:
        for path in files:
            try:
                differing += _add(opened, path, instrument)
            except PactwatchError as error:
                failed += 1
                say(f"{error.code} {path}: {error}")
    if failed:
        raise typer.Exit(SOME_INPUTS)
    if differing:
        say(f"{differing} paragraphs differ from those on record; `pactwatch verify` names them")
        raise typer.Exit(FAILED)


def _add(ledger: Ledger, path: Path, wanted: str | None) -> int:
    data = file_bytes(path)
    if path.suffix.lower() == ".toml":
        return _add_register(ledger, path, data)
    with ledger.view() as view:
        known = texts_of(view).register
    numbered(data)
    one = known.instrument(wanted) if wanted else named_in(data, known.instruments)
    if one is None:
        raise UsageError("it does not say which instrument it is; name it with --instrument", code=codes.UNNAMED)
    found = paragraphs(data, one.provisions)
    hashed = [provision for provision in one.provisions if provision.sha256]
    wrong = [provision.cite for provision in hashed if provision.id not in found or not found[provision.id].agrees]
    if len(wrong) == len(hashed) > 1 and not wanted and one is not of_work(data, known.instruments):
        message = f"it names {one.symbol or one.title} first, but has none of the {len(hashed)} paragraphs on record; name it with --instrument"
        raise UsageError(message, code=codes.UNNAMED)
    media = "application/akn+xml" if data.lstrip().startswith(b"<") else "text/plain"
    new = _keep(ledger, make_text(one.id, "official", data, str(path), media), data)
    known_already = "" if new else " (known already)"
    write(f"{path}: {one.symbol or one.title}, {len(hashed) - len(wrong)} of {len(hashed)} paragraphs agree{known_already}\n".encode())
    for cite in wrong:
        write(f"DIFFERS {cite}: its words are not those on record, or it is missing\n".encode())
    return len(wrong)


def _add_register(ledger: Ledger, path: Path, data: bytes) -> int:
    text = data.decode("utf-8", "replace")
    clash = _clashes(text, shipped(), register().facts)
    found = clash or problems(text)
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise UsageError(f"{found[0]}{more}; `pactwatch instruments check` lists all", code=codes.CLASH if clash else codes.BAD_FILE)
    one = parse(tomllib.loads(text))
    with ledger.view() as view:
        tables = {name: tomllib.loads(other) for name, other in view.register_files().items()}
    others = {name: table for name, table in tables.items() if name != one.id}
    clash = _clashes(text, map(parse, others.values()), {name for table in others.values() for name in table.get("facts", {})})
    if clash:
        raise UsageError(clash[0], code=codes.CLASH)
    kept = make_text(one.id, "register", data, str(path), "application/toml")
    new = _keep(ledger, kept, data)
    write(f"{path}: {one.id} with {len(one.provisions)} provisions{'' if new else ' (known already)'}\n".encode())
    if new and one.id in tables:
        line = f"{path}: it stands in place of the file of {one.id} that was added before; {changes(parse(tables[one.id]), one)}"
        write(f"{one_line(line)}\n".encode("utf-8", "backslashreplace"))
    return 0


def _clashes(text: str, others: Iterable[Instrument], facts: Iterable[str]) -> list[str]:
    try:
        table = tomllib.loads(text)
        return list(clashes(parse(table), table.get("facts", {}), others, facts))
    except (ValueError, TypeError, AttributeError, PactwatchError):
        return []  # what else is wrong with the file is told by `problems`


def _keep(ledger: Ledger, text: InstrumentText, data: bytes) -> bool:
    """Keep a text and say whether it is new. UsageError PW138 where it was kept before and a later one counts."""
    new = ledger.add_instrument_text(text, data)
    with ledger.view() as view:
        newest = [kept for kept in view.instrument_texts(text.instrument) if kept.kind == text.kind][-1]
    if newest.id != text.id:
        message = f"this copy is in the ledger already, and a later one ({newest.source}) counts; add a line break at its end to add it anew"
        raise UsageError(message, code=codes.REPLACED)
    return new

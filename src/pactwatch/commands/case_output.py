"""`pactwatch case build|check|status|sign|publish|export`: drafting, checking, signing and writing case files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import typer

from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.case_edits import case_named
from pactwatch.casefile.case_file import CaseFile, Problem
from pactwatch.casefile.case_shown import signed_value
from pactwatch.casefile.cases import PUBLISH, SIGN, Case
from pactwatch.casefile.codes import UNSIGNED
from pactwatch.casefile.plain import counted, one_line
from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.commands.case_sources import case_file, material_of
from pactwatch.commands.casing import Call, edit_case, may_sign, person
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import FAILED, say
from pactwatch.commands.outputs import checked_output
from pactwatch.commands.printing import write, write_csv
from pactwatch.commands.tracing import trace_ledger
from pactwatch.errors import UsageError
from pactwatch.model import Judgement
from pactwatch.store import Ledger, open_ledger

SUFFIXES = {".html": "html", ".htm": "html", ".pdf": "pdf", ".docx": "docx", ".md": "md", ".markdown": "md", ".zip": "zip", ".bib": "bib"}
FORMATS = ("html", "pdf", "docx", "md", "zip", "bib")


def build_case(call: Call, *, draft: bool) -> None:
    """Draft paragraphs from the case's reviewed claims that no paragraph cites yet; with `draft` from unreviewed ones too."""
    from pactwatch.casefile.case_draft import drafts, widened

    traced = trace_ledger(call.ledger)
    with open_ledger(call.ledger) as ledger, ledger.view() as view:
        case = case_named(view, call.case)
        material = material_of(view, widened(view, case, traced), traced)
    made = drafts(case, material, draft=draft)
    for why, names in made.left_out.items():
        say(f"left out, {why}: {len(names)} claim{'' if len(names) == 1 else 's'} ({', '.join(names[:5])}{', ...' if len(names) > 5 else ''})")
    if not made.paragraphs:
        say(f"nothing to draft: no {'' if draft else 'reviewed '}claim of {case.id} is without a paragraph; add claims with `pactwatch case add`")
    edit_case(call, *(partial(_add, text) for text in made.paragraphs), each=True)


def _add(text: str, ledger: Ledger, asked: edits.Edit) -> Judgement:
    return edits.add_paragraph(ledger, asked, text)


def check_case(ledger: str, wanted: str, form: Format) -> None:
    """Print what forbids exporting a case; exit 1 where something does."""
    found = _file(ledger, wanted)
    _print_problems(found.problems, form)
    if found.problems:
        raise typer.Exit(FAILED)
    say(f"{found.case.id} can be exported: {counted(len(found.notes), 'footnotes')}, {counted(len(found.signed), 'signatures')}")


def _print_problems(problems: Iterable[Problem], form: Format) -> None:
    if form is Format.json:
        write(encode_json({"problems": list(problems)}) + b"\n")
    elif form is Format.jsonl:
        write(b"".join(encode_json(one) + b"\n" for one in problems))
    elif form is Format.csv:
        write_csv([csv_line(("code", "where", "message")), *(csv_line((one.code, one.where, one.message)) for one in problems)])
    else:
        for one in problems:
            sys.stdout.write(_line(one) + "\n")


def _line(problem: Problem) -> str:
    return one_line(f"{problem.code} {problem.where + ': ' if problem.where else ''}{problem.message}")


def _file(ledger: str, wanted: str, *, draft: bool = False) -> CaseFile:
    with open_ledger(ledger) as opened, opened.view() as view:
        case = case_named(view, wanted)
    traced = trace_ledger(ledger)
    with open_ledger(ledger) as opened, opened.view() as view:
        return case_file(view, case_named(view, case.id), draft=draft, traced=traced)


def sign_case(call: Call) -> None:
    """Sign a case as it stands: its text, its claims as cited, grades, findings. An author cannot (PW172), nor anybody one that is not ready."""
    found = _file(call.ledger, call.case)
    may_sign(found.case, person(call.who))
    _refuse([one for one in found.problems if one.code != UNSIGNED], f"{found.case.id} cannot be signed as it stands")
    _judge(call, found.case, SIGN, signed_value(found), "read and signed")


def publish_case(call: Call) -> None:
    """Record that the case was published as it stands, so that later retractions show; it takes the signature of one more person."""
    found = _file(call.ledger, call.case)
    _refuse(found.problems, f"{found.case.id} cannot be published as it stands")
    if len(found.signed) < max(1, found.case.rules.signers):
        _refuse([Problem(code=UNSIGNED, message=f"nobody but its authors has signed {found.case.id} (`pactwatch case sign`)")], "not published")
    notes = {str(note.number): note.ref for note in found.notes if note.kind == "claim"}
    _judge(call, found.case, PUBLISH, {**signed_value(found), "notes": notes}, "published")


def _judge(call: Call, case: Case, kind: str, value: dict[str, Any], why: str) -> None:
    expected = case.version if call.expected is None else call.expected
    fixed = msgspec.structs.replace(call, case=case.id, expected=expected)

    def write_it(ledger: Ledger, asked: edits.Edit) -> Judgement:
        return edits.edit(ledger, asked, lambda _: (kind, value), why)

    edit_case(fixed, write_it)


def _refuse(problems: Iterable[Problem], what: str) -> None:
    lines = [_line(one) for one in problems]
    if lines:
        for line in lines:
            say(line)
        say(f"{what}; --draft exports it all the same, stamped DRAFT" if "export" in what else what)
        raise typer.Exit(FAILED)


def export_case(ledger: str, wanted: str, form: str | None, out: Path | None, *, draft: bool) -> None:
    """Write a case in a format, that of the file's name where none is given; exit 1 where it is not ready and no draft."""
    out = None if out is not None and str(out) == "-" else out
    chosen = _format(form, out)
    checked_output("--out", out, ledger)
    found = _file(ledger, wanted, draft=draft)
    if not draft:
        _refuse(found.problems, f"{found.case.id} cannot be exported as it stands")
    for one in found.left_out if not draft else ():
        say(f"left out, {one.why}: {', '.join(one.claims)}")
    data = _rendered(found, chosen, ledger)
    if out is None:
        write(data)
        return
    _write(out, data)
    from pactwatch.ids import sha256_hex

    notes = counted(len(found.notes), "footnotes")
    say(f"{out}: {found.case.id}{' (DRAFT)' if draft else ''}, {notes}, {len(data):,} bytes, sha256 {sha256_hex(data)}")


def _format(form: str | None, out: Path | None) -> str:
    chosen = form or (SUFFIXES.get(out.suffix.lower()) if out is not None else None)
    if chosen is None:
        known = ", ".join(FORMATS)
        raise UsageError(f"name the format with --format ({known}), or a file that ends so with --out", code="PW100")
    if out is None and chosen in ("pdf", "docx", "zip") and sys.stdout.isatty():
        raise UsageError(f"--out FILE.{chosen} is needed: {chosen} is nothing for a terminal", code="PW122")
    return chosen


def _rendered(file: CaseFile, form: str, ledger: str) -> bytes:
    from pactwatch.casefile.case_formats import rendered

    if form == "zip":
        from pactwatch.casefile.case_bundle import bundle

        with open_ledger(ledger) as opened, opened.view() as view:
            return bundle(file, view)
    return rendered(file, form)


def _write(out: Path, data: bytes) -> None:
    """Write the file whole or not at all."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)

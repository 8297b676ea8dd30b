"""What the forms of a case do, each by its action: one function of `pactwatch.casefile.case_edits` apiece."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.case_edits import Edit, case_named
from pactwatch.casefile.case_file import CaseFile, Problem
from pactwatch.casefile.case_shown import seen_digest, signed_value
from pactwatch.casefile.cases import PUBLISH, SIGN
from pactwatch.casefile.codes import NO_PART, UNSIGNED
from pactwatch.commands.casing import may_sign, replying, setting
from pactwatch.errors import LedgerError, UsageError
from pactwatch.store.codes import CASE_CHANGED
from pactwatch.web.context import Context
from pactwatch.web.forms import version_sent
from pactwatch.web.pages.case_kept import file_of

Done = tuple[str, str]
"""What was done, for the page to say, and the part of the page that it is shown at."""


def change(ctx: Context, case: str, form: Mapping[str, str]) -> Done:
    """Do what a form of the case asks for. UsageError PW170 for what no form does."""
    act = _ACTS.get(form.get("action", ""))
    if act is None:
        raise UsageError("a case takes no such change", code=NO_PART)
    check_version(case, form)
    return act(ctx, _edit(ctx, case, form), form)


def _edit(ctx: Context, case: str, form: Mapping[str, str]) -> Edit:
    return Edit(case=case, who=ctx.person.name, why=form.get("why", ""), expected=version_sent(form), reviewer=ctx.person.may("reviewer"))


def check_version(case: str, form: Mapping[str, str]) -> None:
    """Refuse a form of a page that does not say what it was made from. LedgerError PW415."""
    if version_sent(form) is None:
        raise LedgerError(f"the form does not say which version of {case} it was made from; look at it as it is now", code=CASE_CHANGED)


def _write(ctx: Context, asked: Edit, form: Mapping[str, str]) -> Done:
    made = edits.add_paragraph(ctx.ledger, asked, form.get("text", ""))
    return "added", str(made.value.get("id", ""))


def _rewrite(ctx: Context, asked: Edit, form: Mapping[str, str]) -> Done:
    paragraph, move = form.get("paragraph", ""), form.get("move", "")
    if move == "remove":
        edits.remove_paragraph(ctx.ledger, asked, paragraph)
        return "removed", "paragraphs"
    if move in ("up", "down"):
        edits.move_paragraph(ctx.ledger, asked, paragraph, _after(ctx, asked.case, paragraph, move))
    else:
        edits.edit_paragraph(ctx.ledger, asked, paragraph, form.get("text", ""))
    return "saved", paragraph


def _after(ctx: Context, case: str, paragraph: str, move: str) -> str:
    """Return the paragraph that this one is to stand after, "" for the beginning."""
    with ctx.view() as view:
        ids = [one.id for one in case_named(view, case).paragraphs]
    place = ids.index(paragraph) if paragraph in ids else 0
    if move == "up":
        return ids[place - 2] if place > 1 else ""
    return ids[min(place + 1, len(ids) - 1)]


def build(ctx: Context, asked: Edit, _: Mapping[str, str] | None = None) -> Done:
    """Draft a paragraph for each reviewed claim that has none. UsageError PW170 where there is nothing to draft."""
    from pactwatch.casefile.case_draft import drafts, widened
    from pactwatch.commands.case_sources import material_of

    with ctx.view() as view:
        case = case_named(view, asked.case)
        traced = ctx.server.computed.stories.known(view).value
        made = drafts(case, material_of(view, widened(view, case, traced), traced), draft=False)
    if not made.paragraphs:
        raise UsageError("there is nothing to draft: no reviewed claim among the exhibits is without a paragraph", code=NO_PART)
    for number, text in enumerate(made.paragraphs):
        expected = None if asked.expected is None else asked.expected + number
        edits.add_paragraph(ctx.ledger, Edit(case=asked.case, who=asked.who, expected=expected), text)
    return "built", "paragraphs"


def _add(ctx: Context, asked: Edit, form: Mapping[str, str]) -> Done:
    edits.add_exhibit(ctx.ledger, asked, form.get("ref", ""))
    return "added", "exhibits"


def _add_many(ctx: Context, asked: Edit, _: Mapping[str, str]) -> Done:
    chosen = ctx.form_list("ref")
    if not chosen:
        raise UsageError("choose the claims to add", code=NO_PART)
    for number, ref in enumerate(chosen):
        expected = None if asked.expected is None else asked.expected + number
        edits.add_exhibit(ctx.ledger, Edit(case=asked.case, who=asked.who, expected=expected), ref)
    return "added", "exhibits"


def _remove(ctx: Context, asked: Edit, form: Mapping[str, str]) -> Done:
    edits.remove(ctx.ledger, asked, form.get("what", ""), form.get("ref", ""))
    return "removed", "exhibits"


def _question(ctx: Context, asked: Edit, form: Mapping[str, str]) -> Done:
    edits.add_question(ctx.ledger, asked, form.get("text", ""))
    return "added", "questions"


def _exclude(ctx: Context, asked: Edit, form: Mapping[str, str]) -> Done:
    edits.exclude(ctx.ledger, asked, form.get("ref", ""))
    return "saved", "excluded"


def _reply(ctx: Context, asked: Edit, form: Mapping[str, str]) -> Done:
    given: dict[str, str | None] = {name: form.get(name, "").strip() or None for name in ("asked", "question", "answered", "answer")}
    party = form.get("entry", "") or form.get("party", "")
    replying(party, given)(ctx.ledger, asked)
    return "saved", "reply"


def _set(ctx: Context, asked: Edit, form: Mapping[str, str]) -> Done:
    setting(form.get("field", ""), form.get("value", "").strip())(ctx.ledger, asked)
    return "saved", "rules"


def _undo(ctx: Context, asked: Edit, form: Mapping[str, str]) -> Done:
    edits.undo(ctx.ledger, asked, form.get("judgement") or None)
    return "undo", ""


_ACTS: dict[str, Callable[[Context, Edit, Mapping[str, str]], Done]] = {
    "write": _write, "edit": _rewrite, "build": build, "add": _add, "add-many": _add_many, "remove": _remove, "question": _question,
    "exclude": _exclude, "reply": _reply, "set": _set, "undo": _undo,
}  # fmt: skip


def sign(ctx: Context, case: str, form: Mapping[str, str]) -> None:
    """Sign a case. UsageError PW172 for an author, and the first problem of a case that is not ready.

    LedgerError PW415 where the form's `seen` is not the `seen_digest` of what would be signed.
    """
    with ctx.view() as view:
        file = file_of(ctx, view, case_named(view, case))
    may_sign(file.case, ctx.person.name)
    _refuse([one for one in file.problems if one.code != UNSIGNED])
    _check_seen(file, form)
    _keep(ctx, file, form, SIGN, signed_value(file), "read and signed")


def publish(ctx: Context, case: str, form: Mapping[str, str]) -> None:
    """Record a publication. UsageError for a case that is not ready, or that nobody but its authors has signed; else as `sign`."""
    with ctx.view() as view:
        file = file_of(ctx, view, case_named(view, case))
    _refuse(file.problems)
    if len(file.signed) < max(1, file.case.rules.signers):
        raise UsageError("nobody but its authors has signed the case", code=UNSIGNED)
    _check_seen(file, form)
    notes = {str(note.number): note.ref for note in file.notes if note.kind == "claim"}
    _keep(ctx, file, form, PUBLISH, {**signed_value(file), "notes": notes}, "published")


def _check_seen(file: CaseFile, form: Mapping[str, str]) -> None:
    if form.get("seen", "") != seen_digest(file):
        message = f"{file.case.id} prints something else than you saw: what it cites was decided about meanwhile; look at it again"
        raise LedgerError(message, code=CASE_CHANGED)


def _refuse(problems: Any) -> None:
    found: list[Problem] = list(problems)
    if found:
        more = f" (and {len(found) - 1} more, listed below)" if len(found) > 1 else ""
        raise UsageError(f"the case is not ready: {found[0].message}{more}", code=found[0].code)


def _keep(ctx: Context, file: CaseFile, form: Mapping[str, str], kind: str, value: dict[str, Any], why: str) -> None:
    asked = _edit(ctx, file.case.id, form)
    fixed = Edit(case=file.case.id, who=asked.who, expected=file.case.version if asked.expected is None else asked.expected)
    edits.edit(ctx.ledger, fixed, lambda _: (kind, value), why)

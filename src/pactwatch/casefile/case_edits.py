"""Writing a case: each edit is one judgement, checked against the case as it stands when it is written.

Functions take the open ledger, the case's id (or the start of it), `who` writes, `why`, and `expected`: the version that the writer
saw. LedgerError PW415 tells that others changed the case in between; without `expected` the edit is made of the case as it is by then.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import msgspec

from pactwatch.casefile import case_types as kinds
from pactwatch.casefile import codes
from pactwatch.casefile.case_rules import check_lowered
from pactwatch.casefile.case_text import RefKind, parse, rewritten
from pactwatch.casefile.case_undo import check_taken_back, wanted_of
from pactwatch.casefile.cases import Case, case_state, rules_of
from pactwatch.casefile.provisions import known_register
from pactwatch.errors import LedgerError, UsageError
from pactwatch.model import Judgement
from pactwatch.store import Ledger
from pactwatch.store.codes import AMBIGUOUS_ID, CASE_CHANGED, UNKNOWN_ID
from pactwatch.store.view import View

FIELDS = ("title", "standard", "rules")
SLUG = 48
"""Characters of a title that go into the id of its case."""
Plan = Callable[[Case], tuple[str, dict[str, Any]]]
"""From the case as it stands to the judgement's kind and value; raises UsageError where the edit makes no sense."""


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """Who edits which case, why, and the version that the person saw; `reviewer`: whether the person is one, or there are no roles."""

    case: str
    who: str | None = None
    why: str = ""
    expected: int | None = None
    reviewer: bool = True


def cases_in(view: View) -> list[Case]:
    """Return the cases of a ledger, oldest first."""
    made = dict.fromkeys(judgement.subject for judgement in view.judgements(kinds.NEW, history=True))
    found = (case_state(view.judgements(subject=name, history=True)) for name in made)
    return [case for case in found if case is not None]


def case_named(view: View, wanted: str) -> Case:
    """Return the case with the id `wanted`, or the only one whose id starts so; LedgerError PW408, PW409."""
    found = case_state(view.judgements(subject=_name(view, wanted), history=True))
    if found is None:
        raise _no_case(wanted)
    return found


def _name(view: View, wanted: str, *, history: bool = False) -> str:
    """Return the id of the case that is called `wanted`; with `history` also of one whose making was undone."""
    start = wanted.strip() if wanted.strip().startswith("case-") else f"case-{wanted.strip()}"
    names = [name for name in dict.fromkeys(j.subject for j in view.judgements(kinds.NEW, history=history)) if name.startswith(start)]
    names = [start] if start in names else names if start != "case-" else []
    if len(names) > 1:
        raise LedgerError(f"several cases start with {wanted}: {', '.join(names[:5])}", code=AMBIGUOUS_ID)
    if not names:
        raise _no_case(wanted)
    return names[0]


def _no_case(wanted: str) -> LedgerError:
    return LedgerError(f"there is no case {wanted}; `pactwatch case list` shows which there are", code=UNKNOWN_ID)


def new_case(ledger: Ledger, title: str, *, who: str | None, why: str = "", fields: dict[str, Any] | None = None) -> Judgement:
    """Open a case; `fields` are its standard and rules. The id follows from the title, with a number where it is taken."""
    given = _words("the title of a case", title)
    for number in range(1, 10_000):
        name = case_id(given) + ("" if number == 1 else f"-{number}")
        try:
            value = {"title": given, **(fields or {})}
            return ledger.judge_case(name, kinds.NEW, value, why=why or "a case is opened", who=who, expected=0)
        except LedgerError as error:
            if error.code != CASE_CHANGED:
                raise
    raise LedgerError("there are too many cases of this title", code=CASE_CHANGED)


def case_id(title: str) -> str:
    """Return `case-` and the title's words in small letters; a title without Latin letters gives a hash."""
    from pactwatch.ids import content_id

    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:SLUG].strip("-")
    return f"case-{slug}" if re.search("[a-z]", slug) else content_id("case", title)


def edit(ledger: Ledger, asked: Edit, plan: Plan, why: str) -> Judgement:
    """Write what `plan` makes of the case as it stands; `why` is the reason where the editor gives none."""
    with ledger.view() as view:
        name = case_named(view, asked.case).id

    def planned(history: list[Judgement]) -> tuple[str, dict[str, Any]]:
        case = case_state(history)
        if case is None:
            raise LedgerError(f"{name} was taken back meanwhile", code=UNKNOWN_ID)
        return plan(case)

    return ledger.judge_planned(name, planned, why=asked.why or why, who=asked.who, expected=asked.expected)


def undo(ledger: Ledger, asked: Edit, judgement: str | None = None) -> Judgement:
    """Take back a judgement of the case, the newest in force where none is named; undoing an undo restores it.

    The making of a case is taken back only while nothing else stands in it (UsageError PW170), and restored by undoing that.
    """
    with ledger.view() as view:
        name = _name(view, asked.case, history=True)

    def chosen(history: list[Judgement], who: str) -> str:
        wanted = wanted_of(name, history, judgement)
        check_taken_back(history, wanted, who, asked.why, reviewer=asked.reviewer)
        return wanted.id

    return ledger.undo_planned(name, chosen, why=asked.why or "taken back", who=asked.who, kinds=kinds.KINDS, expected=asked.expected)


def set_field(ledger: Ledger, asked: Edit, field: str, value: object) -> Judgement:
    """Change the title, the standard of evidence or the rules (a dict with `accepts`, `signers`).

    UsageError PW172, PW124 where rules are lowered by one of its authors, or without a reason.
    """
    if field not in FIELDS:
        raise UsageError(f"a case has no field {field}; these are: {', '.join(FIELDS)}", code=codes.NO_PART)
    if field != "rules":
        value = _words(f"the {field}", str(value))

    def plan(case: Case) -> tuple[str, dict[str, Any]]:
        new = _merged(case, field, value)
        if isinstance(new, dict):
            check_lowered(case, rules_of(new), asked.who, asked.why, may=asked.reviewer)
        return kinds.SET, {"field": field, "value": new}

    return edit(ledger, asked, plan, f"the {field} is set")


def add_question(ledger: Ledger, asked: Edit, text: str) -> Judgement:
    """Add a question."""
    words = _words("the question", text)
    return edit(ledger, asked, lambda case: (kinds.QUESTION, {"id": _next("q", case), "text": words}), "a question is put")


def add_exhibit(ledger: Ledger, asked: Edit, wanted: str, what: str | None = None) -> Judgement:
    """Add a claim, document, story, series or provision; `what` is inferred from the form of `wanted` where it is None."""
    with ledger.view() as view:
        found, ref = exhibit_named(view, wanted, what)
    return edit(ledger, asked, lambda _: (kinds.ADD, {"what": found, "ref": ref}), f"{found} added")


def exhibit_named(view: View, wanted: str, what: str | None = None) -> tuple[str, str]:
    """Return kind and full id of what is to be added; LedgerError PW408, PW409, UsageError PW130, PW170."""
    text = wanted.strip()
    if what is not None and what not in kinds.EXHIBITS:
        raise UsageError(f"{what} is no kind of exhibit; these are: {', '.join(kinds.EXHIBITS)}", code=codes.NO_PART)
    if what == "series" or (what is None and text.startswith("series:")):
        return "series", _words("the series", text.removeprefix("series:"))
    if what == "story" or (what is None and text.startswith("story-")):
        return "story", text if text.startswith("story-") else f"story-{text}"
    if what == "document" or (what is None and text.startswith("doc-")):
        return "document", view.document(text).id
    if what == "provision" or (what is None and not text.startswith(("cl-", "fg-", "fig:"))):
        return "provision", resolve(view)("provision", text.removeprefix("prov:"))
    if text.startswith(("fg-", "fig:")):
        claim = view.figure(text.removeprefix("fig:")).figure.claim
        if claim is None:
            raise UsageError(f"no claim carries the figure {text}, so that nobody can review it", code=codes.NO_REFERENCE)
        text = claim
    return "claim", view.claim_id(text)


def remove(ledger: Ledger, asked: Edit, what: str, wanted: str) -> Judgement:
    """Take an exhibit, question, exclusion or reply out; UsageError PW170 where the case has no such part."""

    def plan(case: Case) -> tuple[str, dict[str, Any]]:
        held = _held(case, what)
        found = [ref for ref in held if ref == wanted] or [ref for ref in held if wanted and ref.startswith((wanted, f"cl-{wanted}"))]
        if len(found) != 1:
            raise UsageError(f"{case.id} has no {what} {wanted}; it has: {', '.join(held) or 'none'}", code=codes.NO_PART)
        return kinds.REMOVE, {"what": what, "ref": found[0]}

    return edit(ledger, asked, plan, f"{what} taken out")


def _held(case: Case, what: str) -> list[str]:
    if what == "question":
        return [one.id for one in case.questions]
    if what == "reply":
        return [one.id for one in case.replies]
    if what == "exclusion":
        return [one.ref for one in case.excluded]
    return [one.ref for one in case.exhibits if one.what == what]


def exclude(ledger: Ledger, asked: Edit, wanted: str) -> Judgement:
    """Leave material out, with the reason, which is published; UsageError PW124 without one."""
    _words("the reason for leaving it out", asked.why)
    with ledger.view() as view:
        ref = exhibit_named(view, wanted)[1]
    return edit(ledger, asked, lambda _: (kinds.EXCLUDE, {"ref": ref}), asked.why)


def add_paragraph(ledger: Ledger, asked: Edit, text: str, after: str | None = None) -> Judgement:
    """Add a paragraph at the end, after the paragraph `after`, or at the beginning (`after` ""). References are resolved."""
    words = checked_text(ledger, text)

    def plan(case: Case) -> tuple[str, dict[str, Any]]:
        _known(case, after)
        return kinds.PARAGRAPH, {"id": _next("p", case), "do": "add", "text": words, "after": after}

    return edit(ledger, asked, plan, "a paragraph is written")


def edit_paragraph(ledger: Ledger, asked: Edit, paragraph: str, text: str) -> Judgement:
    """Put `text` in place of a paragraph's."""
    words = checked_text(ledger, text)

    def plan(case: Case) -> tuple[str, dict[str, Any]]:
        return kinds.PARAGRAPH, {"id": _paragraph(case, paragraph), "do": "edit", "text": words}

    return edit(ledger, asked, plan, "a paragraph is rewritten")


def move_paragraph(ledger: Ledger, asked: Edit, paragraph: str, after: str | None) -> Judgement:
    """Move a paragraph after another one, to the beginning ("") or to the end (None)."""

    def plan(case: Case) -> tuple[str, dict[str, Any]]:
        _known(case, after)
        return kinds.PARAGRAPH, {"id": _paragraph(case, paragraph), "do": "move", "after": after}

    return edit(ledger, asked, plan, "a paragraph is moved")


def remove_paragraph(ledger: Ledger, asked: Edit, paragraph: str) -> Judgement:
    """Take a paragraph out."""
    return edit(ledger, asked, lambda case: (kinds.PARAGRAPH, {"id": _paragraph(case, paragraph), "do": "remove"}), "a paragraph is taken out")


def log_reply(ledger: Ledger, asked: Edit, given: dict[str, str | None], reply: str | None = None) -> Judgement:
    """Log whom was asked for a reply, and later the answer: `given` holds party, asked, question, answered, answer; `reply` is the entry."""
    filled = {key: value for key, value in given.items() if value is not None}

    def plan(case: Case) -> tuple[str, dict[str, Any]]:
        if reply is None:
            _words("who was asked", filled.get("party", ""))
            _check_days(filled)
            return kinds.REPLY, {"id": _next("r", case), **filled}
        before = next((one for one in case.replies if one.id == reply), None)
        if before is None:
            raise UsageError(f"{case.id} has no reply {reply}; `pactwatch case show` lists them", code=codes.NO_PART)
        _check_days({"asked": before.asked or "", "answered": before.answered or "", **filled})
        return kinds.REPLY, {"id": reply, **filled}

    return edit(ledger, asked, plan, "right of reply")


def _check_days(reply: dict[str, str]) -> None:
    asked, answered = (reply.get(name, "") for name in ("asked", "answered"))
    if asked and answered and answered < asked[: len(answered)]:
        raise UsageError(f"answered on {answered}, before it was asked on {asked}: give the days as they were", code=codes.NO_PART)


def checked_text(ledger: Ledger, text: str) -> str:
    """Return a paragraph's text with the full ids of its references; UsageError PW171 names what refers to nothing."""
    words = _words("the paragraph", text)
    if bad := parse(words).bad:
        message = f"[[{bad[0]}]] is no reference; write [[cl-12ab]], [[fig:fg-12ab]] or [[prov:unsc-2397-2017-p8]]"
        raise UsageError(message, code=codes.NO_REFERENCE)
    with ledger.view() as view:
        return rewritten(words, resolve(view))


def resolve(view: View) -> Callable[[RefKind, str], str]:
    """Return what gives the full id of a reference; LedgerError PW408, PW409 and UsageError PW130 where it leads nowhere."""

    def one(kind: RefKind, wanted: str) -> str:
        if kind == "claim":
            return view.claim_id(wanted)
        if kind == "figure":
            return view.figure(wanted).figure.id
        return known_register(view).provision(wanted).id

    return one


def _words(name: str, text: str) -> str:
    if not any(char.isalnum() for char in text):
        raise UsageError(f"{name} is empty: give words", code="PW124")
    return text.strip()


def _next(letter: str, case: Case) -> str:
    """Return an id that no part of the case has ever had, be it undone."""
    return f"{letter}{1 + max((int(name[1:]) for name in case.taken if re.fullmatch(rf'{letter}[0-9]{{1,9}}', name)), default=0)}"


def _paragraph(case: Case, wanted: str) -> str:
    if case.paragraph(wanted) is None:
        known = ", ".join(one.id for one in case.paragraphs) or "none"
        raise UsageError(f"{case.id} has no paragraph {wanted}; it has: {known}", code=codes.NO_PART)
    return wanted


def _known(case: Case, after: str | None) -> None:
    if after:
        _paragraph(case, after)


def _merged(case: Case, field: str, value: object) -> object:
    return {**msgspec.to_builtins(case.rules), **value} if field == "rules" and isinstance(value, dict) else value

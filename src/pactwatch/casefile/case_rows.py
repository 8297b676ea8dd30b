"""A case as rows for a spreadsheet: its parts, and everything that was done to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pactwatch.casefile.case_types import Case, Item
from pactwatch.model import Judgement

PARTS = ("case", "part", "name", "text", "by", "at", "why", "judgement")
LOG = ("judgement", "at", "who", "kind", "part", "text", "why", "undoes", "in_force")
Row = tuple[str, ...]


def part_rows(case: Case) -> Iterator[Row]:
    """Yield a row for each part of a case in the order of PARTS: the case itself first, then its parts as `case show` lists them."""
    yield case.id, "case", "", case.title, "; ".join(case.authors), case.at, "", ""
    yield case.id, "standard", "", case.standard, "", "", "", ""
    yield case.id, "rules", "", f"{case.rules.accepts} to accept each claim, {case.rules.signers} to sign", "", "", "", ""
    for part, name, text, item in _parts(case):
        yield case.id, part, name, text, item.by, item.at, item.why, item.judgement


def _parts(case: Case) -> Iterator[tuple[str, str, str, Item]]:
    yield from (("question", one.id, one.text, one) for one in case.questions)
    yield from (("paragraph", one.id, one.text, one) for one in case.paragraphs)
    yield from ((one.what, one.ref, "", one) for one in case.exhibits)
    yield from (("exclusion", one.ref, "", one) for one in case.excluded)
    for reply in case.replies:
        answer = f"{reply.answer or 'no answer'}{f' ({reply.answered})' if reply.answered else ''}"
        yield "reply", reply.id, f"{reply.party}, asked {reply.asked or '?'}: {reply.question}; {answer}", reply
    yield from (("signature" if one.content == case.content else "lapsed signature", "", "", one) for one in case.signatures)
    yield from (("publication", "", "", one) for one in case.published)


def log_rows(history: Sequence[Judgement], in_force: Collection[str]) -> Iterator[Row]:
    """Yield a row for each judgement of a case in the order of LOG."""
    for one in history:
        part = str(one.value.get("id") or one.value.get("ref") or one.value.get("field") or "")
        text = one.value.get("text", one.value.get("value", ""))
        held = "true" if one.id in in_force else "false"
        yield one.id, one.at, one.who, one.kind, part, text if isinstance(text, str) else "", one.why, one.undoes or "", held

"""A case: questions, paragraphs, exhibits, exclusions, replies, signatures, all rebuilt from its judgements and nothing else.

Judgements of a case have its id as their subject. What is in force of them is replayed in the order in which it came; one that
refers to what is not there (a paragraph whose adding was undone) changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from pactwatch.casefile.case_types import (
    ADD,
    EXCLUDE,
    EXHIBITS,
    KINDS,
    NEW,
    PARAGRAPH,
    PUBLISH,
    QUESTION,
    REMOVE,
    REPLY,
    SET,
    SIGN,
    STANDARD,
    Case,
    Exclusion,
    Exhibit,
    Item,
    Paragraph,
    Publication,
    Question,
    Reply,
    Rules,
    Signature,
    content_digest,
    same_person,
)
from pactwatch.model import Judgement
from pactwatch.people import people, person_key
from pactwatch.store.judgements import in_force

__all__ = [
    "ADD", "EXCLUDE", "EXHIBITS", "KINDS", "NEW", "PARAGRAPH", "PUBLISH", "QUESTION", "REMOVE", "REPLY", "SET", "SIGN", "Case", "Exclusion",
    "Exhibit", "Paragraph", "Publication", "Question", "Reply", "Rules", "Signature", "case_state", "people", "rules_of", "same_person",
]  # fmt: skip


def case_state(judgements: Iterable[Judgement]) -> Case | None:
    """Return the case that `judgements` (all of one case, undone ones and undos too) make; None where its making was undone."""
    history = list(judgements)
    state = _State()
    for judgement in in_force(history):
        apply = _APPLY.get(judgement.kind)
        if apply is not None and (judgement.kind == NEW or state.made is not None):
            apply(state, judgement)
    return state.case(history)


def _item(judgement: Judgement) -> dict[str, str]:
    return {"by": judgement.who, "at": judgement.at, "why": judgement.why, "judgement": judgement.id}


def _text(judgement: Judgement, name: str) -> str:
    value = judgement.value.get(name)
    return value if isinstance(value, str) else ""


def _hashes(judgement: Judgement, name: str) -> dict[str, str]:
    value = judgement.value.get(name)
    return {str(key): str(item) for key, item in value.items()} if isinstance(value, dict) else {}


class _State:
    """A case while its judgements are replayed."""

    def __init__(self) -> None:
        self.made: Judgement | None = None
        self.fields: dict[str, tuple[Any, Judgement]] = {}
        self.questions: dict[str, Question] = {}
        self.paragraphs: list[Paragraph] = []
        self.exhibits: dict[tuple[str, str], Exhibit] = {}
        self.excluded: dict[str, Exclusion] = {}
        self.replies: dict[str, Reply] = {}
        self.signatures: dict[str, Signature] = {}
        self.published: list[Publication] = []

    def new(self, judgement: Judgement) -> None:
        self.made = self.made or judgement

    def set(self, judgement: Judgement) -> None:
        self.fields[_text(judgement, "field")] = judgement.value.get("value"), judgement

    def question(self, judgement: Judgement) -> None:
        name = _text(judgement, "id")
        self.questions[name] = Question(id=name, text=_text(judgement, "text"), **_item(judgement))

    def add(self, judgement: Judgement) -> None:
        what, ref = _text(judgement, "what"), _text(judgement, "ref")
        self.exhibits.setdefault((what, ref), Exhibit(what=what, ref=ref, **_item(judgement)))

    def remove(self, judgement: Judgement) -> None:
        what, ref = _text(judgement, "what"), _text(judgement, "ref")
        parts: dict[str, dict[str, Any]] = {"question": self.questions, "exclusion": self.excluded, "reply": self.replies}
        parts.get(what, {}).pop(ref, None)
        self.exhibits.pop((what, ref), None)

    def paragraph(self, judgement: Judgement) -> None:
        name, do = _text(judgement, "id"), _text(judgement, "do")
        at = next((n for n, one in enumerate(self.paragraphs) if one.id == name), None)
        if do == "add" and at is None:
            made = Paragraph(id=name, text=_text(judgement, "text"), authors=(judgement.who,), **_item(judgement))
            self._place(made, judgement)
        elif do == "edit" and at is not None:
            authors = people((*self.paragraphs[at].authors, judgement.who))
            self.paragraphs[at] = Paragraph(id=name, text=_text(judgement, "text"), authors=authors, **_item(judgement))
        elif do == "move" and at is not None:
            self._place(self.paragraphs.pop(at), judgement)
        elif do == "remove" and at is not None:
            del self.paragraphs[at]

    def _place(self, paragraph: Paragraph, judgement: Judgement) -> None:
        after = judgement.value.get("after")
        ids = [one.id for one in self.paragraphs]
        at = len(ids) if after is None else ids.index(after) + 1 if after in ids else 0 if after == "" else len(ids)
        self.paragraphs.insert(at, paragraph)

    def exclude(self, judgement: Judgement) -> None:
        ref = _text(judgement, "ref")
        self.excluded[ref] = Exclusion(ref=ref, **_item(judgement))

    def reply(self, judgement: Judgement) -> None:
        name, before = _text(judgement, "id"), self.replies.get(_text(judgement, "id"))
        known = msgspec.structs.asdict(before) if before else {"party": "", "asked": "", "question": "", "answered": None, "answer": None}
        given = {key: value for key, value in judgement.value.items() if key in known and key != "id" and isinstance(value, str)}
        self.replies[name] = Reply(**(known | given | {"id": name} | _item(judgement)))

    def sign(self, judgement: Judgement) -> None:
        self.signatures[person_key(judgement.who)] = Signature(
            content=_text(judgement, "content"), claims=_hashes(judgement, "claims"), shown=_text(judgement, "shown"),
            body=_text(judgement, "body"), **_item(judgement),
        )  # fmt: skip

    def publish(self, judgement: Judgement) -> None:
        content, shown = _text(judgement, "content"), _text(judgement, "shown")
        notes, claims = _hashes(judgement, "notes"), _hashes(judgement, "claims")
        self.published.append(Publication(content=content, claims=claims, notes=notes, shown=shown, **_item(judgement)))

    def case(self, history: Sequence[Judgement]) -> Case | None:
        if self.made is None:
            return None
        rules = self._field("rules")
        case = Case(
            id=self.made.subject, title=str(self._field("title") or ""), by=self.made.who, at=self.made.at, version=len(history),
            standard=str(self._field("standard") or STANDARD), rules=rules_of(rules if isinstance(rules, dict) else {}),
            questions=tuple(self.questions.values()), paragraphs=tuple(self.paragraphs), exhibits=tuple(self.exhibits.values()),
            excluded=tuple(self.excluded.values()), replies=tuple(self.replies.values()), signatures=tuple(self.signatures.values()),
            published=tuple(self.published), authors=self._authors(), content="", live=self._live(),
            taken=tuple(dict.fromkeys(_text(judgement, "id") for judgement in history if "id" in judgement.value)),
        )  # fmt: skip
        return msgspec.structs.replace(case, content=content_digest(case))

    def _field(self, name: str) -> Any:
        made = self.made.value.get(name) if self.made is not None else None
        return self.fields[name][0] if name in self.fields else made

    def _authors(self) -> tuple[str, ...]:
        made = [self.made.who] if self.made is not None else []
        written = [judgement.who for name, (_, judgement) in self.fields.items() if name != "rules"]
        return people([*made, *written, *(name for one in self.paragraphs for name in one.authors)])

    def _live(self) -> tuple[str, ...]:
        parts: Sequence[Iterable[Item]] = (
            self.questions.values(), self.paragraphs, self.exhibits.values(), self.excluded.values(), self.replies.values(),
            self.signatures.values(), self.published,
        )  # fmt: skip
        made = [self.made.id] if self.made is not None else []
        return (*made, *(judgement.id for _, judgement in self.fields.values()), *(item.judgement for part in parts for item in part))


def rules_of(value: dict[str, Any]) -> Rules:
    """Return the rules that a judgement's value gives; what it does not say is as in a case that sets nothing."""
    given = {name: value[name] for name in ("accepts", "signers") if isinstance(value.get(name), int)}
    return Rules(accepts=max(1, given.get("accepts", 1)), signers=max(0, given.get("signers", 0)))


_APPLY: dict[str, Callable[[_State, Judgement], None]] = {
    NEW: _State.new, SET: _State.set, QUESTION: _State.question, ADD: _State.add, REMOVE: _State.remove,
    PARAGRAPH: _State.paragraph, EXCLUDE: _State.exclude, REPLY: _State.reply, SIGN: _State.sign, PUBLISH: _State.publish,
}  # fmt: skip

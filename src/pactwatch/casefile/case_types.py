"""The parts of a case as frozen Structs; `pactwatch.casefile.cases` rebuilds them from judgements."""

from __future__ import annotations

import msgspec

from pactwatch.ids import text_sha256
from pactwatch.model import Frozen
from pactwatch.people import person_key
from pactwatch.store.codec import encode

NEW, SET, QUESTION, ADD, REMOVE = "case_new", "case_set", "case_question", "case_add", "case_remove"
PARAGRAPH, EXCLUDE, REPLY, SIGN, PUBLISH = "case_paragraph", "case_exclude", "case_reply", "case_sign", "case_publish"
KINDS = (NEW, SET, QUESTION, ADD, REMOVE, PARAGRAPH, EXCLUDE, REPLY, SIGN, PUBLISH)
EXHIBITS = ("claim", "document", "story", "series", "provision")
"""What can be added to a case: ids of claims, documents and stories, MEASURE:POPULATION of a series, ids of provisions."""
STANDARD = (
    "Each figure and name has a footnote to the words of an archived document. A claim is cited only after a person has reviewed it, "
    "in the state that its source gives it. Reports that go back to one origin count once; an origin that is not known confirms nothing."
)
"""The standard of evidence of a case that sets none."""


class Rules(Frozen, frozen=True, kw_only=True):
    """How many people must have accepted each cited claim, and how many who are no authors must have signed before export.

    Publishing takes one signature even where `signers` is 0.
    """

    accepts: int = 1
    signers: int = 0


class Item(Frozen, frozen=True, kw_only=True):
    """A part of a case: who put it there or changed it last, when, why, by which judgement."""

    by: str
    at: str
    why: str
    judgement: str


class Question(Item, frozen=True, kw_only=True):
    """What the case wants to find out."""

    id: str
    text: str


class Paragraph(Item, frozen=True, kw_only=True):
    """Text with references in double brackets; `authors` are all who wrote or changed it, in order."""

    id: str
    text: str
    authors: tuple[str, ...]


class Exhibit(Item, frozen=True, kw_only=True):
    """What the case holds: `what` is one of EXHIBITS, `ref` names it."""

    what: str
    ref: str


class Exclusion(Item, frozen=True, kw_only=True):
    """Material that was looked at and left out; `why` is the reason, which is published."""

    ref: str


class Reply(Item, frozen=True, kw_only=True):
    """The right of reply: whom was asked what on which day; `answer` and `answered` are None while there is none."""

    id: str
    party: str
    asked: str
    question: str
    answered: str | None
    answer: str | None


class Signature(Item, frozen=True, kw_only=True):
    """A signature under the content with the hash `content`, under the claims as they stood (their hashes by id) and under `shown`.

    `shown` is the hash of the grades, elements and conclusions that the case printed (case_shown), `body` that of the content without
    exhibits, which a bundle may not name; "" where none was kept.
    """

    content: str
    claims: dict[str, str]
    shown: str = ""
    body: str = ""


class Publication(Item, frozen=True, kw_only=True):
    """What was published: hashes as in Signature, and which claim each footnote stood on, by its number."""

    content: str
    claims: dict[str, str]
    notes: dict[str, str]
    shown: str = ""


class Case(Frozen, frozen=True, kw_only=True):
    """A case as it stands. `version` counts its judgements, undone ones too; `authors` wrote its title or paragraphs."""

    id: str
    title: str
    by: str
    at: str
    version: int
    standard: str
    rules: Rules
    questions: tuple[Question, ...]
    paragraphs: tuple[Paragraph, ...]
    exhibits: tuple[Exhibit, ...]
    excluded: tuple[Exclusion, ...]
    replies: tuple[Reply, ...]
    signatures: tuple[Signature, ...]
    published: tuple[Publication, ...]
    authors: tuple[str, ...]
    content: str
    live: tuple[str, ...]
    """The judgements that the state rests on, in order: what was superseded or undone is not among them."""
    taken: tuple[str, ...] = ()
    """The ids that parts of the case have, or had before they were undone."""

    def paragraph(self, wanted: str) -> Paragraph | None:
        """Return the paragraph with this id."""
        return next((one for one in self.paragraphs if one.id == wanted), None)


def same_person(one: str, two: str) -> bool:
    """Whether two names are of one person."""
    return person_key(one) == person_key(two)


def content_digest(case: Case) -> str:
    """Return the SHA-256 over what a signature stands under: all that is published but signatures and claims."""
    content = (
        case.id, case.title, case.standard, case.rules,
        [(one.id, one.text) for one in case.questions], [(one.id, one.text) for one in case.paragraphs],
        [(one.what, one.ref) for one in case.exhibits], [(one.ref, one.why) for one in case.excluded],
        [(one.id, one.party, one.asked, one.question, one.answered, one.answer) for one in case.replies],
    )  # fmt: skip
    return text_sha256(encode(content))


def body_digest(case: Case) -> str:
    """Return the SHA-256 over the content without exhibits."""
    return content_digest(msgspec.structs.replace(case, exhibits=()))

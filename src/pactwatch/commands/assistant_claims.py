"""What an assistant can look up: claims, one claim whole, documents and their text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Annotated, Any, Literal

from pydantic import Field

from pactwatch.casefile.derivation import derivation, statement_of
from pactwatch.commands.assistant_citing import answer, cited, claim_answer, in_context, named, passage_text
from pactwatch.commands.export_origins import MANY, count_origins, not_counted
from pactwatch.commands.grading import source_subject
from pactwatch.commands.listing import check_type
from pactwatch.errors import UsageError
from pactwatch.exports.gather import Grades, Tally, gather
from pactwatch.exports.record import Behind
from pactwatch.instruments.codes import UNKNOWN_DOCUMENT
from pactwatch.model import Claim
from pactwatch.store import ClaimFilter, open_ledger
from pactwatch.store.tracing import trace_view
from pactwatch.store.view import View

MOST = 50
"""Things that one answer lists at most."""
LONGEST = 8_000
"""Code points of an article that one answer holds at most."""
Limit = Annotated[int, Field(ge=1, le=MOST, description="how many at most")]
Offset = Annotated[int, Field(ge=0, le=2**31 - 1, description="how many to leave out first: next_offset of the answer before")]
Words = Annotated[str | None, Field(max_length=500)]
Day = Annotated[str | None, Field(max_length=32, description="a day, month or year: 2025-06-18, 2025-06, 2025")]
Named = Annotated[str | None, Field(max_length=500, description="an actor's id or name, as PRK or North Korea")]


class LedgerTools:
    """Tools over the ledger at `where`, opened anew for each call."""

    def __init__(self, where: str) -> None:
        self.where = where

    @contextmanager
    def view(self) -> Iterator[View]:
        """Look into the ledger as it is now."""
        with open_ledger(self.where) as opened, opened.view() as view:
            yield view


class ClaimTools(LedgerTools):
    """Claims and documents."""

    def search_claims(
        self,
        text: Annotated[Words, Field(description='words of evidence, names or title; "a phrase", prefix*')] = None,
        type: Annotated[Words, Field(description="claim type, as deploy_forces")] = None,  # noqa: A002 (the name in the interface)
        agent: Named = None,
        recipient: Named = None,
        said_by: Named = None,
        since: Day = None,
        until: Day = None,
        modality: Literal["happened", "ongoing", "planned", "possible", "alleged", "denied", "demanded"] | None = None,
        document: Annotated[Words, Field(description="document id or its start, URL, or words of its title")] = None,
        reviewed: Annotated[bool, Field(description="only claims that a person has accepted")] = False,
        limit: Limit = 10,
        offset: Offset = 0,
    ) -> dict[str, Any]:
        """Find claims; all that is given must hold. Each comes with its state, source, review status and citation.

        Without a time in the text an event counts as of its document's publication.
        """
        wanted = ClaimFilter(
            text=text, type=type, agent=agent, recipient=recipient, said_by=said_by, since=since, until=until, modality=modality,
            document=document,
        )  # fmt: skip
        with self.view() as view:
            check_type(view, type)
            records = gather(view, view.claims(wanted), Grades(view, source_subject), not_counted, Tally(), everything=not reviewed)
            found = list(islice(records, offset, offset + limit + 1))
            total = None if reviewed else view.count(wanted)
        following = offset + limit if len(found) > limit else None
        return answer(claims=[claim_answer(record) for record in found[:limit]], total=total, next_offset=following)

    def get_claim(
        self, claim: Annotated[str, Field(max_length=64, description="a claim's id, or a start of it that no other has")]
    ) -> dict[str, Any]:
        """Return one claim whole: evidence in context with spans, sources, why it exists, captures, review history, origins behind it."""
        with self.view() as view:
            found = view.claim(claim)
            name = found.claim.id
            grades = Grades(view, source_subject)
            origins = _origins(view)
            rows = (row for row in view.claims(ClaimFilter(document=found.reading.document.id)) if row.claim.id == name)
            records = gather(view, rows, grades, origins, Tally(), everything=True)
            record = next(records, None)
            review = view.review(name)
        if record is None:
            message = f"{name} is of an earlier reading of {found.reading.document.id}; search_claims finds what the newest says"
            raise UsageError(message, code="PW194")
        history = [{"what": item.kind, "who": item.who, "at": item.at, "why": item.why, "undoes": item.undoes} for item in review.history]
        return answer(
            **claim_answer(record), evidence=in_context(found.reading, record), derivation=_why(derivation(found.claim, found.reading)),
            statement=statement_of(found.claim, found.reading), captures=record.captures, engine=record.engine,
            review_version=review.version, review_history=history, machine_edits=record.review.edits,
        )  # fmt: skip

    def list_documents(
        self,
        title: Annotated[Words, Field(description="document id or its start, URL, or words of its title; all without it")] = None,
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> dict[str, Any]:
        """List documents in the order in which they came, with what each is cited by and how many claims it has."""
        with self.view() as view:
            if title is None:
                ids = [document for _, document in view.latest()][offset : offset + limit + 1]
            else:
                ids = [reading.document.id for reading in islice(view.readings(title), offset, offset + limit + 1)]
            found = [view.document(name) for name in ids[:limit]]
            rows = [{**cited(item), "language": item.language, "characters": len(item.text), "claims": view.count(ClaimFilter(document=item.id)),
                     "untrusted": named(item)} for item in found]  # fmt: skip
        return answer(documents=rows, next_offset=offset + limit if len(ids) > limit else None)

    def read_document(
        self,
        document: Annotated[str, Field(max_length=500, description="document id or its start, URL, or words of its title")],
        start: Annotated[int, Field(ge=0, description="code point to begin at")] = 0,
        length: Annotated[int, Field(ge=1, le=LONGEST, description="how many code points")] = 4_000,
    ) -> dict[str, Any]:
        """Return the text of a document, or a part of it, as untrusted quoted data, with the claims that stand in that part."""
        with self.view() as view:
            reading = view.shown_reading(document)
        if reading is None:
            raise UsageError(f"the ledger holds no document {document}; list_documents shows which it holds", code=UNKNOWN_DOCUMENT)
        text = reading.document.text
        end = min(len(text), start + length)
        inside = [{"claim": claim.id, "spans": claim.evidence, "modality": claim.modality} for claim in reading.claims
                  if any(a < end and b > start for a, b in claim.evidence)]  # fmt: skip
        return answer(
            **cited(reading.document), untrusted={**named(reading.document), "text": passage_text(text[start:end])}, span=(start, end),
            characters=len(text), next_start=end if end < len(text) else None, claims=inside,
        )  # fmt: skip


def _why(found: dict[str, Any]) -> dict[str, Any]:
    """Return why a claim exists with spans in place of the words at them, which the evidence holds."""
    def bare(value: Any) -> Any:
        if isinstance(value, dict) and "span" in value:
            return value["span"]
        return [bare(item) for item in value] if isinstance(value, list) else value

    return {name: bare(value) for name, value in found.items()}


def _origins(view: View) -> Callable[[str, Claim], Behind | None]:
    """Return what counts the origins behind a claim, unless the ledger is too large to do so for one answer."""
    return not_counted if len(view.latest()) > MANY else count_origins(view, trace_view(view))

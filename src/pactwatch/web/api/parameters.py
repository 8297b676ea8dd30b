"""Parameters that several routes take, with their bounds."""

from __future__ import annotations

from typing import Annotated

from litestar.params import Parameter, QueryParameter
from msgspec import Meta

from pactwatch.model import Modality
from pactwatch.store import ClaimFilter
from pactwatch.web.api.reply import MOST

Why = Annotated[str, Meta(min_length=1, max_length=5000, pattern=r"\S", description="why: the ledger keeps the reason")]
Words = Annotated[str | None, Parameter(max_length=500)]
WHEN = "a day, month or year, as 2025-06-18, 2025-06 or 2025"
Day = Annotated[str | None, Parameter(max_length=10, pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", description=WHEN)]
Limit = Annotated[int, Parameter(ge=1, le=MOST, description="at most so many rows")]
Offset = Annotated[int, Parameter(ge=0, le=10_000_000, description="leave out so many rows first")]


async def claim_filter(  # noqa: PLR0913 - each is a parameter of the address
    *,
    type_: Annotated[str | None, QueryParameter(name="type", max_length=100, description="claim type, as deploy_forces")] = None,
    agent: Annotated[str | None, Parameter(max_length=300, description="who acts: actor id or name")] = None,
    recipient: Annotated[str | None, Parameter(max_length=300, description="to whom: actor id or name")] = None,
    said_by: Annotated[str | None, Parameter(max_length=300, description="who says so, anywhere in the chain: actor id or name")] = None,
    since: Day = None,
    until: Day = None,
    modality: Annotated[Modality | None, Parameter(description="state of the event")] = None,
    document: Annotated[str | None, Parameter(max_length=2000, description="document id or its start, URL, or words of its title")] = None,
    text: Annotated[str | None, Parameter(max_length=500, description='words of evidence, names or title; "a phrase", prefix*')] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> ClaimFilter:
    """Return the filter that the parameters of an address ask for."""
    return ClaimFilter(
        type=type_, agent=agent, recipient=recipient, said_by=said_by, since=since, until=until, modality=modality,
        document=document, text=text, limit=limit, offset=offset,
    )  # fmt: skip


ExactDay = Annotated[str | None, Parameter(max_length=10, pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="a day, as 2025-06-18")]

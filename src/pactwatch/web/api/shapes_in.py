"""What is sent to the server where a route takes more than one media type."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pactwatch.model import Frozen

Short = Annotated[str, Meta(max_length=1000)]


class ToRead(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be read: an address or a text, one of them, with what is known about its publication."""

    url: Annotated[str, Meta(min_length=1, max_length=2000)] | None = None
    text: Annotated[str, Meta(min_length=1, max_length=1_500_000)] | None = None
    title: Short | None = None
    published: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] | None = None
    publisher: Short | None = None

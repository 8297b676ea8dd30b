"""Stands in for reviews until they are on main; goes then."""

from __future__ import annotations

from typing import Any

try:
    from pactwatch.model import Review  # type: ignore[attr-defined,unused-ignore]
except ImportError:
    from pactwatch.model import Frozen

    class Review(Frozen, frozen=True, kw_only=True):  # type: ignore[no-redef]
        claim: str
        status: Any = "unreviewed"
        by: tuple[str, ...] = ()
        at: str | None = None
        edits: dict[str, Any] = {}
        notes: tuple[Any, ...] = ()


def reviews_of(view: Any, ids: list[str]) -> dict[str, Any]:
    return view.reviews(ids) if hasattr(view, "reviews") else {}

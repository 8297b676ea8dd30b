"""What a call gives in words: it must say something, or nothing can be kept or looked for by it."""

from __future__ import annotations

from collections.abc import Mapping

from pactwatch.errors import UsageError


def says_something(text: str) -> bool:
    """Whether `text` holds a letter or a digit of any script."""
    return any(char.isalnum() for char in text)


def checked(values: Mapping[str, str]) -> None:
    """Raise UsageError PW124 for the first of `values` (what it is, what was given) that says nothing."""
    for name, value in values.items():
        if not says_something(value):
            raise UsageError(f"{name} is empty: give words", code="PW124")

"""What every citation of a document needs, in case files and in exports: its authors, and text as LaTeX sets it."""

from __future__ import annotations

from typing import Protocol

from pactwatch.casefile.plain import one_line

ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", '"': "''",
})  # fmt: skip
"""What LaTeX takes for a command, as itself; a straight quote, which ends a field, as two."""


class Written(Protocol):
    """A document that says who wrote it."""

    @property
    def author(self) -> str | None:
        """The names of its authors, which intake parts by semicolons."""


def authors(document: Written) -> list[str]:
    """Return the names of a document's authors."""
    return [name for part in (document.author or "").split(";") if (name := one_line(part))]


def latex(text: str) -> str:
    """Return `text` as LaTeX sets it letter by letter, on one line."""
    return one_line(text).translate(ESCAPES)

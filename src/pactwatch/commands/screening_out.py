"""What screening found, on stdout: one row a query, in the order of the queries."""

from __future__ import annotations

from typing import Any

import msgspec

from pactwatch.casefile.plain import one_line, shown
from pactwatch.casefile.rows import encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.printing import JsonList, write, write_csv
from pactwatch.commands.rows_out import csv_line
from pactwatch.commands.screening_names import Named
from pactwatch.screening.model import Match, Screened

COLUMNS = ("query", "kind", "list", "as_of", "reference", "name", "matched", "schema", "programme", "score", "probability",
           "reasons", "missing", "decision", "claims", "documents")  # fmt: skip


class Printer:
    """Prints in one of the formats; `queries` counts the names, `matches` what is worth a look."""

    def __init__(self, form: Format) -> None:
        self._form = form
        self._json = JsonList("screened") if form is Format.json else None
        self.matches = self.queries = 0
        if form is Format.csv:
            write_csv([csv_line(COLUMNS)])

    def add(self, named: Named, found: Screened) -> None:
        """Print what one query gave."""
        self.matches += len(found.matches)
        self.queries += 1
        if self._form is Format.table:
            write(_shown(named, found).encode("utf-8", "backslashreplace"))
        elif self._form is Format.csv:
            write_csv(_lines(named, found))
        elif self._json is not None:
            self._json.add(_row(named, found))
        else:
            write(encode_json(_row(named, found)) + b"\n")

    def close(self) -> None:
        """Print what ends the list."""
        if self._json is not None:
            self._json.close()


def _row(named: Named, found: Screened) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(found)
    if named.claims:
        row |= {"mentions": named.mentions, "claims": named.claims, "documents": named.documents}
    return row


def _lines(named: Named, found: Screened) -> list[str]:
    kinds = [("match", match) for match in found.matches] + [("candidate", match) for match in found.candidates]
    where = {"claims": " ".join(named.claims), "documents": " ".join(named.documents)}
    if not kinds:
        return [csv_line([found.query, "none", *[""] * (len(COLUMNS) - 4), where["claims"], where["documents"]])]
    return [csv_line([_cell(column, kind, found.query, match, where) for column in COLUMNS]) for kind, match in kinds]


def _cell(column: str, kind: str, query: str, match: Match, where: dict[str, str]) -> Any:
    if column in {"query", "kind"}:
        return query if column == "query" else kind
    value = where[column] if column in where else getattr(match, column)
    return "; ".join(value) if isinstance(value, tuple) else value


def _shown(named: Named, found: Screened) -> str:
    lines = [one_line(found.query) + (f"   ({len(named.claims)} claims)" if named.claims else "")]
    for match in found.matches:
        lines += _match_lines(match)
    if not found.matches:
        lines.append("  no match")
    for match in found.candidates[:3]:
        decided = f"   decided {match.decision}" if match.decision else ""
        lines.append(f"  weaker: {match.list} {match.reference}  {match.name}  ({match.score:.2f}){decided}")
    return "".join(f"{shown(line)}\n" for line in [*lines, ""])


def _match_lines(match: Match) -> list[str]:
    also = "" if match.matched == match.name else f"  as {match.matched}"
    lines = [
        f"  {match.list} {match.as_of}  {match.reference}  {match.name}{also}   {match.schema}, {match.programme}",
        f"    the names are alike by {match.score:.2f}; probably this entry: {match.probability:.0%}",
    ]
    lines += [f"    - {reason}" for reason in match.reasons]
    lines.append(f"    missing: {'; '.join(match.missing)}")
    return lines + ([f"    decided {match.decision}"] if match.decision else [])

"""The origin tree of a story as SVG: claimants at the left, relays between, outlets on an axis of days.

Standards: SVG 1.1, no script, no outside resource; a title and a description for screen readers; shapes and words beside
colour. Texts come from documents and are escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from pactwatch.casefile.origins_text import relay_words, summary
from pactwatch.casefile.plain import one_line
from pactwatch.model import Document
from pactwatch.origins.similarity import ordinal
from pactwatch.origins.types import Claimant, Story

WIDTH, LEFT, RIGHT, ROW, TOP = 960, 300, 30, 26, 84
COLOURS = {"own": "#1b6e3c", "deny": "#a3262a", "comment": "#6b6b6b", "unknown": "#8a6d00"}
STYLE = "text{font:13px system-ui,sans-serif;fill:#1a1a1a}.dim{fill:#5c5c5c;font-size:11px}.head{font-weight:600;font-size:15px}"


def draw(story: Story, documents: Mapping[str, Document]) -> str:
    """Return the picture; its height grows with claimants and documents."""
    rows = _rows(story)
    height = TOP + ROW * len(rows) + 40
    axis = _Axis([documents[name] for name in story.documents])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">',
        f"<title>{_text(story.title)}</title><desc>{_text(summary(story))}</desc><style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text class="head" x="16" y="26">{_text(story.title, 110)}</text><text class="dim" x="16" y="46">{_text(summary(story))}</text>',
        *axis.lines(height),
    ]
    at: dict[int, int] = {}
    for n, (claimant, name) in enumerate(rows):
        y = TOP + ROW * n + ROW // 2
        if name is None:
            at[id(claimant)] = y
            parts += _head(claimant, y)
        else:
            parts += _document(story, claimant, documents[name], axis.x(documents[name]), y, at[id(claimant)])
    return "\n".join([*parts, "</svg>"]) + "\n"


Row = tuple[Claimant | None, str | None]


def _rows(story: Story) -> list[Row]:
    found: list[Row] = []
    for claimant in story.claimants:
        found += [(claimant, None), *((claimant, name) for name in claimant.documents)]
    if story.unknown_lineage:
        found += [(None, None), *((None, name) for name in story.unknown_lineage)]
    return found


class _Axis:
    """Days of publication from left to right; documents without one stand at the left end."""

    def __init__(self, documents: Sequence[Document]) -> None:
        days = [day for document in documents if (day := ordinal(document.published)) is not None]
        self._first, self._last = (min(days), max(days)) if days else (0, 0)
        self._known = bool(days)

    def x(self, document: Document) -> float:
        """Return where a document stands."""
        day = ordinal(document.published)
        reach = WIDTH - LEFT - RIGHT - 190
        if day is None or self._last == self._first:
            return LEFT + 10
        return LEFT + 10 + reach * (day - self._first) / (self._last - self._first)

    def lines(self, height: int) -> list[str]:
        """Return the axis with the first and the last day."""
        if not self._known:
            return []
        out = []
        for day in sorted({self._first, self._last}):
            x = LEFT + 10 if day == self._first else WIDTH - RIGHT - 180
            out.append(f'<line x1="{x}" y1="{TOP - 8}" x2="{x}" y2="{height - 24}" stroke="#dcdcdc"/>')
            out.append(f'<text class="dim" x="{x}" y="{height - 8}">{date.fromordinal(day).isoformat()}</text>')
        return out


def _head(claimant: Claimant | None, y: int) -> list[str]:
    standing = claimant.standing if claimant else "unknown"
    name = claimant.name if claimant else "source not named"
    words = {"own": "", "deny": " (denies)", "comment": " (comments)", "unknown": ""}[standing]
    return [
        _sign(standing, 24, y),
        f'<text x="38" y="{y + 4}" font-weight="600">{_text(name + words, 36)}</text>',
    ]


def _sign(standing: str, x: float, y: float) -> str:
    colour = COLOURS[standing]
    if standing == "deny":
        return f'<path d="M{x - 5},{y - 5}L{x + 5},{y + 5}M{x - 5},{y + 5}L{x + 5},{y - 5}" stroke="{colour}" stroke-width="2.5"/>'
    if standing == "unknown":
        return f'<text x="{x - 4}" y="{y + 5}" style="fill:{colour}" font-weight="700">?</text>'
    fill = colour if standing == "own" else "#ffffff"
    return f'<circle cx="{x}" cy="{y}" r="5" fill="{fill}" stroke="{colour}" stroke-width="2"/>'


def _document(story: Story, claimant: Claimant | None, document: Document, x: float, y: int, root: int) -> list[str]:
    colour = COLOURS[claimant.standing if claimant else "unknown"]
    copy = next((c for c in story.copies if c.document == document.id and c.relation == "near_verbatim"), None)
    relays = relay_words(claimant, document) if claimant else ""
    drifted = " ⚠" if any(drift.document == document.id for drift in story.drifts) else ""
    outlet = document.publisher or document.url or document.id
    dash = ' stroke-dasharray="4 3"' if copy else ""
    return [
        f'<path d="M24,{root + 6}V{y}H{x - 8:.0f}" fill="none" stroke="{colour}" stroke-width="1.2" opacity="0.55"{dash}/>',
        f'<rect x="{x - 6:.0f}" y="{y - 5}" width="10" height="10" fill="{"#ffffff" if copy else colour}" stroke="{colour}"/>',
        f'<text x="{x + 10:.0f}" y="{y + 4}">{_text(outlet + drifted, 30)}<title>{_text(document.title or "")}</title></text>',
        f'<text class="dim" x="38" y="{y - 3}">{_text(relays + ("copy" if copy else ""), 44)}</text>',
    ]


def _text(words: str, longest: int = 400) -> str:
    line = one_line(words)
    return escape(line if len(line) <= longest else line[: longest - 1] + "…")

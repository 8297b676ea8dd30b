"""The timeline of a case: what is said to have taken place when, as SVG and as a table; a bar is as long as the time is vague.

Only claims with a time are on it; a time with an open end fades out to that side. No script, no outside resource.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from pactwatch.casefile.case_file import Note, Picture, Table
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.wording import deed_words, modality_sign, modality_word, quantity_words, time_words, who_words
from pactwatch.figures.days import days_of
from pactwatch.model import Claim, Time

WIDTH, LEFT, RIGHT, TOP, ROW = 860, 330, 24, 30, 26
STYLE = "text{font:12.5px system-ui,'DejaVu Sans',sans-serif;fill:#1a1a1a}.dim{fill:#565c64}"
TONES = {
    "happened": "#1b6b3a", "ongoing": "#1b6b3a", "planned": "#1f4fa3", "possible": "#8a5a00", "alleged": "#8a5a00",
    "denied": "#a1261f", "demanded": "#7a2c86",
}  # fmt: skip
TICKS = 5
LABEL = 44
"""Code points of a row's label; the table has it whole."""


def timeline(notes: Iterable[Note]) -> Picture | None:
    """Return the timeline of the notes' claims, earliest first; None where none has a time."""
    dated = sorted(((span, note) for note in notes if note.claim and (span := span_of(note.claim.time))), key=lambda one: (one[0], one[1].number))
    if not dated:
        return None
    gives = "gives" if len(dated) == 1 else "give"
    return Picture(
        name="timeline", title="When it is said to have taken place", svg=_drawn(dated),
        words=f"{len(dated)} of the claims cited {gives} a time. A bar covers the whole time that the words allow.", table=_table(dated),
    )  # fmt: skip


def span_of(time: Time | None) -> tuple[date, date] | None:
    """Return the first and last day of a time; an open end is the known one. None where neither is known."""
    if time is None:
        return None
    known = [day for text in (time.start, time.end) if text and (day := days_of(text))]
    if not known:
        return None
    return min(first for first, _ in known), max(last for _, last in known)


def label(claim: Claim) -> str:
    """Return a claim in a few words: who to whom, what, how many."""
    return " · ".join(one_line(part) for part in (who_words(claim), deed_words(claim), quantity_words(claim.quantity)) if part)


def _drawn(dated: Sequence[tuple[tuple[date, date], Note]]) -> str:
    first, last = min(span[0] for span, _ in dated), max(span[1] for span, _ in dated)
    height, days = TOP + ROW * len(dated) + 16, max(1, (last - first).days)

    def x(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / days, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">',
        f"<title>Timeline</title><desc>{len(dated)} claims with a time, from {first.isoformat()} to {last.isoformat()}</desc><style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for n in range(TICKS if days > TICKS else 1 if first == last else 2):
        steps = TICKS - 1 if days > TICKS else 1
        day = date.fromordinal(first.toordinal() + round((last - first).days * n / steps))
        anchor = "end" if n == steps and first != last else "middle" if n else "start"
        parts.append(f'<line x1="{x(day)}" x2="{x(day)}" y1="{TOP - 6}" y2="{height - 10}" stroke="#dcdcdc"/>')
        parts.append(f'<text class="dim" x="{x(day)}" y="16" text-anchor="{anchor}">{day.isoformat()}</text>')
    for row, (span, note) in enumerate(dated):
        parts += _row(note, (x(span[0]), x(span[1])), TOP + ROW * row + ROW // 2)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _row(note: Note, ends: tuple[float, float], y: int) -> Iterable[str]:
    claim = note.claim
    if claim is None or claim.time is None:
        return
    words, tone = label(claim), TONES[claim.modality]
    shown = words if len(words) <= LABEL else words[: LABEL - 1] + "…"
    dash = "" if claim.modality in ("happened", "ongoing") else ' stroke-dasharray="4 2"'
    start, end = ends
    tip = f"<title>{escape(words)}: {escape(one_line(time_words(claim.time)))}, {modality_word(claim.modality)}</title>"
    yield f'<text x="8" y="{y + 4}"><tspan font-weight="700">{note.number}</tspan> {modality_sign(claim.modality)} {escape(shown)}{tip}</text>'
    box = f'x="{start - 4}" y="{y - 5}" width="{round(end - start + 8, 1)}" height="10" rx="4"'
    yield f'<rect {box} fill="{tone}" fill-opacity="0.3" stroke="{tone}"{dash}/>'
    if claim.time.start is None:
        yield f'<path d="M{start - 8} {y}l8 -4v8z" fill="{tone}"/>'
    if claim.time.end is None:
        yield f'<path d="M{end + 8} {y}l-8 -4v8z" fill="{tone}"/>'


def _table(dated: Sequence[tuple[tuple[date, date], Note]]) -> Table:
    rows = []
    for _, note in dated:
        if note.claim is not None:
            row = (one_line(time_words(note.claim.time)), modality_word(note.claim.modality), label(note.claim), f"[{note.number}]")
            rows.append(row)
    return Table(head=("when", "state", "what", "note"), rows=tuple(rows))

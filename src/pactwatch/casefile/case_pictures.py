"""The charts of figures and the origin trees of a case, drawn by the same functions as those of `figures` and `origins`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pactwatch.casefile.case_file import Note, Picture, Table
from pactwatch.casefile.case_material import Material
from pactwatch.casefile.figure_chart import chart_page
from pactwatch.casefile.origins_svg import draw
from pactwatch.casefile.origins_text import summary
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.wording import modality_word
from pactwatch.figures.days import days_of
from pactwatch.figures.points import Point, point
from pactwatch.figures.reviewed import as_edited
from pactwatch.figures.series import Series, make_series
from pactwatch.figures.wording import amount
from pactwatch.origins.types import Story

CHARTS = 8
"""Charts of a case at most, those of most figures first."""


def charts(notes: Iterable[Note], material: Material) -> tuple[Picture, ...]:
    """Return a chart for each series in which the notes' claims have figures, as edited."""
    by_claim = {note.ref: note for note in notes if note.claim is not None}
    found = make_series(_points(by_claim, material))
    return tuple(_chart(n, series, by_claim) for n, series in enumerate(found[:CHARTS], 1))


def _points(by_claim: dict[str, Note], material: Material) -> Iterable[Point]:
    seen = set()
    for name, note in by_claim.items():
        reading = material.claims[name].reading
        for figure in reading.figures:
            if figure.claim == name and note.claim is not None and figure.id not in seen:
                seen.add(figure.id)
                now = as_edited(figure, note.claim, material.claims[name].claim)
                if now is not None:
                    yield point(now, reading.document)


def _chart(number: int, series: Series, by_claim: dict[str, Note]) -> Picture:
    rows = []
    for p in series.points:
        note = by_claim.get(p.figure.claim or "")
        number_of = f"[{note.number}]" if note else ""
        source = p.figure.attributed_to[-1].name if p.figure.attributed_to else p.publisher or "the outlet itself"
        rows.append((p.day or "no date", one_line(amount(p.figure)), modality_word(p.figure.modality), one_line(source), number_of))
    conflicts = "".join(f" Conflict: {one_line(relation.why)}." for relation in series.conflicts[:3])
    place = f" in {one_line(series.place)}" if series.place else ""
    dated = any(days_of(p.day) for p in series.points)
    return Picture(
        name=f"figure-{number}", title=one_line(f"{series.measure}: {series.population}{place}"), svg=chart_page([series]) if dated else "",
        words=f"{len(series.points)} figure{'' if len(series.points) == 1 else 's'}, none averaged.{conflicts}",
        table=Table(head=("published", "figure", "state", "said by", "note"), rows=tuple(rows)),
    )  # fmt: skip


def origin_trees(stories: Sequence[Story], notes: Iterable[Note], material: Material) -> tuple[Picture, ...]:
    """Return the tree of each story of several reports, with the notes that rest on it."""
    known = tuple(notes)
    return tuple(_tree(n, story, known, material) for n, story in enumerate((s for s in stories if len(s.documents) > 1), 1))


def _tree(number: int, story: Story, notes: Sequence[Note], material: Material) -> Picture:
    documents = {name: material.documents[name] for name in story.documents}
    rows = []
    for claimant in story.claimants:
        outlets = "; ".join(dict.fromkeys(one_line(documents[name].publisher or documents[name].title or name) for name in claimant.documents))
        standing = {"own": "says so itself", "deny": "denies it", "comment": "comments on it"}[claimant.standing]
        resting = [note.number for note in notes if note.ref in claimant.claims]
        rows.append((one_line(claimant.name), standing, outlets, " ".join(f"[{n}]" for n in resting)))
    for name in story.unknown_lineage:
        own = [note for note in notes if note.document is not None and note.document.id == name]
        resting = [note.number for note in own if note.claim is not None and not note.claim.attributed_to]
        outlet = one_line(documents[name].publisher or documents[name].title or name)
        rows.append(("source not named", "lineage unknown", outlet, " ".join(f"[{n}]" for n in resting)))
    return Picture(
        name=f"origins-{number}", title=one_line(story.title), svg=draw(story, documents), words=one_line(summary(story)),
        table=Table(head=("claimant", "standing", "reports", "notes"), rows=tuple(rows)),
    )  # fmt: skip

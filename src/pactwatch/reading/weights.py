"""Linear models whose weights are tables of named cues: {cue: weight for each class}.

A table (data/events/*.tsv) begins with a row `cue<TAB>class class ...` and has a row `cue<TAB>weight weight ...` for each cue; the
row `*` holds the intercepts. They are fitted by evaluation/fit.py; SOURCES.md says on which texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pactwatch.data import read_text

INTERCEPT = "*"
Scores = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


class Weights:
    """A table of weights: scores of the classes from the strengths of cues."""

    def __init__(self, content: str) -> None:
        """Read a table's text. Lines that start with `#` are comments."""
        lines = [line.partition("\t") for line in content.splitlines() if line and not line.startswith("#")]
        self.classes = tuple(lines[0][2].split()) if lines else ()
        self._places = {cue: n for n, (cue, _, _) in enumerate(lines[1:])}
        self._columns: dict[int, dict[str, float]] = {}
        # tables have a hundred thousand weights, and a text has few of the cues: rows are turned into numbers when they are first asked for
        self._written = [weights for _, _, weights in lines[1:]]
        self._unread = np.ones(len(self._places), bool)
        self._matrix = np.zeros((len(self._places), len(self.classes)))

    def _numbers(self, rows: Places) -> Scores:
        """Return the table [cues, classes], of which at least these rows are numbers."""
        fresh = np.unique(rows[self._unread[rows]])
        if len(fresh):
            numbers = np.fromstring(" ".join([self._written[n] for n in fresh.tolist()]), sep=" ")
            self._matrix[fresh] = numbers.reshape(len(fresh), len(self.classes))
            self._unread[fresh] = False
        return self._matrix

    def scores(self, rows: Sequence[Mapping[str, float]]) -> Scores:
        """Return the scores [rows, classes] of rows of cues, without the intercepts; each row's are its own alone."""
        places = self._places
        known: list[int] = []
        strengths: list[float] = []
        starts = []
        for cues in rows:
            starts.append(len(known))
            for cue, strength in cues.items():
                if cue in places:
                    known.append(places[cue])
                    strengths.append(strength)
            known.append(0)  # no row is empty
            strengths.append(0.0)
        if not rows or not places:
            return np.zeros((len(rows), len(self.classes)))
        at = np.array(known, np.intp)
        added = self._numbers(at)[at] * np.array(strengths)[:, None]
        summed: Scores = np.add.reduceat(added, starts, axis=0)
        return summed

    def score(self, cues: Mapping[str, float], n: int) -> float:
        """Return the score of the class at place `n`, without its intercept."""
        column = self._columns.get(n)
        if column is None:
            table = self._numbers(np.arange(len(self._places)))
            column = self._columns[n] = {cue: w for cue, w in zip(self._places, table[:, n].tolist(), strict=True) if w}
        total = 0.0
        for cue, strength in cues.items():
            if cue in column:
                total += strength * column[cue]
        return total

    def shares(self, rows: Sequence[Mapping[str, float]]) -> Scores:
        """Return the probabilities [rows, classes] of the classes (softmax of the scores and intercepts)."""
        place = self._places.get(INTERCEPT)
        return softmax(self.scores(rows) + (0.0 if place is None else self._numbers(np.array([place], np.intp))[place]))

    def strongest(self, cues: Mapping[str, float], name: str, most: int = 5) -> list[tuple[str, float]]:
        """Return the cues that speak most for class `name`, with what each adds, strongest first."""
        n = self.classes.index(name)
        places = {cue: self._places[cue] for cue in cues if cue in self._places}
        table = self._numbers(np.array([*places.values()], np.intp))
        weights = {cue: float(table[place, n]) for cue, place in places.items()}
        added = [(cue, cues[cue] * w) for cue, w in weights.items() if w > 0]
        return sorted(added, key=lambda item: (-item[1], item[0]))[:most]


def softmax(scores: npt.ArrayLike) -> Scores:
    """Return scores as shares of one, along the last axis."""
    given = np.asarray(scores, np.float64)
    raised = np.exp(given - given.max(axis=-1, keepdims=True))
    shares: Scores = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def table_text(note: str, table: Mapping[str, Mapping[str, float]], classes: Sequence[str], least: float) -> str:
    """Return a table as its file has it, in the order of its cues, without weights below `least`; a cue without any is left out."""
    lines = [f"# {note}", "cue\t" + " ".join(classes)]
    for cue in sorted(table):
        row = [table[cue].get(name, 0.0) for name in classes]
        kept = [f"{weight:.3g}" if cue == INTERCEPT or abs(weight) >= least else "0" for weight in row]
        if cue == INTERCEPT or any(written != "0" for written in kept):
            lines.append(f"{cue}\t{' '.join(kept)}")
    return "\n".join(lines) + "\n"


_loaded: dict[str, Weights] = {}


def load_weights(name: str) -> Weights:
    """Return the table data/events/`name`.tsv, read once a process."""
    if name not in _loaded:
        _loaded[name] = Weights(read_text(f"events/{name}.tsv"))
    return _loaded[name]


@contextmanager
def weights_from(folder: Path) -> Iterator[None]:
    """Within, tables come from `folder`: for measuring with weights that have not seen what is measured."""
    before = dict(_loaded)
    _loaded.clear()
    _loaded.update({path.stem: Weights(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.tsv"))})
    try:
        yield
    finally:
        _loaded.clear()
        _loaded.update(before)

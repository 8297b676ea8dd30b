"""Linear models whose weights are tables of named cues: {cue: weight for each class}.

A table (data/events/*.tsv) has a row `cue<TAB>class=weight ...` for each cue; the row `*` holds the intercepts. They are
fitted by evaluation/fit.py; SOURCES.md says on which texts.
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


class Weights:
    """A table of weights: scores of the classes from the strengths of cues."""

    def __init__(self, content: str) -> None:
        """Read a table's text. Lines that start with `#` are comments."""
        rows = [line.partition("\t") for line in content.splitlines() if line and not line.startswith("#")]
        self._places = {cue: n for n, (cue, _, _) in enumerate(rows)}
        self._columns: dict[int, dict[str, float]] = {}
        # tables have tens of thousands of weights: all are parted and turned into numbers at once
        parts = [rest.replace("=", " ").split() for _, _, rest in rows]
        named = [name for part in parts for name in part[::2]]
        self.classes = tuple(dict.fromkeys(named))
        columns = {name: n for n, name in enumerate(self.classes)}
        self._matrix = np.zeros((len(rows), len(self.classes)))
        if named:
            places = np.repeat([self._places[cue] for cue, _, _ in rows], [len(part) // 2 for part in parts])
            self._matrix[places, [columns[name] for name in named]] = [float(value) for part in parts for value in part[1::2]]

    def knows(self, cue: str) -> bool:
        """Say whether a cue has a weight."""
        return cue in self._places

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
        if not rows:
            return np.zeros((0, len(self.classes)))
        added = self._matrix[known] * np.array(strengths)[:, None]
        summed: Scores = np.add.reduceat(added, starts, axis=0)
        return summed

    def score(self, cues: Mapping[str, float], n: int) -> float:
        """Return the score of the class at place `n`, without its intercept."""
        column = self._columns.get(n)
        if column is None:
            column = self._columns[n] = {cue: w for cue, w in zip(self._places, self._matrix[:, n].tolist(), strict=True) if w}
        total = 0.0
        for cue, strength in cues.items():
            if cue in column:
                total += strength * column[cue]
        return total

    def shares(self, rows: Sequence[Mapping[str, float]]) -> Scores:
        """Return the probabilities [rows, classes] of the classes (softmax of the scores and intercepts)."""
        intercepts = self._matrix[self._places[INTERCEPT]] if INTERCEPT in self._places else 0.0
        return softmax(self.scores(rows) + intercepts)

    def strongest(self, cues: Mapping[str, float], name: str, most: int = 5) -> list[tuple[str, float]]:
        """Return the cues that speak most for class `name`, with what each adds, strongest first."""
        n = self.classes.index(name)
        weights = {cue: float(self._matrix[self._places[cue], n]) for cue in cues if cue in self._places}
        added = [(cue, cues[cue] * w) for cue, w in weights.items() if w > 0]
        return sorted(added, key=lambda item: (-item[1], item[0]))[:most]


def softmax(scores: npt.ArrayLike) -> Scores:
    """Return scores as shares of one, along the last axis."""
    given = np.asarray(scores, np.float64)
    raised = np.exp(given - given.max(axis=-1, keepdims=True))
    shares: Scores = raised / raised.sum(axis=-1, keepdims=True)
    return shares


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

"""Parts that other packages add by entry point; the built-in ones are declared in the same way (pyproject.toml).

| group               | what an entry point names                                                   |
|---------------------|-----------------------------------------------------------------------------|
| `pactwatch.engines` | what reads: a `pactwatch.read.ReadingEngine`, or a callable giving one          |
| `pactwatch.formats` | an export format: a `pactwatch.exports.format.Format`, or a callable giving one |

Nothing is imported until it is asked for by name, so a plugin that is broken costs nobody else anything.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import TypeVar

from pactwatch.errors import UsageError

T = TypeVar("T")

ENGINES, FORMATS = "pactwatch.engines", "pactwatch.formats"
BUILT_IN: dict[str, dict[str, str]] = {
    ENGINES: {"rules": "pactwatch.read:RULES_ENGINE", "hybrid": "pactwatch.read:HYBRID_ENGINE"},
    FORMATS: {
        "csv": "pactwatch.exports.csv_rows:FORMAT",
        "jsonl": "pactwatch.exports.jsonl:FORMAT",
        "parquet": "pactwatch.exports.parquet:FORMAT",
        "geojson": "pactwatch.exports.geojson:FORMAT",
        "plover": "pactwatch.exports.events:PLOVER",
        "cameo": "pactwatch.exports.events:CAMEO",
        "ftm": "pactwatch.exports.ftm:FORMAT",
        "stix": "pactwatch.exports.stix:FORMAT",
        "bibtex": "pactwatch.exports.bibtex:FORMAT",
        "csl": "pactwatch.exports.csl:FORMAT",
    },
}
"""What pyproject.toml declares (a test holds the two equal): known without it, so that a source tree runs uninstalled."""
UNKNOWN, BROKEN = "PW190", "PW191"
"""Codes: nothing is called so; what is called so cannot be loaded."""


@lru_cache(maxsize=8)
def registered(group: str) -> dict[str, EntryPoint]:
    """Return the entry points of a group by name, sorted; of two with one name the built-in one, then the first by value, stands."""
    own = [EntryPoint(name, value, group) for name, value in BUILT_IN.get(group, {}).items()]
    others = sorted(entry_points(group=group), key=lambda point: (point.name, point.value))
    found: dict[str, EntryPoint] = {}
    for point in (*own, *others):
        found.setdefault(point.name, point)
    return dict(sorted(found.items()))


def checked_engine(name: str) -> str:
    """Return `name`; UsageError PW128 where no engine is called so. Nothing is loaded for it."""
    names = registered(ENGINES)
    if name not in names:
        raise UsageError(f"--engine {name} is no engine; there are {', '.join(names)}", code="PW128")
    return name


def load(group: str, name: str, kind: type[T]) -> T:
    """Return what is registered as `name`.

    Raises UsageError PW190 where nothing is, PW191 where it cannot be imported, made, or is no `kind`.
    """
    points = registered(group)
    what = group.rpartition(".")[2].removesuffix("s")
    if name not in points:
        raise UsageError(f"{name} is no {what}; there are {', '.join(points) or 'none'}", code=UNKNOWN)
    try:
        loaded = points[name].load()
        made = loaded if isinstance(loaded, kind) else loaded()
    except Exception as error:  # whatever a plugin raises is its own fault, and named as such
        raise UsageError(f"the {what} {name} ({_from(points[name])}) cannot be loaded: {type(error).__name__}: {error}", code=BROKEN) from error
    if not isinstance(made, kind):
        message = f"the {what} {name} ({_from(points[name])}) is no {kind.__module__}.{kind.__name__} but a {type(made).__name__}"
        raise UsageError(message, code=BROKEN)
    return made


def _from(point: EntryPoint) -> str:
    package = f" of {point.dist.name} {point.dist.version}" if point.dist is not None else ""
    return f"{point.value}{package}"

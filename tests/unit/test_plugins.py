"""Entry points: the built-in parts are registered as others are, and one that is broken costs nothing else."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pactwatch import plugins
from pactwatch.errors import UsageError
from pactwatch.exports.format import Format, find_format, format_names
from pactwatch.model import make_document
from pactwatch.read import engine_names, find_engine, read
from pactwatch.runners.engines import checked_engine, version_of

ROOT = Path(__file__).parents[2]
MODULE = """
from pactwatch.exports.format import Format

def write(records, out):
    count = 0
    for record in records:
        out.write(record.id.encode() + b"\\n")
        count += 1
    return count

def breaks(records, out):
    out.write(b"half")
    raise RuntimeError("no such luck")

IDS = Format(name="ids", suffix=".txt", media_type="text/plain", about="ids of claims", write=write, things="ids")
BREAKS = Format(name="breaks", suffix=".txt", media_type="text/plain", about="fails", write=breaks)
def made():
    return IDS

from pactwatch.model import Engine, Reading
from pactwatch.read import ReadingEngine

def nothing(document):
    by = Engine(name="nothing", version="7", models={})
    return Reading(document=document, engine=by, statements=(), claims=(), problems=())

NOTHING = ReadingEngine(name="nothing", version="7", about="finds nothing", read=nothing)
IMPOSTOR = ReadingEngine(name="impostor", version="7", about="reads under another name", read=nothing)
def raises():
    raise ValueError("not today")
"""
POINTS = """
[pactwatch.formats]
ids = example_plugin:IDS
made = example_plugin:made
breaks = example_plugin:BREAKS
missing = example_plugin_that_is_not_there:X
raises = example_plugin:raises
number = example_plugin:__doc__
csv = example_plugin:IDS
[pactwatch.engines]
nothing = example_plugin:NOTHING
impostor = example_plugin:IMPOSTOR
gone = example_plugin_that_is_not_there:X
"""


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Install a distribution with good and bad formats, as pip leaves one on the path."""
    (tmp_path / "example_plugin.py").write_text(MODULE)
    info = tmp_path / "example_plugin-1.5.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: example-plugin\nVersion: 1.5\n")
    (info / "entry_points.txt").write_text(POINTS)
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins.registered.cache_clear()
    find_engine.cache_clear()
    yield
    sys.modules.pop("example_plugin", None)
    plugins.registered.cache_clear()


def test_pyproject_declares_what_the_program_knows_without_it() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    assert declared == plugins.BUILT_IN


@pytest.mark.parametrize("name", sorted(plugins.BUILT_IN[plugins.FORMATS]))
def test_every_built_in_format_loads_under_its_own_name(name: str) -> None:
    found = find_format(name)
    assert found.name == name
    assert found.fields


@pytest.mark.usefixtures("plugin")
def test_a_plugins_format_is_found_and_the_built_in_names_stay_ours() -> None:
    assert {"ids", "made", "csv"} <= set(format_names())
    assert find_format("ids").about == find_format("made").about == "ids of claims"
    assert find_format("csv").suffix == ".csv"


@pytest.mark.usefixtures("plugin")
@pytest.mark.parametrize(("name", "words"), [("missing", "ModuleNotFoundError"), ("raises", "ValueError: not today"), ("number", "cannot be loaded")])
def test_a_broken_plugin_is_named_with_its_package_and_costs_the_others_nothing(name: str, words: str) -> None:
    with pytest.raises(UsageError, match=r"example-plugin 1\.5") as caught:
        find_format(name)
    assert caught.value.code == "PW191"
    assert words in str(caught.value)
    assert isinstance(find_format("jsonl"), Format)


def test_an_unknown_format_lists_those_that_there_are() -> None:
    with pytest.raises(UsageError, match=r"xls is no format; there are bibtex, cameo, .*stix") as caught:
        find_format("xls")
    assert caught.value.code == "PW190"


@pytest.mark.parametrize("name", sorted(plugins.BUILT_IN[plugins.ENGINES]))
def test_every_built_in_engine_reads_under_its_own_name_and_version(name: str) -> None:
    reading = read(make_document("Norway sent 120 soldiers to Latvia, officials said."), name)
    assert (reading.engine.name, reading.engine.version) == (name, version_of(name))


@pytest.mark.usefixtures("plugin")
def test_a_plugins_engine_reads_and_one_that_reads_under_another_name_is_refused() -> None:
    document = make_document("Norway sent 120 soldiers to Latvia.")
    assert {"hybrid", "impostor", "nothing", "rules"} <= set(engine_names())
    assert read(document, "nothing").engine.version == version_of("nothing") == "7"
    for name, words in (("impostor", "another name"), ("gone", "cannot be loaded")):
        with pytest.raises(UsageError, match=words) as caught:
            read(document, name)
        assert caught.value.code == "PW191"


def test_an_engine_that_there_is_not_is_named_with_those_there_are() -> None:
    for ask in (checked_engine, find_engine):
        with pytest.raises(UsageError, match="hybrid, rules") as caught:
            ask("oracle")
        assert caught.value.code == "PW128"

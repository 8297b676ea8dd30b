import os
import subprocess
import sys

import pytest

from evaluation import bench, bench_measures, bench_origins
from evaluation.bench_texts import WORDS, articles, count_words
from evaluation.bench_watch import problems
from evaluation.watch_repeats import Arrival, unexplained


def test_articles_are_long_enough_and_differ_between_rounds():
    first, second = articles(0), articles(1)
    assert len(first) >= 5
    assert all(WORDS <= count_words(a.text) < WORDS + 300 for a in first)
    assert not {a.text for a in first} & {a.text for a in second}
    assert articles(3) == articles(3)


def test_limits_are_held_on_both_sides():
    limits = {"slow": {"at_most": 1.25}, "fast": {"at_least": 8.0}, "absent": {"at_most": 1.0}}
    assert bench.check({"slow": 1.25, "fast": 8.0}, limits) == ([], ["absent"])
    broken, untried = bench.check({"slow": 1.3, "fast": 7.9, "absent": 0.1}, limits)
    assert [line.split(":")[0] for line in broken] == ["slow", "fast"]
    assert untried == []


def test_a_command_that_fails_says_so():
    with pytest.raises(RuntimeError, match="no such luck"):
        bench_measures.run([sys.executable, "-c", "raise SystemExit('no such luck')"])
    assert bench_measures.run([sys.executable, "-c", "print(5)"]).strip() == "5"


def test_descent_goes_through_grandparents():
    parents = {30: 20, 20: 10, 10: 1, 40: 1}
    assert bench_measures.descends(30, 10, parents)
    assert not bench_measures.descends(40, 10, parents)
    assert not bench_measures.descends(10, 10, parents)


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs /proc")
def test_the_memory_of_a_child_is_seen():
    child = subprocess.Popen([sys.executable, "-c", "print('here', flush=True); input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert child.stdout is not None
        child.stdout.readline()
        assert bench_measures.largest_descendant() > 1
    finally:
        child.communicate(b"\n")


def test_the_bench_of_comparing_times_each_probe_at_each_size():
    found = bench_origins.measure([50, 100], 3)
    assert list(found) == [50, 100]
    assert all(len(times[what]) >= 3 for times in found.values() for what in ("place", "trace"))
    assert all(value > 0 for times in found.values() for values in times.values() for value in values)


def test_an_alert_that_comes_again_is_wrong_unless_a_kill_in_between_explains_it():
    first, again, third = (Arrival(at, "alert-1 to desk", "words") for at in (10.0, 130.0, 250.0))
    assert unexplained([first], []) == []
    assert unexplained([first, again], [10.0]) == []
    assert unexplained([first, again, third], [10.0, 130.0]) == []
    assert len(unexplained([first, again], [])) == 1
    assert len(unexplained([first, again], [5.0, 140.0])) == 1
    assert len(unexplained([first, again, third], [10.0])) == 1
    assert len(unexplained([first, again._replace(content="other words")], [10.0])) == 1
    assert unexplained([first, again._replace(key="alert-1 to second")], []) == []
    assert list(problems(dict.fromkeys(("missed", "doubled", "fast", "alerts_wrong", "refused", "failures")) | {"alerts_doubled": ["x"]}))

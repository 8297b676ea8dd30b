"""`make eval`: measure the engine on every set there is, print the figures, and hold the floors.

usage: python -m evaluation.run [--only PART,PART...] [--raise] [--markdown] [--errors N]

Exit 1 when a measure lies below its floor (evaluation/floors.toml), each named on stderr. Data that is absent makes
its measures "unmeasured": they are printed as such and are never counted as passed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from evaluation import assessment, certainty, comparison, figures, floors, own_set, paragraphs_measure, plover, report, screening, shared_sets
from evaluation import gate as gate_measures
from evaluation.error_classes import ErrorClasses, collect
from evaluation.measures import Measure

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
ACCURACY = HERE.parent / "docs" / "explanation" / "accuracy.md"
PARTS: dict[str, Callable[[], list[Measure]]] = {
    "own": own_set.run,
    "dev": shared_sets.run_claims_dev,
    "polnear": shared_sets.run_polnear,
    "plover": plover.run,
    "certainty": certainty.run,
    "paragraphs": paragraphs_measure.run,
    "rules": lambda: own_set.run_rules() + shared_sets.run_rules(),
    "comparison": comparison.run,
    "figures": figures.run,
    "assess": assessment.run,
    "screening": screening.run,
    "gate": gate_measures.run,
}


def own_errors() -> ErrorClasses:
    """Return the error classes of the tuning part of our own set."""
    texts = own_set.load_texts("tune")
    gold, found = own_set.load_gold(texts), own_set.read_set()
    return collect((k, row["text"], gold[k]["claims"], found[k]["claims"]) for k, row in texts.items())


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="evaluation.run", description=__doc__, formatter_class=raw)
    parser.add_argument("--only", default=",".join(PARTS), help="which parts to run, parted by commas")
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="raise the floors to these values")
    parser.add_argument("--markdown", action="store_true", help="write the figures into docs/explanation/accuracy.md")
    parser.add_argument("--errors", type=int, default=8, metavar="N", help="how many error classes to print")
    return parser.parse_args()


def main() -> int:
    """Run the parts, print, gate; return the exit code."""
    asked = arguments()
    names = asked.only.split(",")
    if unknown := sorted(set(names) - set(PARTS)):
        print(f"no such part: {', '.join(unknown)}", file=sys.stderr)
        return 2
    if asked.markdown and set(names) != set(PARTS):
        print("--markdown writes the whole table: leave --only out", file=sys.stderr)
        return 2
    measures: list[Measure] = []
    for name in names:
        measures += PARTS[name]()
        print(f"measured {name}", file=sys.stderr)
    known = floors.load(FLOORS)
    if asked.raise_floors:
        known = floors.raised(measures, known)
        floors.save(FLOORS, known)
    print(report.table(measures, known))
    if asked.errors and "own" in names:
        print("\n" + report.errors("own set, tuning part", own_errors(), asked.errors))
    if asked.errors and "dev" in names and (classes := shared_sets.dev_errors()):
        print("\n" + report.errors("development claims, tuning part", classes, asked.errors))
    if asked.markdown:
        report.write_between_markers(ACCURACY, measures)
    return gate(measures, {k: v for k, v in known.items() if k.split(".")[0] in names})


def gate(measures: list[Measure], known: dict[str, floors.Floor]) -> int:
    """Print what fell below its floor and what is unmeasured; return 1 if anything fell."""
    absent = [m.name for m in measures if m.value is None]
    if absent:
        print(f"unmeasured: {', '.join(absent)}", file=sys.stderr)
    problems = floors.check(measures, known)
    for problem in problems:
        print(f"FAILED {problem}", file=sys.stderr)
    if not problems:
        untried = sum(name in known for name in absent)
        print(f"gate open: {len(known) - untried} floors held, {untried} not tried (unmeasured)", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

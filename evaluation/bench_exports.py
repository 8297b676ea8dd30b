"""How fast and in how much memory each export format writes: `python -m evaluation.bench_exports [CLAIMS]`.

Each format runs in a process of its own, over a ledger of made readings; what counts is that memory does not grow with it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pactwatch.exports.format import format_names
from pactwatch.model import Claim, Document, Engine, Party, Plover, Quantity, Reading, Source, make_document
from pactwatch.store import open_ledger

TEXT = "Norland sent {number} sappers to Eastmark in May, Radio Vessin said."
BATCH = 500


def _reading(number: int) -> Reading:
    text = TEXT.format(number=number)
    known = {"title": f"Sappers {number}", "publisher": "Harbour Post", "published": "2025-06-18", "url": f"https://a.example/{number}"}
    document: Document = make_document(text, **known)
    end = text.index(" in May")
    figure = Quantity(low=number, high=number, comparator="exact", unit="sappers", text=f"{number} sappers", span=(13, 21 + len(str(number))))
    parts = dict.fromkeys(("object", "time", "place", "origin", "destination", "same_as"))
    claim = Claim(
        id=f"cl-{number:016x}", type="deploy_forces", plover=Plover(event="AID"), cameo="074",
        agent=Party(name="Norland"), recipient=Party(name="Eastmark"),
        quantity=figure, modality="happened", modality_cues=(), attributed_to=(Source(name="Radio Vessin"),), evidence=((0, end),), trigger=(8, 12),
        rule="deploy.send", **parts,  # type: ignore[arg-type]
    )  # fmt: skip
    engine = Engine(name="made", version="0.0.1", models={})
    return Reading(document=document, engine=engine, statements=(), claims=(claim,), problems=())


def _fill(ledger: Path, claims: int) -> None:
    with open_ledger(ledger, create=True) as opened:
        for first in range(0, claims, BATCH):
            opened.add_many([(_reading(number), None) for number in range(first, min(claims, first + BATCH))])


def measure(ledger: str, form: str) -> None:
    """Export in this process and print claims' seconds of the processor and the most memory."""
    from pactwatch.commands.exporting import Asked, export_claims
    from pactwatch.store import ClaimFilter

    before = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        export_claims(ledger, Asked(form=form, out=Path(folder) / "out", wanted=ClaimFilter(), everything=True, origins=False, quiet=True))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"| {form} | {time.process_time() - before:.1f} | {most} |")


def main(claims: int) -> None:
    """Print the table for ledgers of a tenth of `claims`, and of `claims`."""
    with tempfile.TemporaryDirectory() as folder:
        for size in (claims // 10, claims):
            ledger = Path(folder) / f"{size}.db"
            _fill(ledger, size)
            print(f"\n{size:,} claims\n\n| format | CPU s | peak MB |\n|---|---|---|", flush=True)
            for form in format_names():
                subprocess.run([sys.executable, "-m", "evaluation.bench_exports", str(ledger), form], check=True)  # noqa: S603


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measure(sys.argv[1], sys.argv[2])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)

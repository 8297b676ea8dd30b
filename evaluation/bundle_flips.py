"""Flip single bits of a case's bundle; count those that `verify` misses or lays to another file.

`python -m evaluation.bundle_flips FILE.zip [N]`; half of the places lie in the archive around the files, half in the files, each file once at least.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from pactwatch.casefile.archive import listed, regions
from pactwatch.casefile.bundle_check import verify_bundle
from pactwatch.casefile.bundle_opened import decoded
from pactwatch.casefile.case_bundle import MANIFEST, Manifest
from pactwatch.errors import CaseError


def owner_of(data: bytes, place: int) -> str:
    """Return the file that a byte of a bundle belongs to, by its content, header or directory entry; "archive" for the end record."""
    files, at = [(entry.name, data[entry.start : entry.end]) for entry in listed(data) or []], 0
    for region in regions(files, decoded(dict(files)[MANIFEST], Manifest).made):
        at += len(region.data)
        if place < at:
            return region.name or "archive"
    raise ValueError(place)


def main(path: str, count: int) -> int:
    """Print how many flips were made, missed and misnamed; return 1 if any was."""
    data, chance = Path(path).read_bytes(), random.Random(20250618)  # noqa: S311
    entries = listed(data) or []
    inside = [(entry.start, entry.end) for entry in entries]
    around = sorted(set(range(len(data))) - {n for start, end in inside for n in range(start, end)})
    places = [chance.randrange(start, end) for start, end in inside if end > start]
    places += [chance.choice(around) for _ in range(count // 2)] + [chance.randrange(len(data)) for _ in range(count // 2)]
    missed = misnamed = refused = 0
    for place in places:
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        owner = owner_of(data, place)
        try:
            failures = verify_bundle(bytes(changed)).failures
        except CaseError:
            refused += 1
            continue
        missed += not failures
        misnamed += not any(owner in failure.file for failure in failures)
    print(f"{len(places)} flips in {len(data):,} bytes, {len(around):,} of them around the files")
    print(f"{missed} missed, {misnamed} misnamed, {refused} refused whole")
    return int(bool(missed or misnamed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 400))

"""Parts of an archive that ended early: of all parts, the first alone says so, after all inputs."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from pactwatch.runners.local import read_local
from pactwatch.runners.shards import shard_path, shard_rows
from pactwatch.runners.units import Asked, Unit, read_unit


def test_the_first_part_alone_says_that_an_archive_ended_early(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"text": f"Norway sent {n} soldiers."}) + "\n" for n in range(2, 7)).encode()
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(rows) + gzip.compress(rows)[:-12])
    found = []
    for part in range(3):
        unit = Unit(paths=(str(path),), part=part, parts=3)
        info = read_unit(unit, tmp_path, Asked(engine="rules", gate=False), lambda texts: read_local(texts, "rules"))
        found.append([(row.number, row.code) for row in shard_rows(shard_path(tmp_path, info.key))])
    failed = [row for rows_of in found for row in rows_of if row[1]]
    read = [number for rows_of in found for number, code in rows_of if not code]
    assert failed == [(max(read) + 1, "PW207")]
    assert found[0][-1] == failed[0]
    assert sorted(read) == list(range(1, max(read) + 1))

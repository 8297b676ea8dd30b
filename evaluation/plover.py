"""PLOVER's example sentences (Open Event Data Alliance, CC BY-SA 4.0): the event's type, who did it, and to whom.

type    F1 over sentences: the gold event's name (codebook of 2021, or its name of 2016) against the distinct event
        names among the sentence's claims;
source  share of sentences with a state as source where a claim of the right type has an agent of that state;
dyad    share of sentences with states on both sides where a claim of the right type joins a right agent to a right
        recipient; compared by country code, so bodies and groups (IGO, NGO) are not judged.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evaluation.measures import Measure, f1_measure, share, unmeasured
from pactwatch.exports.dyads import dyad
from pactwatch.model import Reading, make_document
from pactwatch.read import read

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "plover" / "plover_gsr.jsonl"
NOT_STATES = frozenset({"IGO", "NGO", "IMG", "MNC"})
ODD_CODES = {"JAP": "JPN", "ITL": "ITA", "ROM": "ROU"}
"""Codes in the data that are not those of ISO 3166-1."""


def states(actors: Any) -> frozenset[str]:
    """Return the ISO codes of the states among a sentence's sources or targets."""
    if not isinstance(actors, list):
        return frozenset()
    codes = (ODD_CODES.get(actor.get("code", ""), actor.get("code", "")) for actor in actors)
    return frozenset(code for code in codes if code and code not in NOT_STATES)


def judge(row: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """Return what one sentence contributes: type counts, and whether source and dyad were judged and right."""
    names = {row["plover_2021"], row["plover_2016"]}
    read_names = {claim.plover.event for claim in reading.claims}
    right = [claim for claim in reading.claims if claim.plover.event in names]
    sources, targets = states(row["source"]), states(row["target"])
    pairs = [tuple(frozenset(filter(None, side.country.split(";"))) for side in dyad(claim)) for claim in right]
    return {
        "type": (int(bool(right)), 1, len(read_names)),
        "source": (any(a & sources for a, _ in pairs), bool(sources)),
        "dyad": (any(a & sources and b & targets for a, b in pairs), bool(sources and targets)),
    }


def run(path: Path = DATA) -> list[Measure]:
    """Return the measures; unmeasured where the data is absent."""
    names = ("plover.type_f1", "plover.source", "plover.dyad")
    if not path.is_file():
        return [unmeasured(name, "../shared is absent") for name in names]
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = [judge(row, read(make_document(row["text"]))) for row in rows]
    out = [f1_measure(names[0], [one["type"] for one in found], "sentences")]
    for key in ("source", "dyad"):
        judged = [right for right, asked in (one[key] for one in found) if asked]
        out.append(share(f"plover.{key}", sum(judged), len(judged), "sentences with states"))
    return out

"""PLOVER event and mode and CAMEO code of a claim.

Each claim type has its own (data/events/roles.toml); where the encoder reads another PLOVER event with confidence, or the
type says nothing ("other"), the encoder's stands, with the CAMEO root that corresponds to it (PLOVER codebook, OEDA 2021).
"""

from __future__ import annotations

from pactwatch.data import read_toml
from pactwatch.model import Plover
from pactwatch.reading.events import Event

SURE = 0.6
"""Share from which the encoder's PLOVER event stands against the type's."""


def coded(event: Event) -> tuple[Plover, str]:
    """Return the PLOVER event and the CAMEO code of an event."""
    tables = read_toml("events/roles.toml")
    row = tables["plover"][event.type]
    if event.opinion is not None:
        name, share = max(event.opinion.plover.items(), key=lambda item: (item[1], item[0]))
        if name != row["event"] and (event.type == "other" or share >= SURE):
            return Plover(event=name), str(tables["cameo"][name])
    return Plover(event=row["event"], mode=row["mode"] or None), str(row["cameo"])

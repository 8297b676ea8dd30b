"""PLOVER event and mode and CAMEO code of a claim.

Each claim type has its own (data/events/roles.toml); where the encoder reads another PLOVER event, or the
type says nothing ("other"), the encoder's stands, with the CAMEO root that corresponds to it (PLOVER codebook, OEDA 2021).

Help that is only meant to be given is AGREE there, and what is called for is REQUEST, whatever it would be once it is done.
"""

from __future__ import annotations

from pactwatch.data import read_toml
from pactwatch.model import Modality, Plover
from pactwatch.reading.events import Event

SURE = 0.3
"""Share from which the encoder's PLOVER event stands against the type's: it was trained on sentences for these events."""


def coded(event: Event, modality: Modality) -> tuple[Plover, str]:
    """Return the PLOVER event and the CAMEO code of an event in a state."""
    plover, cameo = _of_deed(event)
    tables = read_toml("events/roles.toml")
    for name, row in tables["meant"].items():
        if modality == row["modality"] and plover.event not in row["but"] and (not row["of"] or plover.event in row["of"]):
            return Plover(event=name, mode=plover.mode), str(tables["cameo"][name])
    return plover, cameo


def _of_deed(event: Event) -> tuple[Plover, str]:
    """Return the PLOVER event and the CAMEO code of an event as if it was done."""
    tables = read_toml("events/roles.toml")
    row = tables["plover"][event.type]
    if event.opinion is not None:
        name, share = max(event.opinion.plover.items(), key=lambda item: (item[1], item[0]))
        if name != row["event"] and (event.type == "other" or share >= SURE):
            return Plover(event=name), str(tables["cameo"][name])
    return Plover(event=row["event"], mode=row["mode"] or None), str(row["cameo"])

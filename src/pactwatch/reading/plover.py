"""PLOVER event and mode and CAMEO code of a claim.

Each claim type has its own (data/events/roles.toml); where the encoder reads another PLOVER event, or the
type says nothing ("other"), the encoder's stands, with the CAMEO root that corresponds to it (PLOVER codebook, OEDA 2021).

Who leaves, and who lifts sanctions, has codes of his own (`turned`); the encoder may not have anybody leave who is said to stay.
Help that is only meant to be given is AGREE there, and what is called for is REQUEST, whatever it would be once it is done.
"""

from __future__ import annotations

from collections.abc import Mapping

from pactwatch.data import read_toml
from pactwatch.model import Modality, Plover
from pactwatch.reading.events import Event
from pactwatch.reading.lexicon import noun_classes
from pactwatch.reading.tree import Sentence, Token

SURE = 0.3
"""Share from which the encoder's PLOVER event stands against the type's: it was trained on sentences for these events."""


STAYING = frozenset({"keep", "have", "maintain", "station", "base", "remain", "stay", "garrison", "leave", "retain", "run"})
"""Verbs of who has forces somewhere, and leaves them there."""


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
    row, turns = tables["plover"][event.type], [turn for turn in tables["turned"].values() if event.type in turn["types"]]
    for turn in turns:
        if is_turned(event, turn):
            return Plover(event=turn["event"], mode=turn["mode"] or None), str(turn["cameo"])
    if event.opinion is not None:
        lemma = event.unit.clause.sentence.tokens[event.unit.clause.head].lemma
        unsaid = {turn["event"] for turn in turns if lemma in STAYING}  # who still keeps men somewhere does not withdraw them
        name, share = max(((n, s) for n, s in event.opinion.plover.items() if n not in unsaid), key=lambda item: (item[1], item[0]))
        if name != row["event"] and (event.type == "other" or share >= SURE):
            return Plover(event=name), str(tables["cameo"][name])
    return Plover(event=row["event"], mode=row["mode"] or None), str(row["cameo"])


def is_turned(event: Event, turn: Mapping[str, str]) -> bool:
    """Say whether an event is told as the end of what its type says: soldiers who leave, sanctions that are lifted."""
    sentence = event.unit.clause.sentence
    head = sentence.tokens[event.unit.clause.head]
    for token in (head, sentence.tokens[head.head]) if head.dep in ("dobj", "nsubjpass") else (head,):
        below = sentence.children(token.i)
        places = {place.lemma for prep in below if prep.lower in ("from", "off") for place in sentence.children(prep.i, "pobj")}
        if token.lemma in turn["home"].split() and any(t.lower in ("home", "homeward", "homewards") for t in below):
            return True
        if token.lemma in turn["alone"].split() or _leaves(sentence, token, turn):
            return True
        named = {t.lemma for t in below if t.dep in ("dobj", "nsubjpass")}
        if token.lemma in turn["of"].split() and named & set(turn["things"].split()):
            return True
        if token.lemma in turn["off"].split() and places & set(turn["lists"].split()):
            return True
    return False


ONWARDS = frozenset({"for", "to", "into", "behind", "towards", "toward", "onto", "through"})
"""Words by which who leaves is on the way to somewhere, or leaves somebody behind."""


def _leaves(sentence: Sentence, token: Token, turn: Mapping[str, str]) -> bool:
    """Say whether forces leave a place or are taken back: not "left 3,000 men in Syria", "left the port to join them", "pulled them into it"."""
    below = sentence.children(token.i)
    if any(t.lower in ONWARDS for t in below) or any(t.dep in ("xcomp", "advcl") and t.tag in ("VB", "VBG") for t in below):
        return False
    thing = sentence.child(token.i, "dobj", "nsubjpass")
    people = thing is not None and "troop" in noun_classes(thing.lemma)
    if token.lemma in turn["quit"].split() and not people:
        return thing is None or thing.pos == "PROPN" or thing.ent in ("GPE", "LOC", "FAC") or thing.lemma in PLACES
    parted = token.lemma != "pull" or any(t.lower in ("out", "back", "from") for t in below)
    return token.lemma in turn["back"].split() and (thing is None or people) and parted


PLACES = frozenset((
    "base", "country", "camp", "post", "position", "region", "area", "territory", "town", "city", "village", "garrison", "site", "airfield",
    "airport", "island", "border", "province", "crossing", "capital", "front", "outpost", "checkpoint", "mission",
))  # fmt: skip
"""What is left by those who leave."""

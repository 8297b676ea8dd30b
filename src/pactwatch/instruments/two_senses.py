"""Words that mean other things too.

Arms (tanks of a brewery, a radar picture) are none without a martial word in the text; oil is no cargo in "oil tanker" or "oil ministry".
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.instruments.lexicon import Hits

DOUBTFUL = "doubtful"
"""The class of arms' names with another sense."""
MARTIAL = "martial"
"""The class of words that speak of armies and arms in one sense alone."""
ARMS = ("arms", "arms_major", "arms_small", "arms_other")
NAMED = "oil_no_cargo"
"""The class of what has oil in its name and is none."""
OIL = ("refined", "crude", "item")


def drop_named_oil(told: Sequence[Hits]) -> None:
    """Take oil out of the classes of cargo where it stands in the name of a ship, a firm or an office."""
    for hits in told:
        for start, end in hits.get(NAMED, ()):
            for name in OIL:
                if name in hits:
                    hits[name] = [at for at in hits[name] if not (start <= at[0] and at[1] <= end)]
        for name in OIL:
            if name in hits and not hits[name]:
                del hits[name]


def drop_doubtful(told: Sequence[Hits], title: Sequence[Hits]) -> None:
    """Take doubtful words out of the classes of arms of `told`, where neither it nor the `title` has a martial word."""
    if any(MARTIAL in hits for hits in (*told, *title)):
        return
    for hits in told:
        for place in hits.get(DOUBTFUL, ()):
            for name in ARMS:
                if place in hits.get(name, ()):
                    hits[name] = [other for other in hits[name] if other != place]
        for name in ARMS:
            if name in hits and not hits[name]:
                del hits[name]

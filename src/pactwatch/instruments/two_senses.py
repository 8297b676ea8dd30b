"""Words of arms that mean other things too (tanks of a brewery, a radar picture): without a martial word in the text they are none."""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.instruments.lexicon import Hits

DOUBTFUL = "doubtful"
"""The class of arms' names with another sense."""
MARTIAL = "martial"
"""The class of words that speak of armies and arms in one sense alone."""
ARMS = ("arms", "arms_major", "arms_small", "arms_other")


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

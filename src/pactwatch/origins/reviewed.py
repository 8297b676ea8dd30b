"""A story as people reviewed its claims: a claimant all of whose claims were rejected or retracted confirms nothing."""

from __future__ import annotations

import msgspec

from pactwatch.figures.rulings import Standing
from pactwatch.origins.independence import confirmations
from pactwatch.origins.types import Claimant, Story


def reviewed(story: Story, standing: Standing) -> Story:
    """Return a story with the confirmations that count; who counts for none any more stays among the claimants, named in `left_out`."""
    out = [claimant for claimant in story.claimants if _is_out(claimant, standing)]
    if not out:
        return story
    count = confirmations([claimant for claimant in story.claimants if claimant not in out], story.pairs, story.drifts)
    return msgspec.structs.replace(story, independent_confirmations=count, left_out=tuple(claimant.name for claimant in out))


def _is_out(claimant: Claimant, standing: Standing) -> bool:
    rulings = [standing.of.get(claim) for claim in claimant.claims] if standing else []
    return bool(rulings) and all(one is not None and not one.counts for one in rulings)

"""What claims that people stand by show of a provision: findings that rest on their words and in their states, on nothing else.

1. the whole text says which sentences make one finding, so that findings have the ids by which people judged them    assess.groups
2. sentences of the claims raise the provision by the claims' own words, in states no surer than theirs                states.careful
3. elements are met, contested or not met by such words only; all other words can but leave them open                  elements.judge
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from pactwatch.instruments import states
from pactwatch.instruments.assess import Anchor, finding_of, groups, raised, too_early
from pactwatch.instruments.findings import Finding
from pactwatch.instruments.reports import is_silent
from pactwatch.instruments.scene import Scene
from pactwatch.instruments.types import Provision
from pactwatch.model import Claim, Modality


def assess_held(whole: Scene, held: Scene, provision: Provision) -> Iterator[Finding]:
    """Yield the findings of a text on one provision that rest on the claims of `held`, and on the words that it may show.

    `whole` and `held` are scenes of one text: as it was read, and with people's edits in the claims that they stand by.
    """
    if not provision.when or too_early(provision, whole.document.published):
        return
    speaking = [one for one in held.sentences if (one.claims or held.shown is None) and not is_silent(one)]
    own = {anchor.sentence.index: anchor for anchor in raised(provision, held, speaking, states.careful)}
    known = groups(raised(provision, whole, [one for one in whole.sentences if not is_silent(one)]))
    for number, group in enumerate(known):
        found = [own.pop(anchor.sentence.index) for anchor in group if anchor.sentence.index in own]
        if found:
            yield _finding(provision, held, found, number)
    if own:  # raised by what people changed
        yield _finding(provision, held, list(own.values()), len(known))


def _finding(provision: Provision, held: Scene, anchors: list[Anchor], number: int) -> Finding:
    found = finding_of(provision, held, anchors, number)
    return msgspec.structs.replace(found, modality=_state(anchors))


def _state(anchors: Sequence[Anchor]) -> Modality:
    """Return the weakest state of anchors and of the claims in their sentences; what only tells of speech gives way to acts."""
    telling = [anchor for anchor in anchors if _acts(anchor)] or anchors
    return states.weakest(state for anchor in telling for state in (anchor.modality, *map(states.told, _acts(anchor))))


def _acts(anchor: Anchor) -> list[Claim]:
    return [claim for claim in anchor.sentence.claims if claim.type not in states.SPEECH]

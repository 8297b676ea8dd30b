"""read(document) -> Reading: the whole reading, stage by stage. Pure: no clock, no network, no database.

1. blocks       where headings, paragraphs, bullets, embeds and noise are     reading/blocks.py
2. parse        sentences and dependency trees, block by block                reading/parse.py
3. mentions     actors, places, quantities, times                             reading/{actors,places,...}.py
4. attribution  who says what, by which cue, with which stance                reading/attribution.py
5. events       what is said to be done, by whom, to whom                     reading/events.py
6. certainty    what state each event is in                                   reading/modality.py
7. coreference  pronouns, "the official"; which claims are one event          reading/coreference.py
8. claims       all of it joined, with ids and evidence                       reading/claims.py
"""

from __future__ import annotations

from pactwatch import __version__
from pactwatch.model import Document, Engine, Reading
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.parse import model_digest, parse


def read(document: Document) -> Reading:
    """Return the reading of `document` by the rule engine of this version."""
    parsed = parse(document.text, split_blocks(document.text))
    engine = Engine(name="rules", version=__version__, models=model_digest())
    return Reading(document=document, engine=engine, statements=(), claims=(), problems=(), blocks=tuple(parsed.blocks))

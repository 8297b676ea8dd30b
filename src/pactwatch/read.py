"""read(document) -> Reading: the whole reading, stage by stage. Pure: no clock, no network, no database.

1. blocks       where headings, paragraphs, bullets, embeds and noise are     reading/blocks.py
2. parse        sentences and dependency trees, block by block                reading/parse.py
3. mentions     actors, places, quantities, times                             reading/{actors,places,...}.py
4. attribution  who says what, by which cue, with which stance                reading/attribution.py
5. events       what is said to be done, by whom, to whom                     reading/events.py
6. certainty    what state each event is in                                   reading/modality.py
7. coreference  pronouns, "the official"; which claims are one event          reading/coreference.py
8. claims       all of it joined, with ids and evidence                       reading/claims.py
9. figures      what is counted, of whom, where and as of when                reading/figures.py
"""

from __future__ import annotations

from pactwatch import __version__
from pactwatch.model import Document, Engine, Reading
from pactwatch.reading.actors import find_actors
from pactwatch.reading.attribution import find_attributions
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.claims import Mentions, make_claims, make_statements
from pactwatch.reading.events import find_events
from pactwatch.reading.figures import find_figures
from pactwatch.reading.parse import model_digest, parse
from pactwatch.reading.places import find_places
from pactwatch.reading.quantities import find_quantities
from pactwatch.reading.times import find_times


def read(document: Document) -> Reading:
    """Return the reading of `document` by the rule engine of this version."""
    parsed = parse(document.text, split_blocks(document.text))
    actors = find_actors(parsed, document.published)
    attributions = find_attributions(parsed, actors)
    statements = make_statements(document, attributions)
    quantities = find_quantities(parsed)
    events = find_events(parsed, quantities)
    mentions = Mentions(
        actors, find_places(parsed), find_times(parsed, document.published), attributions, statements
    )
    claims = make_claims(document, parsed, events, mentions)
    return Reading(
        document=document,
        engine=Engine(name="rules", version=__version__, models=model_digest()),
        statements=tuple(statements),
        claims=tuple(claims),
        problems=(),
        blocks=tuple(parsed.blocks),
        figures=tuple(find_figures(document, parsed, quantities, claims, mentions)),
    )

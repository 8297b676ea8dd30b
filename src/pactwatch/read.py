"""read(document) -> Reading: the whole reading, stage by stage. Pure: no clock, no network, no database.

1. blocks       where headings, paragraphs, bullets, embeds and noise are     reading/blocks.py
2. parse        sentences and dependency trees, block by block                reading/parse.py
3. mentions     actors, places, quantities, times                             reading/{actors,places,...}.py
4. attribution  who says what, by which cue, with which stance                reading/attribution.py
5. encoder      every word piece as a vector (engine "hybrid" only)           reading/opinions.py
6. events       what is said to be done, by whom, to whom                     reading/events.py
7. certainty    what state each event is in                                   reading/modality.py
8. coreference  pronouns, "the official"; which claims are one event          reading/coreference.py
9. claims       all of it joined, with ids and evidence                       reading/claims.py
10. figures     what is counted, of whom, where and as of when                reading/figures.py
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from pactwatch import __version__, plugins
from pactwatch.errors import UsageError
from pactwatch.model import Document, Engine, Frozen, Reading
from pactwatch.reading.actors import find_actors
from pactwatch.reading.attribution import find_attributions
from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.claims import Mentions, make_claims, make_statements
from pactwatch.reading.encoder import encoder_digest
from pactwatch.reading.events import find_events
from pactwatch.reading.figures import find_figures
from pactwatch.reading.opinions import Opinions
from pactwatch.reading.parse import model_digest, parse
from pactwatch.reading.places import find_places
from pactwatch.reading.quantities import find_quantities
from pactwatch.reading.relevance import is_relevant
from pactwatch.reading.threads import one_thread
from pactwatch.reading.times import find_times

RULES, HYBRID = "rules", "hybrid"
"""The built-in engines: rules and weighed cues alone, or an encoder beside them (more claims right, twice the time)."""


class ReadingEngine(Frozen, frozen=True, kw_only=True):
    """What reads: `read` makes the same reading of the same document each time, and names the engine and its version in it.

    Packages add engines by entry points in the group `pactwatch.engines` (plugins.py), as the built-in ones are declared.
    """

    name: str
    version: str
    about: str
    read: Callable[[Document], Reading]


def engine_names() -> tuple[str, ...]:
    """Return the names of the engines that there are, plugins' included."""
    return tuple(plugins.registered(plugins.ENGINES))


@lru_cache(maxsize=16)
def find_engine(name: str) -> ReadingEngine:
    """Return an engine by its name; UsageError PW128 where there is none, PW191 where a plugin's cannot be loaded."""
    return plugins.load(plugins.ENGINES, plugins.checked_engine(name), ReadingEngine)


def read(document: Document, engine: str = HYBRID) -> Reading:
    """Return the reading of `document` by `engine`.

    Raises UsageError PW128 for an engine there is not, PW191 for one of a plugin that cannot be loaded, or reads something else.
    """
    by = find_engine(engine)
    with one_thread():
        reading = by.read(document)
    if reading.document != document or (reading.engine.name, reading.engine.version) != (by.name, by.version):
        raise UsageError(f"the engine {by.name} gave the reading of another document, or under another name or version", code=plugins.BROKEN)
    return reading


def _read(document: Document, engine: str) -> Reading:
    hybrid = engine == HYBRID
    by = Engine(name=engine, version=__version__, models=model_digest() | (encoder_digest() if hybrid else {}))
    parsed = parse(document.text, split_blocks(document.text))
    actors = find_actors(parsed, document.published)
    attributions = find_attributions(parsed, actors)
    statements = make_statements(document, attributions, by)
    opinions = Opinions(parsed) if hybrid and is_relevant(parsed) else None
    quantities = find_quantities(parsed)
    events = find_events(parsed, quantities, opinions)
    mentions = Mentions(
        actors, find_places(parsed), find_times(parsed, document.published), attributions, statements
    )
    claims = make_claims(document, parsed, events, mentions, by, opinions)
    return Reading(
        document=document,
        engine=by,
        statements=tuple(statements),
        claims=tuple(claims),
        problems=(),
        blocks=tuple(parsed.blocks),
        figures=tuple(find_figures(document, parsed, quantities, claims, mentions)),
    )


RULES_ENGINE = ReadingEngine(name=RULES, version=__version__, about="rules and weighed cues alone", read=partial(_read, engine=RULES))
HYBRID_ENGINE = ReadingEngine(name=HYBRID, version=__version__, about="a small trained encoder beside the rules", read=partial(_read, engine=HYBRID))

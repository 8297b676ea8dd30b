"""HTML pages: trafilatura takes the article out of the page, with its title, author and publisher.

1. pages with too many elements are refused, since the extraction's time grows with them faster than linearly
2. the article, in precision mode; a page in which that finds nothing is tried again without it
3. a small page without any layout is taken whole
4. walls (bot check, consent, subscription) are told from articles
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pactwatch.data import read_toml
from pactwatch.intake import limits
from pactwatch.intake.codes import Code, encodable, failure
from pactwatch.intake.decode import decode_markup
from pactwatch.intake.filed import is_chronology
from pactwatch.intake.markup import plain_of
from pactwatch.intake.published import published_of
from pactwatch.intake.signs import without_signs
from pactwatch.intake.taken import Draft

_ELEMENT = re.compile(r"<[A-Za-z]")
_SMALL, _SIMPLE = 60, 5_000
_ABOVE = 3


def read_page(body: bytes, charset: str | None, captured_on: str) -> Draft:
    """Return the draft of the article in an HTML page; no day after `captured_on` (YYYY-MM-DD) counts as published.

    Raises IntakeError: UNKNOWN_TYPE, TOO_COMPLEX, NO_ARTICLE, WALL.
    """
    import trafilatura

    marked, encoding = decode_markup(body, charset)
    markup, notes = without_signs(marked)
    elements = sum(1 for _ in _ELEMENT.finditer(markup))
    if elements > limits.MARKUP_TAGS:
        raise failure(Code.TOO_COMPLEX, f"the page has {elements} elements; save the article alone, or its text")
    found = _extract(markup, captured_on, True) or _extract(markup, captured_on, False)
    text = found.text if found else plain_of(markup) if elements <= _SMALL else ""
    extractor = f"trafilatura/{trafilatura.__version__}" if found else "lxml"
    if not text.strip():
        raise failure(Code.NO_ARTICLE, "no article text was found in the page; copy the text into a file")
    if _is_wall(text):
        raise failure(Code.WALL, "the page is a wall (bot check, consent or subscription); save the article from your browser")
    text = encodable(without_signs(text)[0])
    published = published_of(markup, _line(found, "date"))
    return Draft(
        text=text,
        extractor=f"{extractor} ({encoding})",
        title=_line(found, "title"),
        author=_line(found, "author"),
        publisher=_line(found, "sitename"),
        published=published,
        url=_line(found, "url"),
        notes=notes,
        head="" if published or elements > _SIMPLE else _above(text, _line(found, "title"), plain_of(markup)),
    )


def _above(text: str, title: str | None, plain: str) -> str:
    """Return the few lines between the title and the article in the whole page: the day is often left out of the text.

    In a page with several days on lines of their own, as of other articles, they tell nothing.
    """
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    first = text.split("\n", 1)[0].strip()
    start = next((n for n, line in enumerate(lines) if line == first), 0)
    near = lines[max(0, start - _ABOVE) : start]
    named = next((n for n, line in enumerate(near) if title and (line in title or title in line)), None)
    return "" if named is None or is_chronology(plain) else "\n".join(near[named:])


def _extract(markup: str, captured_on: str, precise: bool) -> Any:  # trafilatura ships no types
    import trafilatura

    dates = {"original_date": True, "extensive_search": False, "max_date": captured_on}
    found: Any = trafilatura.bare_extraction(
        markup, with_metadata=True, include_comments=False, favor_precision=precise, date_extraction_params=dates
    )
    return found if found is not None and found.text and found.text.strip() else None


def _line(found: Any, name: str) -> str | None:
    value = getattr(found, name, None)
    return " ".join(encodable(value).split()) or None if isinstance(value, str) else None


@lru_cache(maxsize=1)
def _wall_pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, read_toml("intake/walls.toml")["phrases"])))


def _is_wall(text: str) -> bool:
    lines = text.splitlines()
    prose = [line for line in lines if not _wall_pattern().search(line.lower())]
    return len(prose) < len(lines) and sum(map(len, prose)) < read_toml("intake/walls.toml")["least_code_points"]

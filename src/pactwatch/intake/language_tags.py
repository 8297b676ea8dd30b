"""Which language a row says that it is in: tags (en-US), codes of three letters (eng) and names (English) to the code of a document."""

from __future__ import annotations

import re
from functools import lru_cache

from pactwatch.data import read_rows

_TAG = re.compile(r"([a-z]{2,3})(?:[-_.@][\w.@-]*)?")
_NAMED = re.compile(r"[^\W\d_][^\d_,;/|()]*")
_ASIDE = re.compile(r"\([^()]*\)")


def language_named(written: str | None) -> str | None:
    """Return the code (ISO 639-1, else of three letters) of the language that `written` names.

    None where it names none that is known, or several: "und", "mul", "unknown", "en, fr".
    """
    plain = " ".join(_ASIDE.sub(" ", (written or "").lower()).split())
    known = _known()
    tag = _TAG.fullmatch(plain)
    if tag:
        return known.get(tag[1])
    if not _NAMED.fullmatch(plain):
        return None
    return known.get(plain) or known.get(plain.split()[-1])  # British English


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_rows("intake/languages.tsv"):
        found |= dict.fromkeys((row["code"], *row["codes"].split(), *filter(None, row["names"].split(";"))), row["code"])
    return found

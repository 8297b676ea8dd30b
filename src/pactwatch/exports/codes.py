"""Codes of countries, languages and identifiers as other programs write them."""

from __future__ import annotations

from urllib.parse import urlsplit

from pactwatch.casefile.plain import one_line
from pactwatch.data import read_toml

TABLE = "exports/codes.toml"
WEB = frozenset({"http", "https"})


def alpha2(country: str | None) -> str | None:
    """Return the ISO 3166-1 alpha-2 code for an alpha-3 one; None where there is none."""
    found: str | None = read_toml(TABLE)["alpha2"].get(country or "")
    return found


def language3(language: str | None) -> str | None:
    """Return the ISO 639-2/T code for an ISO 639-1 one; None where the table has none."""
    found: str | None = read_toml(TABLE)["language"].get(language or "")
    return found


def web_address(url: str | None) -> str | None:
    """Return an http or https address as it is, percent-encoded where it must be; None for anything else."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        known = parts.scheme in WEB and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return percent(url.strip()) if known else None


def percent(url: str) -> str:
    """Return an address in ASCII, without characters that no address may hold."""
    from urllib.parse import quote

    return quote(url.encode("utf-8", "replace"), safe="%/:?#[]@!$&'()*+,;=-._~")


def clean(text: str) -> str:
    """Return text on one line for formats that allow no control characters, without lone surrogates."""
    return one_line(text)

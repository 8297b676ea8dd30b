"""When two addresses are one article: a key that fragments, trackers, letter case and the scheme do not change."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

from pactwatch.data import read_toml

_PORTS = {"http": 80, "https": 443}
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_SAFE = "!$&'()*+,;=:@/~-._%"


def clean_url(url: str) -> str:
    """Return `url` without fragment and tracking parameters; one that cannot be taken apart comes back as it is."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    kept = [piece for piece in parts.query.split("&") if piece and not _tracks(piece.partition("=")[0])]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join(kept), ""))


def article_key(url: str) -> str:
    """Return what all addresses of one page share: host in lower case, path and query in one spelling, no scheme.

    Parameters count in any order. `https://Site.example:443/a?utm_source=x#top` is `//site.example/a`.
    """
    try:
        parts = urlsplit(clean_url(url))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    with suppress(UnicodeError):
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in (None, _PORTS.get(parts.scheme.lower())) else f"{shown}:{port}"
    query = "&".join(sorted(_spelt(piece) for piece in parts.query.split("&") if piece))
    return f"//{netloc}{_path(parts.path)}" + (f"?{query}" if query else "")


def guid_key(guid: str, feed: str) -> str:
    """Return the key of the id that a feed gives an entry: an address as one, other ids within the feed's host."""
    if re.match(r"https?://[^/]", guid, re.IGNORECASE):
        return article_key(guid)
    if re.match(r"(?:tag:|urn:uuid:)", guid, re.IGNORECASE):
        return f"guid:{guid}"
    return f"guid:{article_key(feed)[2:].partition('/')[0]}:{guid}"


def entry_key(guid: str, feed: str) -> str:
    """Return the key of an entry's id among entries that share one address: in an id that is an address, the fragment counts."""
    key = guid_key(guid, feed)
    fragment = guid.partition("#")[2]
    return f"guid:{key}#{fragment}" if fragment and key.startswith("//") else key


def host_of(url: str) -> str:
    """Return the host of an address in lower case, without its port; "" for what has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


@lru_cache(maxsize=1)
def _trackers() -> tuple[frozenset[str], tuple[str, ...]]:
    names: list[str] = read_toml("watch/tracking.toml")["parameters"]
    return frozenset(n for n in names if not n.endswith("*")), tuple(n[:-1] for n in names if n.endswith("*"))


def _tracks(name: str) -> bool:
    exact, starts = _trackers()
    return name.lower() in exact or name.lower().startswith(starts)


def _spelt(text: str) -> str:
    """Return percent-escapes in one spelling: letters that need none stand bare, the others in capitals."""

    def one(found: re.Match[str]) -> str:
        char = chr(int(found.group(1), 16))
        return char if char.isascii() and (char.isalnum() or char in "-._~") else found.group().upper()

    return _ESCAPE.sub(one, quote(text, safe=_SAFE + "?[]"))


def _path(path: str) -> str:
    """Return a path without its dot segments (RFC 3986), at least "/"."""
    out: list[str] = []
    for piece in _spelt(path).split("/")[1:]:
        if piece == "..":
            out[-1:] = []
        elif piece != ".":
            out.append(piece)
    ended = path.endswith(("/.", "/.."))
    return "/" + "/".join(out) + ("/" if ended and out and out[-1] else "")

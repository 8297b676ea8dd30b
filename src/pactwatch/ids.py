"""Content-derived identifiers: the same content always has the same id, on every machine."""

from __future__ import annotations

import hashlib

ID_LENGTH = 16
"""Hex digits kept of a SHA-256: 64 bits, a one-in-a-million collision only beyond six million ids (birthday bound)."""


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def text_sha256(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8; lone surrogates are kept as they are (surrogatepass)."""
    return sha256_hex(text.encode("utf-8", "surrogatepass"))


def content_id(prefix: str, *parts: object) -> str:
    """Return `prefix-` and 16 hex digits of the hash over `parts`, which are parted by U+001F in their str() form."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{text_sha256(joined)[:ID_LENGTH]}"

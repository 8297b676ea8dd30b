"""Bytes that are in one encoding but for damage: a character that was cut, a byte of another encoding pasted in.

Guessing another encoding for the whole would spoil every other character; here the damage alone becomes U+FFFD.
"""

from __future__ import annotations

import re

_CUT = re.compile(
    rb"(?:[\xc2-\xdf]|\xe0[\xa0-\xbf]?|[\xe1-\xec\xee\xef][\x80-\xbf]?|\xed[\x80-\x9f]?|"
    rb"\xf0(?:[\x90-\xbf][\x80-\xbf]?)?|[\xf1-\xf3](?:[\x80-\xbf]{1,2})?|\xf4(?:[\x80-\x8f][\x80-\xbf]?)?)\Z"
)
"""The start of a UTF-8 character at the very end."""
_CUT_ALONE = frozenset({b"\xc2", b"\xc3", b"\xe2", b"\xf0"})
"""First bytes of the quotation marks, dashes, letters and signs of English text, with which no word of Windows-1252 ends."""
_SHARE = 0.02


def damaged_utf8(body: bytes, *, declared: bool) -> str | None:
    """Return `body`, which is not all UTF-8, as UTF-8 with U+FFFD for what is none; None where it is in another encoding.

    It is UTF-8 where most characters beyond ASCII are good, half of them where it is `declared`, which also bears one place of
    damage without any; and where nothing but the last character is cut.
    """
    text = body.decode("utf-8", "replace")
    damage = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    good = len(text) - _ascii(body) - damage
    most = max(1, good) if declared else good - 1
    return text if damage <= most or _is_cut(body, damage) else None


def damaged_as(body: bytes, encoding: str) -> str | None:
    """Return `body` in its declared `encoding` with U+FFFD for damage; None where too much of it is damaged."""
    text = body.decode(encoding, "replace")
    strange = sum(not character.isascii() for character in text)
    return text if text.count("\ufffd") <= max(2, _SHARE * strange) else None


def _is_cut(body: bytes, damage: int) -> bool:
    tail = _CUT.search(body[-3:])
    if tail is None or damage != 1:
        return False
    return len(tail[0]) > 1 or tail[0] in _CUT_ALONE or not body[: -len(tail[0])].isascii()


def _ascii(body: bytes) -> int:
    return len(body.translate(None, bytes(range(128, 256))))

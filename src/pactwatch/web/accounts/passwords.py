"""Passwords: Argon2id, by the library's own measure of cost; as long for an unknown name as for a known one."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from pactwatch.errors import UsageError
from pactwatch.web import codes

SHORTEST, LONGEST = 10, 1000


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@lru_cache(maxsize=1)
def _of_nobody() -> str:
    return _hasher().hash("the password of nobody")


def hashed(password: str) -> str:
    """Return the hash of a new password. UsageError PW178 where it is too short or too long."""
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        message = f"a password has {SHORTEST} to {LONGEST} characters; a sentence of five words is a good one"
        raise UsageError(message, code=codes.BAD_PASSWORD)
    return _hasher().hash(plain)


def matches(password: str, stored: str | None) -> bool:
    """Say whether `password` is the one of the hash `stored`; None, for no such account, takes as long to answer."""
    try:
        _hasher().verify(stored or _of_nobody(), _plain(password)[:LONGEST])
    except (Argon2Error, InvalidHashError):
        return False
    return stored is not None


def outdated(stored: str) -> bool:
    """Say whether a hash was made at another cost than today's."""
    return _hasher().check_needs_rehash(stored)


def _plain(password: str) -> str:
    # the same letters typed on two systems come in two normal forms; lone surrogates have no bytes
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode()

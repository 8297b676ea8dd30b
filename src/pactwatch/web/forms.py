"""Form tokens: each is for one person, one address, a while, and one use. Forged, borrowed and replayed ones are refused.

A token is `nonce.time.signature`; the signature covers the visitor, the address that the form is sent to, and both. The
key lives as long as the server, so a form that was open when it started anew must be loaded again. Nonces that were used
are kept until their token would be too old.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from itertools import islice
from threading import Lock

from pactwatch.web import codes
from pactwatch.web.errors import WebError

API = "api"
"""What the token in a page's head is for: requests of its scripts, as often as the session lasts."""
STALE = "load the page again and send the form once more"


class FormTokens:
    """Makes and takes tokens; `life` is how long one is good, in seconds."""

    def __init__(self, life: int, clock: Callable[[], float] = time.time) -> None:
        self._key = secrets.token_bytes(32)
        self._life = life
        self._clock = clock
        self._used: dict[str, float] = {}
        self._lock = Lock()

    def make(self, visitor: str, action: str) -> str:
        """Return a token with which `visitor` can send one form to the path `action`."""
        nonce, at = secrets.token_urlsafe(12), str(int(self._clock()))
        return f"{nonce}.{at}.{self._sign(visitor, action, nonce, at)}"

    def take(self, token: str, visitor: str, action: str) -> None:
        """Use a token up. WebError PW806 where it is none of this visitor and action or too old, PW807 where it was used."""
        nonce = self._checked(token, visitor, action)
        self.take_once(f"form {nonce}")

    def check(self, token: str, visitor: str) -> None:
        """Check the token of a page's scripts, which may be used often. WebError PW806."""
        self._checked(token, visitor, API)

    def take_once(self, name: str) -> None:
        """Note that `name` was used. WebError PW807 where it was before."""
        now = self._clock()
        with self._lock:
            self._forget(now)
            if name in self._used:
                raise WebError("this was sent before and has been carried out; it is not done twice", code=codes.FORM_REPLAYED, status=409)
            self._used[name] = now + self._life

    def give_back(self, name: str) -> None:
        """Let `name` be used again: what it stood for was not carried out."""
        with self._lock:
            self._used.pop(name, None)

    def _checked(self, token: str, visitor: str, action: str) -> str:
        nonce, _, rest = token.partition(".")
        at, _, signature = rest.partition(".")
        if not (at.isdecimal() and at.isascii() and hmac.compare_digest(signature.encode(), self._sign(visitor, action, nonce, at).encode())):
            raise WebError(f"the form's token is missing or not of this form; {STALE}", code=codes.BAD_FORM, status=403)
        if self._clock() - int(at) > self._life:
            raise WebError(f"the form is too old; {STALE}", code=codes.BAD_FORM, status=403)
        return nonce

    def _sign(self, visitor: str, action: str, nonce: str, at: str) -> str:
        words = "\0".join((visitor, action, nonce, at)).encode("utf-8", "backslashreplace")
        return hmac.new(self._key, words, sha256).hexdigest()

    def _forget(self, now: float) -> None:
        # in the order in which they were used, which is that in which they grow old
        for name, until in list(islice(self._used.items(), 16)):
            if until < now:
                del self._used[name]


def version_sent(form: Mapping[str, str]) -> int | None:
    """Return the version of what a form was made from, None where it names none."""
    value = form.get("expected", "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 9 else None

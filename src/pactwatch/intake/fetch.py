"""One http or https URL to bytes, within limits of size, time and redirects, from public addresses, as robots.txt allows.

1. the URL is checked (scheme, host, no user name)        here
2. the host's addresses are checked, and connected to     transport.py, addresses.py
3. robots.txt of the host is asked, in its turn           robots.py, turns.py
4. redirects are followed by hand, each through 1 to 3
5. the body is streamed, inflated and counted             inflate.py
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import httpx

from pactwatch import __version__
from pactwatch.errors import IntakeError
from pactwatch.intake import limits
from pactwatch.intake.codes import Code, StatusError, failure
from pactwatch.intake.courtesy import Courtesy
from pactwatch.intake.deadline import Deadline
from pactwatch.intake.inflate import inflate
from pactwatch.intake.robots import Robots, is_allowed, parse_robots
from pactwatch.intake.sniff import kinds_by_suffix, suffix_of_media
from pactwatch.intake.taken import IntakeOptions, Raw
from pactwatch.intake.transport import GuardedTransport
from pactwatch.intake.turns import Turns

HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf,application/rss+xml,application/atom+xml,*/*;q=0.5",
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": "gzip",
}
UNCHANGED = 304
_LAST_PORT = 65_535
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ADVICE = {
    401: "the page asks for a login; save it from your browser",
    403: "the site refuses; save the page from your browser",
    404: "check the URL",
    410: "the page is gone; look for it in a web archive",
    429: "the site asks for patience; try again later",
    451: "the page is withheld for legal reasons",
}


class Fetcher:
    """Fetches URLs for one call of `take_in`, or one job of a watch; remembers hosts that do not answer."""

    def __init__(self, options: IntakeOptions, courtesy: Courtesy | None = None) -> None:
        self._options = options
        self._courtesy = courtesy or Courtesy()
        self._dead: dict[str, IntakeError] = {}

    def fetch(self, url: str, known: Mapping[str, str] | None = None, *, at: str | None = None, hop: int = 0) -> Raw:
        """Return what is at `url`. Raises IntakeError with one of the codes PW203, PW207, PW208, PW220 to PW228.

        `known` are headers of a conditional request (If-None-Match, If-Modified-Since); what has not changed since comes back
        with status 304 and without a body. A fetch that was put off goes on `at` the address of its redirect number `hop`.
        """
        address = checked_url(at or url)
        deadline = Deadline(self._options.timeout)
        transport = GuardedTransport(self._options.allow_private, deadline)
        # the environment's proxies would hide which address is connected to
        with httpx.Client(transport=transport, headers=_headers(self._courtesy.agent), trust_env=False) as client:
            try:
                return self._follow(client, url, address, hop, known or {})
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:  # a Location that httpx cannot parse
                raise failure(Code.BAD_URL, f"the host redirects to a malformed URL ({str(error)[:200]})") from error

    def _follow(self, client: httpx.Client, url: str, address: httpx.URL, first: int, known: Mapping[str, str]) -> Raw:
        for hop in range(first, limits.REDIRECTS + 1):
            self._ask_robots(client, address, hop)
            with self._turns(client, address, hop) as turns, turns.ask(address, known) as response:
                if response.status_code not in _REDIRECTS:
                    return self._raw(url, address, response)
                address = _redirected(address, response)
        raise _too_many_redirects()

    def _turns(self, client: httpx.Client, page: httpx.URL, hop: int) -> Turns:
        return Turns(client, self._courtesy, self._dead, page, hop)

    def _raw(self, url: str, address: httpx.URL, response: httpx.Response) -> Raw:
        status = response.status_code
        if not 200 <= status < 300 and status != UNCHANGED:
            advice = _ADVICE.get(status, "try again later" if status >= 500 else "check the URL")
            raise StatusError(status, f"the host answered {status} {response.reason_phrase}; {advice}")
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower() or None
        return Raw(
            source=url,
            body=b"" if status == UNCHANGED else b"".join(_body(response, self._options.max_download)),
            captured_at=self._options.captured_at(),
            suffix=suffix_of_media(media_type) or _suffix_of_path(address),
            charset=response.charset_encoding,
            media_type=media_type,
            final_url=str(address.copy_with(fragment=None)),
            status=status,
            headers={name: value for name, value in response.headers.items() if name != "set-cookie"},
        )

    def _ask_robots(self, client: httpx.Client, address: httpx.URL, hop: int) -> None:
        origin = _origin(address)
        found = self._courtesy.robots(origin)
        if found is None:
            with self._turns(client, address, hop) as turns:
                found = self._rules(turns, httpx.URL(f"{origin}/robots.txt"))
            self._courtesy.learn(origin, found)
        if not is_allowed(found.rules, address.raw_path.decode("ascii")):
            raise failure(Code.ROBOTS, "the site's robots.txt does not allow this page; save it from your browser")

    def _rules(self, turns: Turns, address: httpx.URL) -> Robots:
        """Return what robots.txt says; nothing where there is no such file (4xx). Unreachable means "disallow" (RFC 9309)."""
        for _ in range(limits.REDIRECTS + 1):
            with turns.ask(address) as response:
                status = response.status_code
                if status >= 500:
                    message = f"robots.txt could not be had (status {status}), which means that nothing may be fetched; try again later"
                    raise StatusError(status, message, code=Code.ROBOTS)
                if status not in _REDIRECTS:
                    return parse_robots(_start(response)) if 200 <= status < 300 else Robots()
                address = _redirected(address, response)
            known = self._courtesy.robots(_origin(address)) if address.path == "/robots.txt" else None
            if known is not None:
                return known
        return Robots()


def _headers(agent: str) -> dict[str, str]:
    return {"User-Agent": f"Pactwatch/{__version__} ({agent}; robots.txt token: Pactwatch)", **HEADERS}


def checked_url(url: str) -> httpx.URL:
    """Return `url` parsed. Raises IntakeError (BAD_URL): malformed, not http(s), without host, with a user name."""
    try:
        address = httpx.URL(url.strip())
        host, port = address.host, address.port
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise failure(Code.BAD_URL, f"the URL is malformed ({str(error)[:200]}); check it") from error
    if address.scheme not in {"http", "https"}:
        raise failure(Code.BAD_URL, "only http and https URLs are fetched; give such a URL or a file's path")
    if not host or (port is not None and not 0 < port <= _LAST_PORT):
        raise failure(Code.BAD_URL, "the URL names no host, or a port that cannot be; check it")
    if address.userinfo:
        raise failure(Code.BAD_URL, "the URL carries a user name or password; leave them out")
    return address


def _origin(address: httpx.URL) -> str:
    return f"{address.scheme}://{address.netloc.decode('ascii')}"


def _redirected(address: httpx.URL, response: httpx.Response) -> httpx.URL:
    location = response.headers.get("location", "")
    if not location:
        raise failure(Code.TOO_MANY_REDIRECTS, "the host redirects to nowhere; check the URL")
    try:
        target = str(address.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise failure(Code.BAD_URL, f"the host redirects to a malformed URL ({error})") from error
    return checked_url(target)


def _too_many_redirects() -> IntakeError:
    return failure(Code.TOO_MANY_REDIRECTS, f"redirected more than {limits.REDIRECTS} times; check the URL")


def _body(response: httpx.Response, most: int) -> Iterator[bytes]:
    """Yield the decoded body, counted as it comes."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    raw = _counted(response, most)
    if coding in {"gzip", "x-gzip", "deflate"}:
        return inflate(raw, most)
    if coding not in {"identity", ""}:
        raise failure(Code.BROKEN_RESPONSE, f"the host sent {coding[:20]} encoding, which was not asked for")
    return raw


def _counted(response: httpx.Response, most: int) -> Iterator[bytes]:
    given = 0
    for chunk in response.iter_raw():
        given += len(chunk)
        if given > most:
            raise failure(Code.TOO_LARGE, f"the download is larger than {most} bytes; save the page and give the file")
        yield chunk


def _start(response: httpx.Response) -> bytes:
    """Return the first part of a robots.txt that RFC 9309 asks to be parsed; the rest is left unread."""
    body = bytearray()
    for chunk in _body(response, limits.DOWNLOAD_BYTES):
        body += chunk
        if len(body) >= limits.ROBOTS_BYTES:
            break
    return bytes(body[: limits.ROBOTS_BYTES])


def _suffix_of_path(address: httpx.URL) -> str:
    suffix = PurePosixPath(address.path).suffix.lower()
    return suffix if suffix in kinds_by_suffix() else ""

"""An httpx transport that connects to checked addresses only and never waits beyond its deadline."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

import httpcore
import httpx

from pactwatch.intake import limits
from pactwatch.intake.addresses import resolve
from pactwatch.intake.codes import Code, failure
from pactwatch.intake.deadline import Deadline


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """Return what certificates are checked by, the same for all: reading the list of authorities takes longer than a page."""
    return httpx.create_ssl_context(trust_env=False)


class GuardedTransport(httpx.BaseTransport):
    """Carries requests over httpcore; errors of the network come out as IntakeError."""

    def __init__(self, allow_private: bool, deadline: Deadline) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=_trusted(), network_backend=_Backend(allow_private, deadline), http2=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request` and return the response, its body still to be streamed."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        with _as_intake_errors():
            asked = httpcore.Request(request.method, url, headers=request.headers.raw, content=request.read())
            response = self._pool.handle_request(asked)
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        with _as_intake_errors():
            yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Backend(httpcore.NetworkBackend):
    """Resolves, checks, connects to what was checked."""

    def __init__(self, allow_private: bool, deadline: Deadline) -> None:
        self._allow_private = allow_private
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline decides
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers."""
        problem: Exception | None = None
        for address in resolve(host, port, self._allow_private, self._deadline):
            seconds = self._deadline.left(limits.CONNECT_SECONDS)
            try:
                stream = self._plain.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return _Stream(stream, self._deadline)
        raise problem or httpcore.ConnectError(f"no address of {host} answers")


class _Stream(httpcore.NetworkStream):
    """A stream whose every wait ends at the deadline, however slowly the bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the deadline decides
    ) -> httpcore.NetworkStream:
        seconds = self._deadline.left(limits.CONNECT_SECONDS)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


@contextmanager
def _as_intake_errors() -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise failure(Code.TIMEOUT, "the host did not answer in time; try again or raise the limit") from error
    except httpcore.ConnectError as error:
        raise failure(Code.NO_CONNECTION, f"no connection ({error}); check the URL and the network") from error
    except (httpcore.ProtocolError, httpcore.NetworkError) as error:
        raise failure(Code.BROKEN_RESPONSE, f"the response is broken or incomplete ({error}); try again") from error

"""How the web server is set: where it listens, who may come, how much it takes."""

from __future__ import annotations

from pactwatch.model import Frozen

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class WebSettings(Frozen, frozen=True, kw_only=True):
    """What `pactwatch serve` was asked for.

    `names` are further host names that requests may name. `accounts` is the file of accounts where it is not beside the
    ledger. Times are in seconds, sizes in bytes, rates in requests a minute of one person. `who` is the one person who
    works without an account. `proxy` is the address of the proxy in front, whose word counts on where a request comes from.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    https: bool = False
    proxy: str | None = None
    accounts: str | None = None
    who: str | None = None
    allow_private: bool = False
    session_idle: int = 2 * 3600
    session_life: int = 12 * 3600
    form_life: int = 12 * 3600
    rate: int = 6000
    most_json: int = 2_000_000
    most_upload: int = 50_000_000
    threads: int = 16
    engine: str = "hybrid"

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK or self.host.startswith("127.")

    @property
    def let_in(self) -> str | None:
        """Return the option by which others than the person at this machine may come, be it through a proxy; None where none does."""
        if not self.loopback:
            return f"--host {self.host}"
        if self.proxy is not None:
            return f"--proxy {self.proxy}"
        return "--https" if self.https else f"--name {self.names[0]}" if self.names else None

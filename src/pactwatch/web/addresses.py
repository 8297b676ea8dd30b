"""Where a request comes from: the address that sent it, or the one that a trusted proxy names; what counts as one sender."""

from __future__ import annotations

import ipaddress

from pactwatch.errors import UsageError
from pactwatch.web import codes

NETWORK = 64
"""Bits of an IPv6 address that one sender has for itself: whoever has one address there has all of them."""


def sender(peer: str, forwarded: str, proxy: str | None) -> str:
    """Return by what the sender of a request is counted.

    `forwarded` is X-Forwarded-For: its last address counts, which the proxy itself wrote, and only where `peer` is that proxy.
    """
    last = forwarded.rpartition(",")[2].strip()
    named = _address(last) if proxy is not None and _address(peer) == _address(proxy) else None
    address = named or _address(peer)
    if address is None:
        return peer
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, NETWORK), strict=False))
    return str(address)


def check_proxy(proxy: str | None) -> None:
    """Check that a proxy is given by its address. UsageError PW173."""
    if proxy is not None and _address(proxy) is None:
        raise UsageError(f"--proxy {proxy} is no address; give one as 127.0.0.1", code=codes.PORT_TAKEN)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found

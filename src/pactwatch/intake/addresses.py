"""Which network addresses may be connected to: public ones only, unless the caller allows others.

The name is resolved once, every address it has is checked, and the connection goes to a checked address: a name that
resolves differently the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import socket
import threading
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from pactwatch.intake.codes import Code, failure
from pactwatch.intake.deadline import Deadline

_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
_CLOUD = frozenset({IPv4Address("168.63.129.16"), IPv4Address("192.0.0.192")})
"""Metadata services at addresses that are not reserved by themselves (Azure, Oracle); the others are link-local."""


def is_public(address: str) -> bool:
    """Tell whether `address` (IPv4 or IPv6, a zone allowed) is a unicast address of the public Internet.

    An IPv4 address inside an IPv6 one (mapped, compatible, 6to4, Teredo, NAT64) is judged by itself too.
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv4Address):
        return _is_public(found)
    inner = _embedded(found)
    if found.ipv4_mapped is not None or found in _NAT64:
        return all(map(_is_public, inner))  # only another way to write the IPv4 address
    return _is_public(found) and all(map(_is_public, inner))


def resolve(host: str, port: int, allow_private: bool, deadline: Deadline) -> list[str]:
    """Return the addresses of `host`, in the resolver's order.

    Raises IntakeError: HOST_NOT_FOUND, TIMEOUT, ADDRESS_REFUSED where any of them is not public and none such allowed.
    """
    addresses = _lookup(host, port, deadline)
    if not allow_private and not all(map(is_public, addresses)):
        message = f"{host[:80]} is at a private, loopback or reserved address; allow private addresses if you mean it"
        raise failure(Code.ADDRESS_REFUSED, message)
    return addresses


def _embedded(address: IPv6Address) -> list[IPv4Address]:
    last = IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo or ()
    found = [address.ipv4_mapped, address.sixtofour, *teredo, last if address in _NAT64 or address in _COMPATIBLE else None]
    return [one for one in found if one is not None]


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    refused = address.is_multicast or address.is_reserved or address.is_link_local or address.is_unspecified
    refused = refused or (isinstance(address, IPv6Address) and address.is_site_local)  # which counts as global
    return address.is_global and not refused and address not in _CLOUD


def _lookup(host: str, port: int, deadline: Deadline) -> list[str]:
    """Resolve in a thread of its own, because the system's resolver knows no time limit."""
    found: list[str] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, ValueError):
            return
        found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if thread.is_alive():
        raise failure(Code.TIMEOUT, f"looking up {host[:80]} took too long; try again")
    if not found:
        raise failure(Code.HOST_NOT_FOUND, f"no host {host[:80]} is known; check the URL and the network")
    return found

"""Which addresses the desk may reach: resolve first, then vet every answer, then dial that very answer.

Python's own `is_private` and `is_global` each let forbidden places through, so the special nets are written
out here, after the IANA registries of special-purpose addresses, and of IPv6 only 2000::/3 is open at all.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Literal

Ip = IPv4Address | IPv6Address
Net = IPv4Network | IPv6Network
Resolve = Callable[..., Sequence[tuple[Any, ...]]]
"""Called like `socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)`, answers like it."""

WEB_PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 2000  # characters; what the model's columns hold
_LONGEST_HOST = 253

_ADDRESS = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<authority>[^/?#\\]*)(?P<rest>[^#]*)")
_AUTHORITY = re.compile(r"(?P<host>\[[^\[\]]*\]|[^\[\]:%]*)(?::(?P<port>[0-9]{0,5}))?")
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_ENDS_IN_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")


class Refused(Exception):
    """The desk does not go there; the text is one plain sentence.

    `reason` is "unknown_host" where the name leads nowhere, else "refused".
    """

    def __init__(self, sentence: str, reason: Literal["refused", "unknown_host"] = "refused") -> None:
        super().__init__(sentence)
        self.reason = reason


@dataclass(frozen=True)
class WebAddress:
    """The parts of an http or https address; `path` begins with a slash and holds the query."""

    scheme: str
    host: str
    port: int
    path: str


def _nets(listed: dict[str, str]) -> tuple[tuple[Net, str], ...]:
    return tuple((ip_network(net), what) for net, what in listed.items())


_SPECIAL = _nets(
    {
        "0.0.0.0/8": "an address of this very machine",
        "10.0.0.0/8": "in a private network",
        "100.64.0.0/10": "in a provider's inner network",
        "127.0.0.0/8": "an address of this very machine",
        "168.63.129.16/32": "a cloud's inner service",
        "169.254.0.0/16": "on the local link, where clouds keep their secrets",
        "172.16.0.0/12": "in a private network",
        "192.0.0.0/24": "in a net kept for protocols",
        "192.0.2.0/24": "in a net kept for examples",
        "192.31.196.0/24": "in a net kept for protocols",
        "192.52.193.0/24": "in a net kept for protocols",
        "192.88.99.0/24": "a relay into other networks",
        "192.168.0.0/16": "in a private network",
        "192.175.48.0/24": "in a net kept for protocols",
        "198.18.0.0/15": "in a net kept for measurements",
        "198.51.100.0/24": "in a net kept for examples",
        "203.0.113.0/24": "in a net kept for examples",
        "224.0.0.0/4": "an address of many machines at once",
        "240.0.0.0/4": "in a net that is not in use",
        "2001::/23": "in a net kept for protocols",
        "2001:db8::/32": "in a net kept for examples",
        "2002::/16": "a relay into other networks",
        "2620:4f:8000::/48": "in a net kept for protocols",
        "3ffe::/16": "in a net that is no longer in use",
        "3fff::/20": "in a net kept for examples",
    }
)
_OPEN_IPV6 = IPv6Network("2000::/3")
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_ISATAP = (0x00005EFE, 0x02005EFE)


def web_address(address: str, *, longest: int = LONGEST_ADDRESS) -> WebAddress:
    """The parts of an address that was pasted or redirected to. Raises Refused; contacts nothing."""
    if len(address) > longest:
        raise Refused(f"That address is too long: {longest} characters is the limit.")
    if any(character.isspace() or not character.isprintable() for character in address):
        raise Refused("The address holds a space or a character that can't be seen.")
    parts = _ADDRESS.match(address)
    if parts is None or parts["scheme"].lower() not in WEB_PORTS:
        raise Refused("The desk reaches only addresses that begin with http:// or https://.")
    scheme = parts["scheme"].lower()
    host, port = host_and_port(parts["authority"], WEB_PORTS[scheme])
    rest = parts["rest"]
    return WebAddress(scheme, host, port, rest if rest.startswith("/") else "/" + rest)


def host_and_port(authority: str, default_port: int | None = None) -> tuple[str, int]:
    """`news.example:443` or `[2606:4700::1]:443` in its parts; the host without brackets. Raises Refused."""
    if "@" in authority:
        raise Refused("The address carries a user name or a password: paste it without them.")
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None or not parts["host"].strip("[]"):
        raise Refused("The address names no host that can be read.")
    port = int(parts["port"]) if parts["port"] else default_port
    if port is None or not 0 < port < 2**16:
        raise Refused("The address names no port that exists.")
    host = parts["host"].lower()
    if host.startswith("["):
        host = host[1:-1]
        if not isinstance(_literal(host), IPv6Address):
            raise Refused("The address in brackets is not an IPv6 address.")
    return host, port


def permitted(allow_nets: Iterable[str | Net]) -> tuple[Net, ...]:
    """An administrator's exceptions as networks. Raises ValueError for what is none."""
    return tuple(ip_network(net) for net in allow_nets)


def vet(
    host: str,
    port: int,
    *,
    allow_nets: Iterable[str | Net] = (),
    resolve: Resolve = socket.getaddrinfo,
) -> tuple[Ip, ...]:
    """What `host` resolves to, in the resolver's order, if the desk may dial every one of them at `port`.

    Raises Refused. Nothing is dialled; only the answers returned here may be, never the name again.
    """
    nets = permitted(allow_nets)
    if port not in WEB_PORTS.values() and not nets:
        raise _wrong_port(port)
    name = plain_host(host)
    literal = _literal(name)
    answers = (literal,) if literal is not None else _answers(name, port, resolve)
    for ip in answers:
        why = why_forbidden(ip, nets)
        if why is not None:
            where = f"The address {ip}" if ip == literal else f"The name {name} leads to {ip}, and that"
            raise Refused(f"{where} is {why}: the desk does not go there.")
    if port not in WEB_PORTS.values() and not all(_within(ip, nets) for ip in answers):
        raise _wrong_port(port)
    return answers


def plain_host(host: str) -> str:
    """The host as it is dialled: ASCII, lower case, no dot at the end. Raises Refused for any disguise."""
    bare = host.lower()
    if len(bare) > _LONGEST_HOST:
        raise Refused("The host's name is longer than names can be.")
    if not bare.isascii():
        try:
            bare = bare.encode("idna").decode("ascii").lower()
        except UnicodeError as problem:
            raise Refused("The host's name holds characters that no name may have.") from problem
        if _ENDS_IN_NUMBER.fullmatch(bare.rstrip(".")):
            raise Refused("The host is an address in digits that are dressed up as other characters.")
    if _literal(bare) is not None:
        return bare
    bare = bare[:-1] if bare.endswith(".") else bare
    if not _NAME.fullmatch(bare):
        raise Refused("The host's name holds characters that no name may have.")
    if _ENDS_IN_NUMBER.fullmatch(bare):
        raise Refused("The host is an address in digits that is not written out plainly, as in 192.0.2.1.")
    return bare


def why_forbidden(ip: Ip, nets: Sequence[Net] = ()) -> str | None:
    """What stands against dialling `ip`, in a few words; None if nothing does.

    An IPv6 address that carries an IPv4 address inside is as forbidden as that one.
    """
    for one in (ip, *_carried(ip)):
        if not _within(one, nets):
            for net, what in _SPECIAL:
                if one in net:
                    return what
            if one.version == 6 and one not in _OPEN_IPV6:
                return "an address outside the public IPv6 network"
    return None


def _within(ip: Ip, nets: Sequence[Net]) -> bool:
    return any(ip in net for net in nets)


def _carried(ip: Ip) -> Iterator[IPv4Address]:
    if isinstance(ip, IPv4Address):
        return
    if ip.ipv4_mapped is not None:
        yield ip.ipv4_mapped
    if ip.sixtofour is not None:
        yield ip.sixtofour
    if ip.teredo is not None:
        yield from ip.teredo
    if any(ip in net for net in _NAT64) or (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
        yield IPv4Address(int(ip) & 0xFFFFFFFF)


def _literal(host: str) -> Ip | None:
    """The address that `host` writes out, in strict form only: no octal, no hex, no short forms."""
    if "%" in host:
        raise Refused("The address names a zone of the local link, which the desk never contacts.")
    try:
        return ip_address(host)
    except ValueError:
        return None


def _answers(name: str, port: int, resolve: Resolve) -> tuple[Ip, ...]:
    try:
        found = resolve(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise Refused(f"The name {name} can't be found: check its spelling.", "unknown_host") from problem
    answers = dict.fromkeys(_literal(str(answer[4][0])) for answer in found)
    if not answers:
        raise Refused(f"The name {name} leads to no address.", "unknown_host")
    whole = tuple(ip for ip in answers if ip is not None)
    if len(whole) != len(answers):
        raise Refused(f"The name {name} leads to something that is no internet address.")
    return whole


def _wrong_port(port: int) -> Refused:
    return Refused(f"The desk reaches sites at their usual ports (80 and 443), not at port {port}.")

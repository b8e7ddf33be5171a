"""The address policy: what may be dialled, against names and addresses that try to slip through."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.evidence.addresses import Refused, host_and_port, plain_host, vet, web_address, why_forbidden

# Hosts that stand for what they look like, in the ways in which it is written.
FORBIDDEN_HOSTS = [
    host
    for line in """
127.0.0.1 127.1 127.0.1 127.255.255.254 2130706433 0x7f000001 0x7f.0.0.1 0x7f.1 0177.0.0.1 017700000001
0177.0.0.01 127.0.0.1. 127.0.0.1.. 0.0.0.0 0 0x0 10.0.0.1 10.255.255.255 012.0.0.1 172.16.0.1 172.31.255.255
192.168.0.1 192.168.255.255 169.254.169.254 0xa9fea9fe 2852039166 169.254.43518 100.64.0.1 100.127.255.255
100.100.100.200 168.63.129.16 192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 192.175.48.1
198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.7 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
１２７.０.０.１ 127。0。0。1 127．0．0．1 127｡0｡0｡1 ①②⑦.⓪.⓪.① ⑯⑨.②⑤④.⑯⑨.②⑤④ 0ⓧ7f.1 １0.0.0.1 127.0.0.1.5
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:0:127.0.0.1 ::ffff:8.8.8.8 ::ffff:169.254.169.254
64:ff9b::127.0.0.1 64:ff9b::a00:1 64:ff9b::808:808 64:ff9b:1::a00:1 100::1 fe80::1 fe80::1%eth0 fe80::1%25lo
fec0::1 fc00::1 fd00:ec2::254 ff02::1 2001::1 2001:0:7f00:1::1 2001:0:808:808:0:0:f7f7:f7f7 2001:2::1
2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2002:a00:1:: 2002:808:808:: 2620:4f:8000::1 3ffe::1 3fff::1
5f00::1 2606:4700::5efe:a00:1 2606:4700::200:5efe:7f00:1 4000::1 e000::1 [::1] 127.0.0.1%00 127.0.0.1%2f
""".splitlines()
    for host in line.split()
]

# Names that lead to such places, with what a resolver says of them.
FORBIDDEN_NAMES = {
    "localhost": ["127.0.0.1"],
    "localhost.": ["127.0.0.1"],
    "LOCALHOST": ["::1", "127.0.0.1"],
    "localtest.example.org": ["127.0.0.1"],
    "127.0.0.1.wildcard-dns.org": ["127.0.0.1"],
    "metadata.cloud.internal": ["169.254.169.254"],
    "router": ["192.168.1.1"],
    "db": ["10.0.3.4"],
    "six.example.org": ["fd12:3456::1"],
    "link.example.org": ["fe80::1%eth0"],
    "mapped.example.org": ["::ffff:10.0.0.1"],
    "nat64.example.org": ["64:ff9b::a00:1"],
    "mixed-last.example.org": ["93.184.215.14", "10.0.0.1"],
    "mixed-first.example.org": ["127.0.0.1", "93.184.215.14"],
    "mixed-six.example.org": ["2606:4700::1111", "::1"],
    "mixed-many.example.org": ["93.184.215.14"] * 30 + ["0.0.0.0"],  # noqa: S104 - an answer, no listener
    "xn--mnchen-3ya.example": ["10.9.8.7"],
    "münchen.example": ["10.9.8.7"],
    "silent.example.org": [],
    "odd.example.org": ["not-an-address"],
}

PUBLIC = {
    "example.org": ["93.184.215.14"],
    "example.org.": ["93.184.215.14"],
    "WWW.Example.ORG": ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
    "under_score.example.org": ["2606:4700:4700::1111"],
    "münchen.de": ["217.110.205.29"],
    "العربية.example": ["104.16.132.229"],
    "1.1.1.1": [],
    "8.8.8.8": [],
    "100.63.255.255": [],
    "100.128.0.1": [],
    "172.15.255.255": [],
    "172.32.0.1": [],
    "198.17.255.255": [],
    "223.255.255.255": [],
    "2606:4700:4700::1111": [],
    "2001:4860:4860::8888": [],
    "2a00:1450:4001:81c::200e": [],
}


def answering(table: dict[str, list[str]]) -> Any:
    """A resolver that knows the names of `table`."""

    def resolve(host: str, port: int, *_args: object, **_options: object) -> list[tuple[Any, ...]]:
        known = {plain_host(name): answers for name, answers in table.items()}
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (answer, port, 0, 0))
            if ":" in answer
            else (socket.AF_INET, socket.SOCK_STREAM, 6, "", (answer, port))
            for answer in known[host]
        ]

    return resolve


def never(*_args: object, **_options: object) -> Any:
    raise AssertionError("an address in digits needs no resolver")


def test_the_table_is_as_long_as_was_promised() -> None:
    assert len(set(FORBIDDEN_HOSTS)) + len(FORBIDDEN_NAMES) >= 59


@pytest.mark.parametrize("host", FORBIDDEN_HOSTS)
@pytest.mark.parametrize("port", [80, 443])
def test_no_forbidden_address_gets_through_and_none_reaches_a_resolver(host: str, port: int) -> None:
    with pytest.raises(Refused) as refusal:
        vet(host, port, resolve=never)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("host", FORBIDDEN_NAMES)
def test_no_name_that_leads_to_a_forbidden_place_gets_through(host: str) -> None:
    with pytest.raises(Refused):
        vet(host, 443, resolve=answering(FORBIDDEN_NAMES))


def test_what_this_machines_own_resolver_makes_of_such_digits_gets_no_further() -> None:
    understood = 0
    for host in FORBIDDEN_HOSTS:
        try:
            found = socket.getaddrinfo(host, 80, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        except (OSError, UnicodeError):
            continue  # it takes this one for a name, or for nothing
        understood += 1
        scopeless = (str(answer[4][0]).partition("%")[0] for answer in found)
        assert all(why_forbidden(ip_address(answer)) for answer in scopeless), host
    assert understood >= 40


@pytest.mark.parametrize("host", PUBLIC)
def test_public_places_pass_with_every_answer_in_order(host: str) -> None:
    answers = vet(host, 443, resolve=answering(PUBLIC))
    assert [str(ip) for ip in answers] == (PUBLIC[host] or [host])


@pytest.mark.parametrize("port", [0, 22, 25, 8080, 6379, 65536, -1])
def test_other_ports_are_refused_on_public_hosts(port: int) -> None:
    with pytest.raises(Refused, match="port"):
        vet("example.org", port, resolve=answering(PUBLIC))
    with pytest.raises(Refused, match="port"):
        vet("example.org", port, resolve=answering(PUBLIC), allow_nets=("10.0.0.0/8",))


def test_an_administrators_exception_opens_its_net_at_any_port_and_nothing_else() -> None:
    nets = ("10.1.0.0/16", "fd00:1::/32")
    resolve = answering({"cms": ["10.1.2.3"], "both": ["10.1.2.3", "10.2.0.1"], "wide": ["10.1.2.3", "8.8.8.8"]})
    assert vet("cms", 8080, allow_nets=nets, resolve=resolve) == (IPv4Address("10.1.2.3"),)
    assert vet("fd00:1::5", 80, allow_nets=nets, resolve=never) == (IPv6Address("fd00:1::5"),)
    assert len(vet("wide", 443, allow_nets=nets, resolve=resolve)) == 2
    for host, port in (("both", 80), ("wide", 8080), ("10.2.0.1", 80), ("127.0.0.1", 80), ("::ffff:10.1.2.3", 80)):
        with pytest.raises(Refused):
            vet(host, port, allow_nets=nets, resolve=resolve)


def test_an_allowed_translator_does_not_open_what_is_behind_it() -> None:
    nat64 = ("64:ff9b::/96",)
    assert vet("64:ff9b::808:808", 443, allow_nets=nat64, resolve=never)
    with pytest.raises(Refused):
        vet("64:ff9b::7f00:1", 443, allow_nets=nat64, resolve=never)


def test_a_name_that_is_not_known_says_so() -> None:
    with pytest.raises(Refused, match="spelling") as refusal:
        vet("nowhere.example.org", 443, resolve=answering({}))
    assert refusal.value.reason == "unknown_host"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "//example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/_x",
        "javascript:alert(1)",
        "data:text/html,x",
        "http:/example.org",
        "http://",
        "http:///path",
        "http://:80/",
        "http://user@example.org/",
        "http://user:secret@example.org/",
        "http://example.org@127.0.0.1/",
        "http://127.0.0.1\\@example.org/",
        "http://example.org:http/",
        "http://example.org:0/",
        "http://example.org:65536/",
        "http://example.org:123456/",
        "http://%/",
        "http://example%2eorg/",
        "http://[::1",
        "http://[]/",
        "http://[127.0.0.1]/",
        "http://[fe80::1%25eth0]/",
        "http://[::1]:80:80/",
        "http://example.org/a b",
        "http://exa\tmple.org/",
        "http://example.org/\r\nHost: x",
        "http://example.org/\x00",
        "http://exam\u00adple.org/",
        "http://example.org/" + "a" * 2000,
    ],
)
def test_what_is_no_plain_web_address_is_refused(address: str) -> None:
    with pytest.raises(Refused):
        place = web_address(address)
        vet(place.host, place.port, resolve=never)


def test_the_parts_of_an_address_are_read() -> None:
    place = web_address("HTTPS://News.Example.org?q=1#part")
    assert (place.scheme, place.host, place.port, place.path) == ("https", "news.example.org", 443, "/?q=1")
    place = web_address("http://[2606:4700::1]:8080/a?b=c/@d#e")
    assert (place.host, place.port, place.path) == ("2606:4700::1", 8080, "/a?b=c/@d")


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_that_python_calls_not_global_is_open(ip: IPv4Address) -> None:
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        assert why_forbidden(ip)


@given(st.ip_addresses(v=6))
def test_no_ipv6_address_that_python_calls_not_global_is_open(ip: IPv6Address) -> None:
    if not ip.is_global or ip not in IPv6Network("2000::/3"):
        assert why_forbidden(ip)


@given(st.sampled_from(["::ffff:{}", "64:ff9b::{}", "::{}", "2606:4700::5efe:{}"]), st.ip_addresses(v=4))
def test_an_ipv4_address_carried_in_an_ipv6_address_is_never_a_way_round(form: str, ip: IPv4Address) -> None:
    if why_forbidden(ip):
        assert why_forbidden(IPv6Address(form.format(ip)))


@given(st.text(max_size=300))
def test_any_text_is_vetted_or_refused_and_nothing_else(host: str) -> None:
    try:
        vet(host, 443, resolve=answering({}))
    except Refused:
        return
    assert not why_forbidden(ip_address(plain_host(host)))


@given(st.text(max_size=60), st.sampled_from(["http://", "https://", ""]))
def test_any_text_is_read_as_an_address_or_refused(text: str, scheme: str) -> None:
    try:
        place = web_address(scheme + text)
    except Refused:
        return
    assert 0 < place.port < 65536
    assert place.path.startswith("/")
    assert not any(one in place.host for one in "@/\\[]% ")


@given(st.integers(0, 2**32 - 1), st.sampled_from(["{:d}", "{:#x}", "0{:o}", "{:d}."]))
def test_no_address_in_one_number_is_ever_read(number: int, form: str) -> None:
    with pytest.raises(Refused):
        vet(form.format(number), 80, resolve=never)


def test_authorities_are_read_with_and_without_a_port() -> None:
    assert host_and_port("news.example:8443") == ("news.example", 8443)
    assert host_and_port("news.example:", 80) == ("news.example", 80)
    with pytest.raises(Refused):
        host_and_port("news.example")

"""One request through the outbound door: read it, vet where it goes, dial that, carry the answer back."""

from __future__ import annotations

import contextlib
import hmac
import http.client
import io
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from workbench.evidence.addresses import (
    Ip,
    Net,
    Refused,
    Resolve,
    host_and_port,
    vet,
    web_address,
    why_forbidden,
)
from workbench.evidence.allowance import Allowance, Cut
from workbench.evidence.carrying import Left, Request, carry_back, head, send_on, tunnel
from workbench.evidence.passages import Outcome, Visit

_PIECE = 2**16
_LONGEST_LINE = 2**16
_HEAD_SECONDS = 10.0  # for each line of the job's own request
_CONNECT_SECONDS = 10.0
_MOST_DIALS = 4
_MOST_PASSAGES = 5000
_ASK_WHOSE_JOB = 'Proxy-Authenticate: Basic realm="door"'
_GIVEN_UP = "The job gave the connection up before the end."
# RFC 9209: whoever uses the door can tell its refusals from a site's.
_ANSWERS: dict[str, tuple[int, str]] = {
    "refused": (403, "destination_ip_prohibited"),
    "unknown_host": (403, "dns_error"),
    "unreachable": (502, "destination_unavailable"),
    "broken": (502, "http_protocol_error"),
}


@dataclass(frozen=True)
class Rules:
    """What holds for every request of one job."""

    authorization: str
    nets: tuple[Net, ...]
    resolve: Resolve
    allowance: Allowance
    visits: list[Visit]


class _Unreachable(Exception):
    """None of the vetted addresses answers."""


def serve(client: socket.socket, rules: Rules) -> None:
    """Answer one request of the job, then hang up. Raises OSError where the job is gone already."""
    client.settimeout(min(_HEAD_SECONDS, rules.allowance.patience()))
    with client.makefile("rb") as reader:
        try:
            request = _read_request(reader)
        except (http.client.HTTPException, ValueError):
            return _reply(client, 400, "The request can't be read.")
        if request is None:
            return None
        given = request.header("proxy-authorization").encode()
        if not hmac.compare_digest(given, rules.authorization.encode()):
            return _reply(client, 407, "This door is another job's.", _ASK_WHOSE_JOB)
        client.settimeout(rules.allowance.patience())
        if len(rules.visits) >= _MOST_PASSAGES:
            return _reply(client, 403, "The job asks for more addresses than one job may.")
        visit = Visit(request.method, request.target[:200], 0)
        rules.visits.append(visit)
        visit.outcome, visit.why = _outcome(client, request, visit, rules)
        if visit.outcome in _ANSWERS and not visit.answered:
            status, error = _ANSWERS[visit.outcome]
            return _reply(client, status, str(visit.why), f"Proxy-Status: door; error={error}")
        return None


def _read_request(reader: io.BufferedReader) -> Request | None:
    """None where the connection was closed again without a word."""
    line = reader.readline(_LONGEST_LINE + 1)
    if not line:
        return None
    method, target, version = line.decode("ascii").split(" ")
    headers = http.client.parse_headers(reader)
    folded = any("\n" in value or "\r" in value for value in headers.values())
    if headers.defects or folded or not version.startswith("HTTP/1."):
        raise ValueError("This is no plain HTTP/1 request.")
    return Request(method, target, tuple(headers.items()), reader)


def _outcome(client: socket.socket, request: Request, visit: Visit, rules: Rules) -> tuple[Outcome, str | None]:
    """Let the request pass if it may, and say how that ended."""
    ending: tuple[Outcome, str | None] = ("done", None)
    try:
        _pass_through(client, request, visit, rules)
    except Refused as refusal:
        ending = (refusal.reason, str(refusal))
    except _Unreachable as problem:
        ending = ("unreachable", str(problem))
    except (Left, Cut):
        ending = ("left", _GIVEN_UP)
    except (http.client.HTTPException, OSError, ValueError):
        ending = ("truncated", f"The site {visit.host} broke off in the middle of its answer.")
        if not visit.answered:
            ending = ("broken", f"The site {visit.host} hung up, or answered with something else than HTTP.")
    # A connection that was shut looks like any other end, so who shut it has the last word.
    if rules.allowance.ended == "time":
        return "cut", "The time for the job was over before the answer was."
    if rules.allowance.ended == "bytes":
        return "cut", "The answer was larger than the job may fetch."
    if rules.allowance.ended == "closed" and ending[0] in ("broken", "truncated"):
        return "left", _GIVEN_UP
    return ending


def _pass_through(client: socket.socket, request: Request, visit: Visit, rules: Rules) -> None:
    visit.host, visit.port, path = _destination(request)
    addresses = vet(visit.host, visit.port, allow_nets=rules.nets, resolve=rules.resolve)

    counting = threading.Lock()  # a tunnel counts both ways at once

    def count(size: int) -> None:
        with counting:
            visit.bytes += size
        rules.allowance.take(size)

    with _dialled(addresses, visit, rules) as far:
        if request.method == "CONNECT":
            visit.answered = True
            tunnel(client, request.reader, far, count)
        else:
            send_on(far, request, path, visit, count)
            carry_back(client, far, request.method, visit, count)


def _destination(request: Request) -> tuple[str, int, str]:
    """Host, port and path that the request asks for. Raises Refused."""
    if request.method == "CONNECT":
        host, port = host_and_port(request.target)
        if port == 80:
            raise Refused("The door opens tunnels for https only.")
        return host, port, ""
    if request.method not in ("GET", "HEAD"):
        raise Refused("The desk only reads: it sends nothing but GET and HEAD.")
    if request.header("content-length") not in ("", "0") or request.header("transfer-encoding"):
        raise Refused("The desk only reads: it sends no content with a request.")
    place = web_address(request.target, longest=_LONGEST_LINE)
    if place.scheme != "http":
        raise Refused("The door carries https in tunnels only.")
    return place.host, place.port, place.path


@contextlib.contextmanager
def _dialled(addresses: Sequence[Ip], visit: Visit, rules: Rules) -> Iterator[socket.socket]:
    """A connection to the first of the vetted addresses that answers."""
    for ip in addresses[:_MOST_DIALS]:
        far = socket.socket(socket.AF_INET6 if ip.version == 6 else socket.AF_INET, socket.SOCK_STREAM)
        with rules.allowance.holding(far, "far"):
            visit.dialled = str(ip)
            far.settimeout(min(_CONNECT_SECONDS, rules.allowance.patience()))
            try:
                far.connect((str(ip), visit.port))
            except OSError:
                continue
            reached = ip_address(far.getpeername()[0])
            if reached != ip or why_forbidden(reached, rules.nets) is not None:
                raise Refused(f"The connection to {visit.host} came out at another address.")
            far.settimeout(rules.allowance.patience())
            yield far
            return
    raise _Unreachable(f"The site {visit.host} does not answer.")


def _reply(client: socket.socket, status: int, sentence: str, *headers: str) -> None:
    """The door's own answer. What the job still sends is read away, else the answer is lost in a reset."""
    body = sentence.encode()
    lines = [
        f"HTTP/1.1 {status} {http.client.responses[status]}",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Length: {len(body)}",
        *headers,
        "Connection: close",
    ]
    client.sendall(head(lines) + body)
    client.shutdown(socket.SHUT_WR)
    client.settimeout(1)
    unread = _LONGEST_LINE
    while unread > 0 and (piece := client.recv(_PIECE)):
        unread -= len(piece)

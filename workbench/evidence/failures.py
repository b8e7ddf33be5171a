"""Why a fetch failed, in one sentence and in one word."""

from __future__ import annotations

from typing import Literal

import requests
from urllib3.exceptions import LocationValueError

from workbench.evidence.addresses import Refused
from workbench.evidence.allowance import Ending
from workbench.evidence.passages import Outcome, Passage

Reason = Literal[
    "refused",  # the desk does not go there
    "unknown_host",
    "unreachable",
    "certificate",  # the site can't prove who it is
    "broken",  # the site hung up, or spoke no HTTP
    "truncated",  # it stopped in the middle of its answer
    "packing",  # the content can't be unpacked
    "too_large",
    "time_out",
    "redirects",
]

_STOPPED: dict[Outcome, Reason] = {
    "refused": "refused",
    "unknown_host": "unknown_host",
    "unreachable": "unreachable",
    "broken": "broken",
    "truncated": "truncated",
}
_BAD_ADDRESS = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    LocationValueError,
    UnicodeError,
)


class CannotFetch(Exception):
    """Nothing was fetched; the text is one sentence, `reason` a code, `door_log` what the door saw of it."""

    def __init__(self, sentence: str, reason: Reason, door_log: tuple[Passage, ...] = ()) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.door_log = door_log


def stopped(passage: Passage) -> CannotFetch:
    """The failure that a passage tells of."""
    sentence = passage.why or "The connection ended before the answer did."
    return CannotFetch(sentence, _STOPPED.get(passage.outcome, "broken"))


def explained(problem: BaseException | None, ended: Ending | None, log: tuple[Passage, ...]) -> CannotFetch:
    """Why a fetch failed: a limit that cut it comes first, then what the fetch found, then the door."""
    found = _found(problem, log)
    if ended == "time":
        found = CannotFetch("The site did not finish its answer in the time that a fetch may take.", "time_out")
    if ended == "bytes":
        found = CannotFetch("The site sent more than the desk may fetch at once.", "too_large")
    return CannotFetch(str(found), found.reason, log)


def _found(problem: BaseException | None, log: tuple[Passage, ...]) -> CannotFetch:
    if isinstance(problem, CannotFetch):
        return problem
    if isinstance(problem, Refused):
        return CannotFetch(str(problem), problem.reason)
    if isinstance(problem, _BAD_ADDRESS):
        return CannotFetch("The address is not one that can be asked for: check its spelling.", "refused")
    if not log:
        return CannotFetch("The outbound door could not be opened: try again in a moment.", "unreachable")
    if log[-1].outcome in _STOPPED:
        return stopped(log[-1])
    if "CERTIFICATE_VERIFY_FAILED" in str(problem):
        return CannotFetch("The site's certificate does not prove that it is the one it says.", "certificate")
    return CannotFetch("The site hung up before it answered, or answered with something else.", "broken")

"""HTML that the desk may show: cleaned by nh3 in a child process, or written by ourselves from plain text."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.intake.confinement import Job, Outcome, confined
from workbench.intake.web_address import http_address

SANITISER_VERSION: Final = "1"
"""Stored beside what was cleaned. To be raised with every change of the rules below."""

LARGEST: Final = 10**6
"""Characters of the largest HTML of one post that is cleaned; larger stands as escaped text."""

# Words, and nothing that loads from elsewhere: a picture in a post would tell its host who looks.
_TAGS = (
    "a abbr b bdi bdo blockquote br cite code dd del dfn dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol "
    "p pre q s samp small strong sub sup table tbody td th thead tr u ul var"
)
_DROPPED = (
    "script style template noscript iframe object embed svg math head title textarea select option button "
    "form audio video canvas frameset noframes"
)
_RULES = {
    "tags": _TAGS.split(),
    "dropped": _DROPPED.split(),
    "attributes": {"a": ["href"], **{tag: ["dir", "lang"] for tag in ("bdi", "bdo", "blockquote", "p", "q")}},
}


@dataclass(frozen=True)
class Clean:
    """`html` may be shown. `parsable`: the parser managed the original. `warning`: what was lost."""

    html: str
    parsable: bool
    warning: str | None = None


def from_text(text: str) -> str:
    """Plain text as HTML: a paragraph for each run between blank lines, `<br>` for each line break in it.

    Written exactly as the sanitiser would write it, so that cleaning it again changes nothing.
    """
    return "".join(f"<p>{_escaped(part)}</p>" for part in text.split("\n\n") if part.strip())


def _escaped(text: str) -> str:
    escaped = html.escape(text.replace("\r", ""), quote=False)
    return escaped.replace("\xa0", "&nbsp;").replace("\n", "<br>")


def sanitised(fragments: Sequence[str], *, base_url: str | None = None) -> tuple[Clean, ...]:
    """Each fragment of HTML with only words, structure and absolute http(s) links left, in the order given.

    What can't be cleaned within the limits (2 s of CPU, 1 GB, 1 million characters) stands as escaped text,
    with a warning. Fragments without markup start no child process.
    """
    base = http_address(base_url) if base_url else None
    jobs = {
        place: Job(one, parse=True, clean=True, base=base)
        for place, one in enumerate(fragments)
        if "<" in one and len(one) <= LARGEST
    }
    outcomes = dict(zip(jobs, confined(list(jobs.values()), _RULES) if jobs else (), strict=True))
    return tuple(_clean(one, outcomes.get(place)) for place, one in enumerate(fragments))


def _clean(fragment: str, outcome: Outcome | None) -> Clean:
    if outcome and outcome.html is not None:
        # What has no tag left is text, and text is always written one way: so cleaning again changes nothing.
        clean = outcome.html if "<" in outcome.html else from_text(html.unescape(outcome.html).strip("\n"))
        return Clean(clean, parsable=True)
    if "<" not in fragment:
        return Clean(from_text(html.unescape(fragment)), parsable=True)
    why = "is larger than 1 MB" if outcome is None else "could not be cleaned within 2 s"
    return Clean(from_text(fragment), parsable=False, warning=f"The HTML of a post {why} and stands as text.")


class Cleaning:
    """Fragments that are cleaned all in one go, when the first of them is asked for."""

    def __init__(self, fragments: Sequence[str], instead: Sequence[str], base_url: str | None) -> None:
        """`instead` are the plain words of each fragment, shown where it has no markup or can't be cleaned."""
        self._fragments: Sequence[str] = fragments
        self._instead = instead
        self._base = base_url
        self._clean: list[str] | None = None

    def html(self, place: int) -> str:
        """The clean HTML of a fragment."""
        if self._clean is None:
            cleaned = sanitised(self._fragments, base_url=self._base)
            self._clean = [
                one.html if "<" in one.html and one.parsable else from_text(text)
                for one, text in zip(cleaned, self._instead, strict=True)
            ]
            self._fragments = ()
        return self._clean[place]


@dataclass(frozen=True, eq=False, slots=True)
class Pending:
    """The HTML of one fragment of a cleaning, between what was written before and behind it."""

    cleaning: Cleaning
    place: int
    before: str = ""
    behind: str = ""

    def __str__(self) -> str:
        return self.before + self.cleaning.html(self.place) + self.behind

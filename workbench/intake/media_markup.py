"""The HTML that stands for a picture, a player or a platform's post of which a publisher's JSON gives only the facts.

A body is put together as HTML, so that its words and its embeds are found by the same rules as those of a page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from workbench.intake.embed_addresses import embed_at
from workbench.intake.markup import is_markup, paragraphs, without_tags
from workbench.intake.posts import ReadQuote

_BREAK = re.compile(r"<br\b[^<>]{0,100}>|</(?:p|div|li|h[1-6])\s*>", re.IGNORECASE)
# What stands in the middle of a line, and parts no words.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|time|u)(?:\s[^<>]{0,2000})?>",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"<blockquote\b([^<>]{0,2000})>", re.IGNORECASE)
_QUOTE_END = re.compile(r"</blockquote", re.IGNORECASE)
_OF_PLATFORM = re.compile(r"tweet|twitter|instagram|tiktok|bluesky|threads|reddit|telegram", re.IGNORECASE)


def escaped(words: str) -> str:
    """Plain text as HTML, inside an element or an attribute."""
    return html.escape(words, quote=True)


def element(tag: str, inside: str, **attributes: str | None) -> str:
    """An element around HTML; "" where there is nothing inside."""
    if not inside.strip():
        return ""
    written = "".join(f' {name}="{escaped(value)}"' for name, value in attributes.items() if value)
    return f"<{tag}{written}>{inside}</{tag}>"


def words_of(markup: str) -> str:
    """The words of a short piece of HTML or text, paragraphs parted by blank lines."""
    lines = _BREAK.sub("\n\n", _INLINE.sub("", markup)).split("\n\n")
    return paragraphs("\n\n".join(without_tags(line) for line in lines))


def line_of(value: str) -> str:
    """A caption, title or name that may be HTML as one line of plain text."""
    return " ".join((without_tags(_INLINE.sub("", value)) if is_markup(value) else html.unescape(value)).split())


def picture(url: str | None, *, alt: str = "", caption: str = "", credit: str = "") -> str:
    """A picture with its caption and whom it is credited to, both plain text; only these where there is no address."""
    shown = f'<img src="{escaped(url)}" alt="{escaped(alt)}">' if url else ""
    return _figure(shown, caption, credit)


def player(url: str | None, *, title: str = "", caption: str = "", thumbnail: str | None = None) -> str:
    """A video or a frame by its address; its title stands below it, as the page shows it."""
    if not url:
        return _figure("", caption or title, "")
    named = f' title="{escaped(title)}"' if title else ""
    if embed_at(url) or thumbnail is None:
        shown = f'<iframe src="{escaped(url)}"{named}></iframe>'
    else:
        shown = f'<video src="{escaped(url)}" poster="{escaped(thumbnail)}"{named}></video>'
    said = " ".join(dict.fromkeys(filter(None, (title, caption if caption != title else ""))))
    return _figure(shown, said, "")


def media_file(tag: str, url: str | None, *, title: str = "", thumbnail: str | None = None) -> str:
    """A `video` or `audio` file by its own address."""
    if not url:
        return _figure("", title, "")
    poster = f' poster="{escaped(thumbnail)}"' if thumbnail else ""
    named = f' title="{escaped(title)}"' if title else ""
    return _figure(f'<{tag} src="{escaped(url)}"{poster}{named}></{tag}>', title, "")


def platform_post(url: str | None, markup: str = "") -> str:
    """A platform's post: by its address where that is known, else by its own HTML."""
    if not url or not embed_at(url):
        return f"<div>{markup}</div>" if markup.strip() else ""
    said = words_of(markup).partition("\n\n")[0][:500]
    title = f' data-title="{escaped(said)}"' if said else ""
    return f'<div data-url="{escaped(url)}"{title}>{markup}</div>'


def quotation(markup: str, credit: str = "") -> str:
    """A quotation set apart, and below it whom it credits."""
    said = markup if is_markup(markup) else element("p", escaped(markup))
    inside = said if _QUOTE.search(said) else element("blockquote", said)
    return inside + element("p", escaped(credit)) if inside else ""


def quotes_in(markup: str) -> Iterable[ReadQuote]:
    """The quotations that a body sets apart; those that are a platform's post are none."""
    for found in _QUOTE.finditer(markup):
        if _OF_PLATFORM.search(found[1]):
            continue
        end = _QUOTE_END.search(markup, found.end(), found.end() + 20_000)
        if end and (said := words_of(markup[found.end() : end.start()])):
            yield ReadQuote(said)


def _figure(shown: str, caption: str, credit: str) -> str:
    said = element("span", escaped(caption), **{"class": "caption"})
    credited = element("span", escaped(credit), **{"class": "credit"})
    below = element("figcaption", element("p", " ".join(filter(None, (said, credited)))))
    return f"<figure>{shown}{below}</figure>" if shown or below else ""

"""The title of an HTML page, found without parsing the page.

The parser takes 111 s for 1 MB of nested div (measured), so it is given the title's own few bytes and no more.
"""

from __future__ import annotations

import codecs
import re

from selectolax.lexbor import LexborHTMLParser

_LONGEST_TITLE = 300  # characters
_LONGEST_SLICE = 4096  # bytes
_SEARCHED = 4 * 2**20
_SEARCHED_FOR_CHARSET = 1024
_OPENING = re.compile(rb"<!--|<(?:title|script|style|svg|noscript|template|textarea)(?=[\s/>])")
_STATED_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{1,40})""")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# As browsers do (WHATWG Encoding): what calls itself Latin-1 is Windows-1252.
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
_MEANT |= {"utf-16": "utf-16-le", "ascii": "cp1252"}
_IN_NO_PAGE = {"idna", "punycode", "utf-7", "unicode-escape", "raw-unicode-escape"}


def page_title(content: bytes, charset: str | None) -> str | None:
    """The first title of the page, on one line, at most 300 characters; None if it has none.

    `charset` is what the answer's header states; a byte order mark goes before it, the page's own words after.
    """
    encoding = _encoding(content, charset)
    content = content[:_SEARCHED]
    if encoding.startswith("utf-16"):
        encoding, content = "utf-8", content.decode(encoding, "replace").encode()
    lower = content.lower()
    start = _title_start(lower)
    if start is None:
        return None
    end = lower.find(b"</title", start, start + _LONGEST_SLICE)
    piece = content[start : end if end > 0 else start + _LONGEST_SLICE]
    node = LexborHTMLParser(_decoded(piece, encoding) + b"</title>").css_first("title")
    words = "" if node is None else node.text()
    visible = "".join(one if one.isprintable() else " " for one in words)
    return " ".join(visible.split())[:_LONGEST_TITLE].rstrip() or None


def _title_start(lower: bytes) -> int | None:
    """Where the page's title begins, and not one in a comment, a script or a drawing; in linear time."""
    position = 0
    while opening := _OPENING.search(lower, position):
        word = opening[0]
        if word == b"<title":
            return opening.start()
        closing = b"-->" if word == b"<!--" else b"</" + word[1:]
        position = lower.find(closing, opening.end())
        if position < 0:
            return None
    return None


def _encoding(content: bytes, charset: str | None) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if charset is None:
        stated = _STATED_CHARSET.search(content[:_SEARCHED_FOR_CHARSET].lower())
        # A page that can say so in ASCII is not in UTF-16.
        charset = "utf-8" if stated is None else stated[1].decode("ascii").replace("utf-16", "utf-8")
    return _MEANT.get(charset, charset)


def _decoded(piece: bytes, encoding: str) -> bytes:
    """The piece in UTF-8; an encoding that doesn't exist, or that no page is in, is read as UTF-8."""
    try:
        known = codecs.lookup(encoding).name
        usable = "utf-8" if known in _IN_NO_PAGE else known
        return piece.decode(usable, "replace").encode("utf-8", "replace")
    except (LookupError, ValueError):
        return piece.decode("utf-8", "replace").encode()

"""Bytes in, text out: which encoding a document stands in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from workbench.intake.posts import CannotRead

# What opens a file that is no text, and what to call it.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"(\xb5/\xfd", "a compressed file"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings that pages stand in. Python knows others that are no encodings of pages (punycode, unicode_escape,
# utf-7): some take more than linear time, some make characters that no database takes.
_ALLOWED = re.compile(
    r"utf-8|utf-16(-[lb]e)?|ascii|cp(866|874|125[0-8]|932|949|950)|iso8859-\d{1,2}|koi8-[ru]|mac-(roman|cyrillic)|"
    r"gb2312|gbk|gb18030|big5(hkscs)?|euc_(jp|kr)|iso2022_jp|shift_jis"
)
_WESTERN = frozenset({"cp1252", "ascii"})
_DECLARED = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.ASCII | re.IGNORECASE)
_IN_HEAD = re.compile(
    rb"<meta[^>]{0,200}charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
# C0 but tab, line feed and carriage return; vertical tab and form feed part lines.
_CONTROLS = dict.fromkeys((*range(9), *range(14, 32), 127)) | {11: "\n", 12: "\n"}


@dataclass(frozen=True)
class Decoded:
    """A document's text without byte order mark and control characters, and sentences for the desk."""

    text: str
    warnings: tuple[str, ...] = ()


def decoded(content: bytes, declared_type: str | None = None) -> Decoded:
    """The text of `content`, by byte order mark, declared charset, UTF-8, charset in the head, or a guess.

    A guess comes with a warning. Raises `CannotRead` for content that is empty or no text.
    """
    if not content.strip():
        raise CannotRead("The document is empty.")
    _refuse_known_binary(content)
    text, warning = _text(content, declared_type)
    if "\x00" in text:
        raise CannotRead("This is not text: it holds NUL bytes.")
    clean = text.removeprefix("\ufeff").translate(_CONTROLS)
    lost = len(text) - len(clean)
    if lost > 8 and lost * 50 > len(text):
        raise CannotRead("This is not text: it is full of control characters.")
    if not clean.strip():
        raise CannotRead("The document is empty.")
    return Decoded(clean, (warning,) if warning else ())


def _refuse_known_binary(content: bytes) -> None:
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise CannotRead(f"This is {name}, not a live blog; save the page as HTML or paste its text.")
    if content[4:8] == b"ftyp":
        raise CannotRead("This is a video, not a live blog; save the page as HTML or paste its text.")


def _text(content: bytes, declared_type: str | None) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding) or _guessed(content)
    declared = _DECLARED.search(declared_type or "")
    named = _encoding(declared[1]) if declared else None
    unicode = _strictly(content, "utf-8")
    if named and (found := _strictly(content, named)):
        if named in _WESTERN and unicode and not content.isascii():
            return unicode[0], f"The server calls the page {named}, but it is UTF-8 and was read so."
        return found
    if unicode:
        return unicode
    in_head = _IN_HEAD.search(content[:4096])
    named = _encoding((in_head[1] or in_head[2]).decode("ascii")) if in_head else None
    # A head that could be read as bytes can't stand in UTF-16, whatever it says.
    if named and not named.startswith("utf-16") and (found := _strictly(content, named)):
        return found
    return _guessed(content)


def _encoding(label: str) -> str | None:
    """Python's name for a page's charset label; None for one that no page may ask for."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    if name == "iso8859-1":
        return "cp1252"
    return name if _ALLOWED.fullmatch(name) else None


def _strictly(content: bytes, encoding: str) -> tuple[str, None] | None:
    try:
        return content.decode(encoding), None
    except UnicodeDecodeError:
        return None


def _guessed(content: bytes) -> tuple[str, str]:
    """Damaged UTF-8 where most of what is not ASCII is whole, else Windows-1252. Always with a warning."""
    text = content.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", errors="ignore"))
    if damaged * 2 <= beyond_ascii:
        return text, f"The text is damaged: {damaged} characters could not be read and stand as \ufffd."
    return (
        content.decode("cp1252", errors="replace"),
        "The document names no encoding that fits; it was read as Windows-1252, and letters may be wrong.",
    )

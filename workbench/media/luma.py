"""What the brightness of a picture says: its dark bars, whether there is anything to see, its hashes."""

from __future__ import annotations

import imagehash
import numpy
from numpy.typing import NDArray
from PIL import Image, ImageOps

from workbench.media.fingerprints import Fingerprint

_DRAFT = (256, 256)
_DARK = 24  # luma; video black is 16 where nobody stretched it
_STRAY = 0.02  # share of a bar's pixels that compression may light
_FLAT = 12  # standard deviation of luma; measured in engineering notes
_DULL = 50  # of 100; see _detail


def fingerprint_of(image: Image.Image) -> Fingerprint:
    """The fingerprint of a picture as people see it: turn it upright before. The image may be unloaded.

    A JPEG that is not loaded yet is decoded at the smallest size of at least 256 pixels, grey only: three
    times faster, and within 2 bits of the hash of the full picture.
    """
    image.draft("L", _DRAFT)
    luma = trimmed(ImageOps.exif_transpose(on_white(image)).convert("L"))
    small = luma.resize((32, 32), Image.Resampling.LANCZOS)  # what phash does first: done once for both hashes
    return Fingerprint(
        phash=str(imagehash.phash(small)),
        mirrored=str(imagehash.phash(ImageOps.mirror(small))),
        blank=_is_blank(luma),
    )


def on_white(image: Image.Image) -> Image.Image:
    """The picture as a page shows it: what is transparent is white. Others come back as they are."""
    if not image.has_transparency_data:
        return image
    seen = image.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    exif = image.getexif()
    white.alpha_composite(seen)
    white.getexif().update(exif)
    return white


def trimmed(luma: Image.Image) -> Image.Image:
    """Without the dark bars of a letterbox or an upright video; a picture that is dark all over stays whole."""
    lit = numpy.asarray(luma) > _DARK
    top, bottom = _lit_span(lit.mean(axis=1))
    left, right = _lit_span(lit.mean(axis=0))
    if (bottom - top) * (right - left) * 5 < luma.width * luma.height:
        return luma
    return luma.crop((left, top, right, bottom))


def _lit_span(shares: NDArray[numpy.float64]) -> tuple[int, int]:
    lit = numpy.flatnonzero(shares > _STRAY)
    return (int(lit[0]), int(lit[-1]) + 1) if lit.size else (0, len(shares))


def _is_blank(luma: Image.Image) -> bool:
    return float(numpy.asarray(luma).std()) < _FLAT or _detail(luma) < _DULL


def _detail(luma: Image.Image) -> float:
    """How much there is to see, 0 to 100: the steps between neighbours at 64 × 64, summed as PDQ's quality."""
    small = numpy.asarray(luma.resize((64, 64), Image.Resampling.BOX)).astype(numpy.int32)
    steps = [numpy.abs(numpy.diff(small, axis=axis)) * 100 // 255 for axis in (0, 1)]
    return min(100.0, float(sum(step.sum() for step in steps)) / 90)

"""The child's side of `frames`: tells photo from video and opens either. Runs confined; see confinement."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import IO, Any

from PIL import Image, ImageOps, UnidentifiedImageError

from workbench.media.confinement import Answer
from workbench.media.luma import fingerprint_of, on_white
from workbench.media.shapes import LONGEST_SIDE, MOST_PIXELS, jpeg_of
from workbench.media.video_child import NoPictures, open_video

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP")
_TOO_MANY_PIXELS = "This picture has more than 40 million pixels; save a smaller copy and add that."
_DAMAGED = "This picture is damaged or cut short and can't be opened."

Image.init()  # else `formats` knows the five commonest plug-ins only
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def answer(request: Mapping[str, Any], file: IO[bytes]) -> Answer:
    """Frames of the file, or `refused` with the sentence for it."""
    try:
        return _photo(file)
    except UnidentifiedImageError:
        file.seek(0)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Answer({"refused": _TOO_MANY_PIXELS})
    except (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError):
        # What Pillow raises over mutated pictures; anything else ends the child, which is an answer as well.
        return Answer({"refused": _DAMAGED})
    try:
        return open_video(file, int(request["budget"]))
    except NoPictures as refusal:
        return Answer({"refused": str(refusal)})


def _photo(file: IO[bytes]) -> Answer:
    with Image.open(file, formats=_FORMATS) as image:
        if image.format == "GIF" and getattr(image, "is_animated", False):
            raise UnidentifiedImageError
        container, turned = str(image.format), image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        width, height = reversed(image.size) if turned else image.size
        fingerprint = fingerprint_of(image)
        # A JPEG was decoded small and grey for its hash; others are decoded once for both.
        shown = None if image.format in ("JPEG", "MPO") else _shown(image)
    if shown is None:
        file.seek(0)
        with Image.open(file, formats=_FORMATS) as image:
            shown = _shown(image)
    frame = {"at": 0.0, "width": width, "height": height, "fingerprint": fingerprint.as_json()}
    header = {
        "kind": "photo",
        "media_type": Image.MIME.get(container, "application/octet-stream"),
        "container": container.lower(),
        "codec": container.lower(),
        "duration": None,
        "width": width,
        "height": height,
        "frames": [frame],
    }
    return Answer(header, [shown])


def _shown(image: Image.Image) -> bytes:
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return jpeg_of(ImageOps.exif_transpose(on_white(image)))

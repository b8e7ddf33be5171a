"""What a frame kept by the desk looks like, whether it comes from a photo or from a video."""

from __future__ import annotations

import io

from PIL import Image

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 960


def jpeg_of(image: Image.Image) -> bytes:
    """The picture as JPEG, without any of the metadata that came with the file."""
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()

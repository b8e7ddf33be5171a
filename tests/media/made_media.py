"""Photos and clips made on the spot, the same for the same seed."""

from __future__ import annotations

import io
from pathlib import Path

import av
import numpy
from PIL import Image, ImageDraw, ImageFilter


def scene(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A picture with as much to see as a photo has: blocks, discs and grain, always the same for a seed."""
    dice = numpy.random.default_rng(seed)
    image = Image.new("RGB", size, tuple(dice.integers(40, 200, 3)))
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        x, y = dice.integers(0, size[0]), dice.integers(0, size[1])
        wide, high = dice.integers(size[0] // 20, size[0] // 3), dice.integers(size[1] // 20, size[1] // 3)
        shape = draw.ellipse if dice.random() < 0.5 else draw.rectangle
        shape((x - wide // 2, y - high // 2, x + wide // 2, y + high // 2), tuple(dice.integers(20, 255, 3)))
    return image.filter(ImageFilter.GaussianBlur(1))


def jpeg(image: Image.Image, quality: int = 90, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, **more)
    return out.getvalue()


def write_clip(
    path: Path,
    pictures: list[Image.Image],
    *,
    each: int = 25,
    group: int = 25,
    codec: str = "libx264",
    crf: int = 23,
    turn: int = 0,
    options: dict[str, str] | None = None,
) -> Path:
    """A clip of 25 frames a second, `each` frames a picture, a key frame every `group` frames and no other."""
    width, height = pictures[0].size
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=25)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.gop_size = group
        fast = {"preset": "ultrafast", "crf": str(crf), "sc_threshold": "0", "threads": "1"}
        stream.options = (fast if codec == "libx264" else {}) | (options or {})
        if turn:
            stream.set_display_rotation(turn)
        for picture in pictures:
            frame = av.VideoFrame.from_ndarray(numpy.asarray(picture.convert("RGB")), format="rgb24")
            for _ in range(each):
                out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path

"""Draws the example's pictures and clips, the same ones each time: nothing of the kind is shipped."""

import math
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import av
import numpy
from PIL import Image, ImageDraw, ImageFilter

Scene = Callable[[ImageDraw.ImageDraw, int, int, float], None]
FRAMES_A_SECOND = 12
WATER = (104, 88, 66)
FOAM = (176, 164, 140)


def make(folder: Path) -> Mapping[str, Path]:
    """The files by the id of the embed that they belong to; drawn once, then found again."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {key: folder / f"{key}.jpg" for key in PHOTOS} | {key: folder / f"{key}.mp4" for key in CLIPS}
    for key, path in made.items():
        if not path.exists():
            part = path.with_suffix(".part")
            if key in PHOTOS:
                _photo(part, PHOTOS[key])
            else:
                _film(part, CLIPS[key])
            part.replace(path)
    return made


def _photo(path: Path, scene: Scene) -> None:
    picture = _drawn(scene, 1280, 853, 0.0)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132] = "Example", "Drawn camera", "2026:03:02 12:04:00"
    picture.save(path, "JPEG", quality=86, exif=exif)


def _drawn(scene: Scene, width: int, height: int, moment: float) -> Image.Image:
    """One picture of a scene, softened and grained as a camera would give it."""
    picture = Image.new("RGB", (width, height))
    scene(ImageDraw.Draw(picture), width, height, moment)
    soft = numpy.asarray(picture.filter(ImageFilter.GaussianBlur(0.7)), dtype=numpy.int16)
    grain = numpy.random.default_rng(round(moment * 1000)).integers(-5, 6, (height, width, 1), dtype=numpy.int16)
    return Image.fromarray(numpy.clip(soft + grain, 0, 255).astype(numpy.uint8))


def _film(path: Path, frames: Callable[[], Iterator[Image.Image]]) -> None:
    """H.264 in MP4 with a key frame each second."""
    with av.open(str(path), "w", format="mp4") as film:
        stream = None
        for picture in frames():
            if stream is None:
                stream = film.add_stream("libx264", rate=FRAMES_A_SECOND)
                stream.width, stream.height, stream.pix_fmt = picture.width, picture.height, "yuv420p"
                stream.options = {"crf": "27", "preset": "veryfast", "threads": "1"}
                stream.codec_context.gop_size = FRAMES_A_SECOND
            for packet in stream.encode(av.VideoFrame.from_ndarray(numpy.asarray(picture), format="rgb24")):
                film.mux(packet)
        if stream is not None:
            for packet in stream.encode():
                film.mux(packet)


def _shots(parts: list[tuple[Scene, float]], width: int, height: int) -> Iterator[Image.Image]:
    """The scenes of a clip one after the other, each for its seconds."""
    for number, (scene, seconds) in enumerate(parts):
        for frame in range(round(seconds * FRAMES_A_SECOND)):
            yield _drawn(scene, width, height, number * 3 + frame / FRAMES_A_SECOND)


def _sky(
    draw: ImageDraw.ImageDraw, width: int, height: int, top: tuple[int, int, int], low: tuple[int, int, int]
) -> None:
    for y in range(height):
        share = min(1.0, y / (height * 0.6))
        draw.line([(0, y), (width, y)], fill=_mixed(top, low, share))


def _mixed(one: tuple[int, int, int], other: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def _hills(draw: ImageDraw.ImageDraw, width: int, level: float, colour: tuple[int, int, int], phase: float) -> None:
    points = [
        (x, level - 26 * math.sin(x / width * 5 + phase) - 14 * math.sin(x / width * 13 + phase * 2))
        for x in range(0, width + 9, 8)
    ]
    draw.polygon([(0, level + 200), *points, (width, level + 200)], fill=colour)


def _water(draw: ImageDraw.ImageDraw, width: int, height: int, level: float, moment: float) -> None:
    """Brown water from `level` down, its waves running to the right as time goes."""
    for y in range(int(level), height):
        draw.line([(0, y), (width, y)], fill=_mixed(WATER, (58, 52, 44), (y - level) / max(1.0, height - level)))
    waves = random.Random(7)
    for _ in range(170):
        depth = waves.random() ** 1.6
        y = level + depth * (height - level)
        length = (12 + 70 * depth) * (0.5 + waves.random())
        x = (waves.random() * width + moment * width * (0.05 + 0.18 * depth)) % (width + length) - length
        shade = _mixed(WATER, FOAM, 0.25 + 0.6 * waves.random())
        draw.arc([x, y - 3 - 5 * depth, x + length, y + 4 + 6 * depth], 190, 350, fill=shade, width=1 + int(2 * depth))


def _house(draw: ImageDraw.ImageDraw, x: float, foot: float, wide: float, tall: float, number: int) -> None:
    walls = [(188, 170, 146), (160, 122, 104), (204, 196, 178), (142, 148, 150), (178, 148, 110)]
    wall, roof = walls[number % 5], [(104, 52, 44), (72, 66, 70), (120, 72, 48)][number % 3]
    draw.rectangle([x, foot - tall, x + wide, foot], fill=wall)
    draw.polygon(
        [(x - wide * 0.08, foot - tall), (x + wide / 2, foot - tall * 1.45), (x + wide * 1.08, foot - tall)], fill=roof
    )
    for row in range(2):
        for column in range(3):
            left, top = x + wide * (0.12 + 0.3 * column), foot - tall * (0.86 - 0.42 * row)
            lit = (number * 7 + row * 3 + column) % 4 == 0
            draw.rectangle(
                [left, top, left + wide * 0.17, top + tall * 0.24], fill=(240, 206, 120) if lit else (52, 58, 66)
            )


def _rain(draw: ImageDraw.ImageDraw, width: int, height: int, moment: float, drops: int = 220) -> None:
    fall = random.Random(11)
    for _ in range(drops):
        x, y = fall.random() * width, (fall.random() + moment * 2.3) % 1 * height
        draw.line([(x, y), (x - 4, y + 16)], fill=(190, 196, 204), width=1)


def _lamp(draw: ImageDraw.ImageDraw, x: float, foot: float, tall: float) -> None:
    draw.line([(x, foot), (x, foot - tall)], fill=(40, 42, 46), width=max(2, int(tall / 40)))
    draw.ellipse([x - tall * 0.05, foot - tall * 1.06, x + tall * 0.05, foot - tall * 0.96], fill=(248, 226, 160))


def _street(draw: ImageDraw.ImageDraw, w: int, h: int, t: float) -> None:
    """A street under water, houses on both sides, rain."""
    _sky(draw, w, h, (96, 104, 116), (170, 172, 172))
    _hills(draw, w, h * 0.45, (92, 100, 96), 0.4)
    for number in range(6):
        _house(draw, w * (0.02 + 0.17 * number) - t * 3, h * 0.66, w * 0.15, h * (0.26 + 0.05 * (number % 3)), number)
    _lamp(draw, w * 0.36, h * 0.74, h * 0.34)
    _lamp(draw, w * 0.72, h * 0.76, h * 0.36)
    _water(draw, w, h, h * 0.6, t)
    _rain(draw, w, h, t)


def _square(draw: ImageDraw.ImageDraw, w: int, h: int, t: float) -> None:
    """A market square with a church tower, and a car in the water."""
    _sky(draw, w, h, (110, 112, 124), (196, 188, 172))
    draw.rectangle([w * 0.44, h * 0.08, w * 0.56, h * 0.7], fill=(150, 142, 132))
    draw.polygon([(w * 0.42, h * 0.1), (w * 0.5, -h * 0.1), (w * 0.58, h * 0.1)], fill=(76, 84, 84))
    draw.ellipse([w * 0.47, h * 0.18, w * 0.53, h * 0.18 + w * 0.06], fill=(230, 224, 204), outline=(60, 60, 60))
    for number in range(3):
        _house(draw, w * (0.01 + 0.14 * number), h * 0.7, w * 0.13, h * 0.3, number + 2)
        _house(draw, w * (0.6 + 0.14 * number), h * 0.7, w * 0.13, h * 0.33, number + 4)
    _water(draw, w, h, h * 0.63, t)
    x = w * (0.15 + 0.04 * t)
    draw.rounded_rectangle([x, h * 0.66, x + w * 0.2, h * 0.74], radius=int(h * 0.03), fill=(148, 38, 36))
    draw.rounded_rectangle([x + w * 0.04, h * 0.61, x + w * 0.15, h * 0.68], radius=int(h * 0.02), fill=(86, 30, 32))
    _rain(draw, w, h, t, 140)


def _bridge(draw: ImageDraw.ImageDraw, w: int, h: int, t: float) -> None:
    """A footbridge of three arches with a gap in it, high water running through."""
    _sky(draw, w, h, (84, 96, 118), (206, 190, 160))
    _hills(draw, w, h * 0.42, (80, 92, 80), 1.7)
    _water(draw, w, h, h * 0.56, t)
    deck = h * 0.44
    for left, right in ((0.0, 0.4), (0.62, 1.0)):
        draw.rectangle([w * left, deck, w * right, deck + h * 0.05], fill=(128, 116, 104))
        for post in range(int(left * 30), int(right * 30)):
            draw.line([(w * post / 30, deck), (w * post / 30, deck - h * 0.07)], fill=(66, 62, 60), width=2)
        draw.line([(w * left, deck - h * 0.07), (w * right, deck - h * 0.07)], fill=(66, 62, 60), width=3)
    for x in (0.16, 0.38, 0.64, 0.86):
        draw.rectangle([w * (x - 0.025), deck, w * (x + 0.025), h * 0.72], fill=(112, 102, 94))
    draw.polygon(
        [(w * 0.4, deck), (w * 0.5, h * 0.62), (w * 0.47, h * 0.64), (w * 0.38, deck + h * 0.05)], fill=(120, 108, 98)
    )


def _boats(draw: ImageDraw.ImageDraw, w: int, h: int, t: float) -> None:
    """A slipway with two boats coming in, their crews in orange."""
    _sky(draw, w, h, (60, 70, 92), (150, 150, 156))
    _hills(draw, w, h * 0.4, (52, 60, 60), 2.6)
    for number in range(4):
        _house(draw, w * (0.05 + 0.13 * number), h * 0.55, w * 0.12, h * 0.22, number + 1)
    _water(draw, w, h, h * 0.52, t)
    draw.polygon([(w * 0.72, h), (w, h * 0.6), (w, h)], fill=(126, 124, 120))
    for offset, y in ((0.0, 0.66), (0.3, 0.8)):
        x = w * ((offset + 0.06 * t) % 0.8) + w * 0.02
        draw.polygon(
            [(x, h * y), (x + w * 0.2, h * y), (x + w * 0.17, h * (y + 0.07)), (x + w * 0.03, h * (y + 0.07))],
            fill=(206, 202, 196),
        )
        for person in range(3):
            left = x + w * (0.04 + 0.045 * person)
            draw.ellipse([left, h * (y - 0.1), left + w * 0.022, h * (y - 0.06)], fill=(206, 164, 132))
            draw.rectangle([left - w * 0.004, h * (y - 0.06), left + w * 0.026, h * y], fill=(224, 108, 34))


def _sandbags(draw: ImageDraw.ImageDraw, w: int, h: int, _t: float) -> None:
    """A wall of sandbags before a market hall."""
    _sky(draw, w, h, (150, 158, 166), (214, 210, 200))
    draw.rectangle([w * 0.08, h * 0.2, w * 0.92, h * 0.62], fill=(136, 146, 142))
    for number in range(7):
        draw.rectangle([w * (0.1 + 0.117 * number), h * 0.3, w * (0.18 + 0.117 * number), h * 0.62], fill=(62, 70, 74))
    draw.polygon([(w * 0.04, h * 0.22), (w * 0.5, h * 0.04), (w * 0.96, h * 0.22)], fill=(98, 64, 54))
    sacks = random.Random(3)
    for row in range(6):
        for column in range(14):
            x = w * (column / 13.0 - (0.035 if row % 2 else 0)) + sacks.random() * 8
            y = h * (0.94 - 0.075 * row)
            tone = sacks.randrange(-16, 16)
            draw.rounded_rectangle(
                [x, y - h * 0.07, x + w * 0.078, y],
                radius=18,
                fill=(186 + tone, 160 + tone, 116 + tone),
                outline=(110, 92, 66),
                width=2,
            )


def _lock(draw: ImageDraw.ImageDraw, w: int, h: int, _t: float) -> None:
    """One house on its own, water all around it, a row of drowned trees."""
    _sky(draw, w, h, (126, 140, 156), (222, 206, 184))
    _hills(draw, w, h * 0.44, (112, 120, 104), 3.4)
    _water(draw, w, h, h * 0.52, 0.6)
    _house(draw, w * 0.36, h * 0.66, w * 0.26, h * 0.3, 2)
    _water(draw, w, h, h * 0.62, 0.9)
    for number in range(8):
        x = w * (0.04 + 0.13 * number) + (number % 3) * 20
        draw.line([(x, h * 0.66), (x, h * 0.5)], fill=(58, 48, 40), width=6)
        draw.ellipse([x - 34, h * 0.4, x + 34, h * 0.55], fill=(70 + 6 * (number % 4), 88, 60))


def _mill(draw: ImageDraw.ImageDraw, w: int, h: int, _t: float) -> None:
    """A mill with its wheel, a torn wall, mud."""
    _sky(draw, w, h, (170, 176, 180), (226, 220, 208))
    _house(draw, w * 0.16, h * 0.72, w * 0.42, h * 0.44, 4)
    draw.polygon(
        [(w * 0.46, h * 0.4), (w * 0.58, h * 0.34), (w * 0.58, h * 0.72), (w * 0.4, h * 0.72)], fill=(58, 50, 46)
    )
    centre, radius = (w * 0.7, h * 0.56), h * 0.24
    for spoke in range(12):
        angle = spoke * math.pi / 6
        tip = (centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle))
        draw.line([centre, tip], fill=(72, 54, 40), width=9)
        draw.rectangle([tip[0] - 18, tip[1] - 10, tip[0] + 18, tip[1] + 10], fill=(88, 68, 48))
    draw.ellipse(
        [centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius], outline=(72, 54, 40), width=10
    )
    _water(draw, w, h, h * 0.7, 1.3)


def _ostermill() -> Iterator[Image.Image]:
    return _shots([(_street, 4), (_square, 4)], 640, 360)


def _recut() -> Iterator[Image.Image]:
    """The Ostermill clip again, as somebody re-cut it: its order turned round, trimmed, smaller, in black bars."""
    frames = list(_ostermill())
    half = len(frames) // 2
    for picture in frames[half + 6 :] + frames[6:half]:
        framed = Image.new("RGB", (480, 360))
        framed.paste(picture.resize((480, 270), Image.Resampling.BICUBIC), (0, 45))
        yield framed


PHOTOS: Mapping[str, Scene] = {"quay-midday": _street, "sandbags": _sandbags, "lock-house": _lock, "old-mill": _mill}
CLIPS: Mapping[str, Callable[[], Iterator[Image.Image]]] = {
    "ostermill-street": _ostermill,
    "bridge-wave": lambda: _shots([(_bridge, 6)], 640, 360),
    "harrowby-gone": _recut,
    "slipway-boats": lambda: _shots([(_boats, 6)], 640, 360),
}

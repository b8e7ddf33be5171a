import io
import random

import imagehash
import pytest
from made_media import jpeg, scene
from PIL import Image, ImageFilter, ImageOps

from workbench.media.fingerprints import Fingerprint, distance, mirrored_distance
from workbench.media.luma import fingerprint_of, trimmed


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def shipped(data: bytes) -> Fingerprint:
    plain = str(imagehash.phash(opened(data)))
    return Fingerprint(plain, plain)


@pytest.mark.parametrize("size", [(300, 200), (640, 480), (1920, 1080), (1080, 1920)])
def test_a_picture_without_bars_hashes_within_2_bits_of_imagehash(size):
    apart = [
        distance(fingerprint_of(opened(jpeg(scene(seed, size)))), shipped(jpeg(scene(seed, size)))) for seed in range(8)
    ]
    assert max(apart) <= 2


def test_a_jpeg_is_hashed_without_decoding_it_whole():
    image = opened(jpeg(scene(1, (1920, 1080))))
    fingerprint_of(image)
    assert image.mode == "L"
    assert max(image.size) < 600


@pytest.mark.parametrize("seed", range(6))
def test_the_mirrored_picture_has_the_two_hashes_swapped(seed):
    picture = scene(seed)
    plain, turned = fingerprint_of(picture), fingerprint_of(ImageOps.mirror(picture))
    assert distance(plain, turned) > 10
    assert mirrored_distance(plain, turned) <= 2


@pytest.mark.parametrize("bars", [(0, 90), (170, 0), (60, 60)])
@pytest.mark.parametrize("black", [0, 16])
def test_dark_bars_do_not_change_the_hash(bars, black):
    picture = scene(3)
    framed = ImageOps.expand(picture, (bars[0], bars[1], bars[0], bars[1]), fill=(black,) * 3)
    assert distance(fingerprint_of(picture), fingerprint_of(opened(jpeg(framed, 40)))) <= 4
    assert trimmed(framed.convert("L")).size == picture.size


def test_a_picture_that_is_dark_all_over_stays_whole():
    night = Image.new("L", (400, 300), 5)
    night.paste(200, (190, 140, 210, 160))
    assert trimmed(night).size == (400, 300)


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("RGB", (640, 480)),
        Image.new("RGB", (640, 480), "white"),
        Image.new("RGB", (640, 480), (90, 120, 30)),
        Image.linear_gradient("L").resize((640, 480)),
        Image.effect_noise((640, 480), 8),
    ],
    ids=["black", "white", "flat", "gradient", "grain"],
)
def test_what_shows_next_to_nothing_is_blank(picture):
    assert fingerprint_of(picture).blank


@pytest.mark.parametrize("seed", range(6))
def test_a_scene_is_not_blank_and_no_other_scene(seed):
    one, other = fingerprint_of(scene(seed)), fingerprint_of(scene(seed + 100))
    assert not one.blank
    assert distance(one, other) > 10
    assert mirrored_distance(one, other) > 10


@pytest.mark.parametrize("seed", range(6))
def test_a_worse_smaller_brighter_copy_is_within_the_radius(seed):
    picture = scene(seed, (1280, 720))
    small = picture.resize((480, 270)).point(lambda value: min(255, int(value * 1.2)))
    copy = opened(jpeg(small.filter(ImageFilter.GaussianBlur(1)), 35))
    assert distance(fingerprint_of(picture), fingerprint_of(copy)) <= 10


def test_what_is_transparent_is_hashed_as_it_is_seen():
    hidden = scene(1).convert("RGBA")
    hidden.putalpha(0)
    assert fingerprint_of(hidden).blank
    seen = Image.new("RGB", (640, 480), "white")
    half = scene(1).convert("RGBA")
    half.putalpha(Image.linear_gradient("L").resize((640, 480)))
    seen.paste(half, mask=half)
    assert distance(fingerprint_of(half), fingerprint_of(seen)) <= 2


def test_an_upright_photo_taken_sideways_hashes_as_it_is_seen():
    seen = scene(5, (600, 800))
    sideways = seen.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    stored = opened(jpeg(sideways, exif=exif))
    assert distance(fingerprint_of(stored), fingerprint_of(seen)) <= 2


def test_shuffled_rows_are_another_picture():
    picture = scene(2)
    rows = list(range(0, 480, 48))
    random.Random(1).shuffle(rows)
    other = Image.new("RGB", picture.size)
    for place, row in enumerate(rows):
        other.paste(picture.crop((0, row, 640, row + 48)), (0, place * 48))
    assert distance(fingerprint_of(picture), fingerprint_of(other)) > 10

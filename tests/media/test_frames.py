import io
import itertools
import json
import random
import struct
import time
import zlib
from pathlib import Path

import av
import numpy
import pytest
from made_media import jpeg, scene, write_clip
from PIL import Image

from workbench.media.fingerprints import distance, shared_frames
from workbench.media.frames import CannotOpenMedia, Film, fingerprint_file, key_frames
from workbench.media.luma import fingerprint_of


def written(folder: Path, data: bytes, name: str = "file") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def refusal(path: Path, **more: float) -> str:
    with pytest.raises(CannotOpenMedia) as refused:
        key_frames(path, **more)
    return str(refused.value)


def prints(film: Film) -> list:
    return [frame.fingerprint for frame in film.frames]


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> Path:
    """Six scenes of two seconds each, a key frame a second."""
    scenes = [scene(seed) for seed in range(6)]
    return write_clip(tmp_path_factory.mktemp("film") / "film.mp4", scenes, each=50)


@pytest.fixture(scope="module")
def opened(film) -> Film:
    return key_frames(film)


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("TIFF", "image/tiff")],
)
def test_a_photo_gives_one_frame(tmp_path, kind, media_type):
    found = key_frames(written(tmp_path, saved(scene(1, (1600, 1200)), kind)))
    assert (found.kind, found.media_type, found.duration) == ("photo", media_type, None)
    assert (found.width, found.height) == (1600, 1200)
    [frame] = found.frames
    with Image.open(io.BytesIO(frame.jpeg)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (960, 720))


def test_a_small_photo_is_not_made_larger(tmp_path):
    [frame] = key_frames(written(tmp_path, jpeg(scene(1, (200, 120))))).frames
    with Image.open(io.BytesIO(frame.jpeg)) as shown:
        assert shown.size == (200, 120)


def test_a_photo_is_shown_upright_and_without_what_its_camera_wrote(tmp_path):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A camera"
    data = jpeg(scene(1, (400, 300)), exif=exif)
    assert b"A camera" in data
    found = key_frames(written(tmp_path, data))
    assert (found.width, found.height) == (300, 400)
    with Image.open(io.BytesIO(found.frames[0].jpeg)) as shown:
        assert shown.size == (300, 400)
        assert not shown.getexif()
    assert b"A camera" not in found.frames[0].jpeg


def test_a_video_gives_its_key_frames_with_their_times(opened):
    found = opened
    assert (found.kind, found.media_type, found.codec) == ("video", "video/mp4", "h264")
    assert (found.duration, found.width, found.height) == (12.0, 640, 480)
    assert [frame.at for frame in found.frames] == [float(second) for second in range(12)]
    for second, frame in enumerate(found.frames):
        with Image.open(io.BytesIO(frame.jpeg)) as shown:
            assert shown.size == (640, 480)
        assert not frame.fingerprint.blank
        assert distance(frame.fingerprint, fingerprint_of(scene(second // 2))) <= 6


def test_a_budget_is_kept_and_spread_over_the_film(film):
    assert [frame.at for frame in key_frames(film, budget=4).frames] == [0.0, 4.0, 7.0, 11.0]
    assert len(key_frames(film, budget=1).frames) == 1


def test_where_key_frames_are_rare_frames_are_taken_by_time(tmp_path):
    scenes = [scene(seed) for seed in range(4)]
    path = write_clip(tmp_path / "rare.mp4", scenes, each=75, group=10_000, options={"bf": "2"})
    found = key_frames(path, budget=8)
    times = [frame.at for frame in found.frames]
    assert times[0] == 0.0
    assert all(1 < after - before <= 2.01 for before, after in itertools.pairwise(times))
    for frame in found.frames:
        assert distance(frame.fingerprint, fingerprint_of(scene(min(3, int(frame.at // 3))))) <= 6


@pytest.mark.parametrize(
    ("name", "codec", "media_type"),
    [
        ("film.mkv", "libx264", "video/x-matroska"),
        ("film.ts", "libx264", "video/mp2t"),
        ("film.avi", "mpeg4", "video/x-msvideo"),
        ("film.webm", "libvpx", "video/webm"),
    ],
)
def test_other_containers_open_as_well(tmp_path, name, codec, media_type):
    fast = {"deadline": "realtime", "cpu-used": "8"} if codec == "libvpx" else None
    path = write_clip(tmp_path / name, [scene(1, (320, 240)), scene(2, (320, 240))], codec=codec, options=fast)
    found = key_frames(path)
    assert found.media_type == media_type
    assert [round(frame.at) for frame in found.frames] == [0, 1]


def test_a_moving_gif_is_a_video(tmp_path):
    moving = saved(scene(1), "GIF", save_all=True, append_images=[scene(2), scene(3)], duration=3000)
    found = key_frames(written(tmp_path, moving))
    assert (found.kind, found.media_type) == ("video", "image/gif")
    assert len(found.frames) >= 2


def test_a_video_filmed_sideways_is_shown_upright(tmp_path):
    seen = scene(4, (480, 640))
    path = write_clip(tmp_path / "turned.mp4", [seen.transpose(Image.Transpose.ROTATE_90)], turn=-90)
    found = key_frames(path)
    assert (found.width, found.height) == (480, 640)
    assert distance(found.frames[0].fingerprint, fingerprint_of(seen)) <= 6


def test_a_recut_copy_shares_its_frames_and_another_film_does_not(opened, tmp_path):
    boxed = []
    for seed in (2, 3, 4):
        canvas = Image.new("RGB", (480, 480))
        canvas.paste(scene(seed).resize((480, 360)).transpose(Image.Transpose.FLIP_LEFT_RIGHT), (0, 60))
        boxed.append(canvas)
    recut = key_frames(write_clip(tmp_path / "recut.mp4", boxed, crf=32))
    shared = shared_frames(prints(recut), prints(opened))
    assert [pair.here for pair in shared] == [0, 1, 2]
    assert all(pair.mirrored for pair in shared)
    other = key_frames(write_clip(tmp_path / "other.mp4", [scene(seed) for seed in (50, 51, 52)]))
    assert shared_frames(prints(other), prints(opened)) == []


def test_a_still_cut_from_a_video_matches_it(opened, tmp_path):
    still = key_frames(written(tmp_path, opened.frames[5].jpeg))
    [pair] = shared_frames(prints(still), prints(opened))
    assert opened.frames[pair.there].at in (4.0, 5.0)


def test_the_line_of_the_command_is_json(film):
    line = json.loads(json.dumps(fingerprint_file(film)))
    assert set(line) == {"file", "kind", "sha256", "algorithm", "frames"}
    assert (line["kind"], len(line["sha256"]), len(line["frames"])) == ("video", 64, 12)
    assert set(line["frames"][0]) == {"at", "phash", "mirrored", "blank"}


def test_the_same_file_gives_the_same_answer_twice(film, opened):
    assert key_frames(film) == opened


# What is hostile, broken or something else


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "neither a photo nor a video"),
        (b"%PDF-1.7 ...", "neither a photo nor a video"),
        (b"#EXTM3U\n#EXTINF:9,\n/etc/passwd\n#EXT-X-ENDLIST\n", "neither a photo nor a video"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "neither a photo nor a video"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "neither a photo nor a video"),
        (jpeg(scene(1))[:9000], "damaged or cut short"),
    ],
    ids=["empty", "pdf", "playlist", "concat", "eps", "cut"],
)
def test_what_is_no_whole_photo_or_video_is_refused_in_one_sentence(tmp_path, data, sentence):
    said = refusal(written(tmp_path, data, "clip.mp4"))
    assert sentence in said
    assert said.endswith(".")


def test_a_playlist_reaches_no_other_file(film, tmp_path):
    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:12\n#EXTINF:12,\n{film}\n#EXT-X-ENDLIST\n"
    assert "neither" in refusal(written(tmp_path, playlist.encode(), "clip.m3u8"))


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path):
    assert "can't be read" in refusal(tmp_path / "missing.jpg")
    assert "can't be read" in refusal(tmp_path)


def png_bomb(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes(3 * width + 1) * 64, 9))
    return b"\x89PNG\r\n\x1a\n" + header + rows + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(6400, 6300), (60_000, 60_000)])
def test_a_picture_of_more_than_40_million_pixels_is_refused_before_it_is_decoded(tmp_path, size):
    started = time.monotonic()
    assert "40 million pixels" in refusal(written(tmp_path, png_bomb(*size)))
    assert time.monotonic() - started < 10


def test_a_video_with_giant_frames_is_refused(tmp_path):
    path = write_clip(tmp_path / "giant.mp4", [Image.new("RGB", (8192, 5120))], each=1, crf=51)
    assert "40 million pixels" in refusal(path)


def test_sound_alone_is_refused(tmp_path):
    path = tmp_path / "sound.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("aac", rate=44_100)
        silence = numpy.zeros((1, 1024), numpy.float32)
        frame = av.AudioFrame.from_ndarray(silence, format="fltp", layout="mono")
        frame.sample_rate = 44_100
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    assert "no picture track" in refusal(path)


def test_a_film_with_a_hundred_tracks_ends_in_time(tmp_path):
    path = tmp_path / "tracks.mkv"
    with av.open(str(path), "w") as out:
        streams = []
        for _ in range(100):
            stream = out.add_stream("mpeg4", rate=25)
            stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
            streams.append(stream)
        frame = av.VideoFrame.from_image(scene(1, (64, 48)))
        for stream in streams:
            out.mux(stream.encode(frame))
        for stream in streams:
            out.mux(stream.encode(None))
    started = time.monotonic()
    assert len(key_frames(path).frames) == 1
    assert time.monotonic() - started < 10


def test_a_video_that_is_cut_short_gives_what_is_there(tmp_path):
    path = write_clip(tmp_path / "film.ts", [scene(1), scene(2), scene(3)], each=25)
    data = path.read_bytes()
    found = key_frames(written(tmp_path, data[: len(data) // 2], "cut.ts"))
    assert 1 <= len(found.frames) < 3


def test_a_file_that_takes_too_long_is_refused_in_time(film):
    started = time.monotonic()
    assert "longer than 0.05 seconds" in refusal(film, seconds=0.05)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("number", range(4))
def test_a_mutated_file_gives_frames_or_a_sentence(film, tmp_path, number):
    dice = random.Random(number)
    source = film.read_bytes() if number % 2 else saved(scene(number), "PNG")
    data = bytearray(source)
    for _ in range(40):
        data[dice.randrange(len(data))] = dice.randrange(256)
    path, sentence = written(tmp_path, bytes(data)), "."
    try:
        assert key_frames(path).frames
    except CannotOpenMedia as refused:
        sentence = str(refused)
    assert sentence.endswith(".")

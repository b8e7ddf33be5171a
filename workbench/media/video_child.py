"""Frames of a video, with PyAV. Two walks over the packets: one only counts, one decodes what is wanted.

The first walk decodes nothing, so a film of ten hours costs its reading; the second decodes the chosen key
frames, each alone, and what lies between them only where they are rare. There is no seeking to trust.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import IO, Any

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from workbench.media.confinement import Answer
from workbench.media.luma import fingerprint_of
from workbench.media.passages import NO_TIME, Passage, Walk, planned
from workbench.media.shapes import LONGEST_SIDE, MOST_PIXELS, jpeg_of

_MOST_PACKETS = 2_000_000
_MOST_TRACKS = "32"
# Demuxers that read this one file and open no other: no playlists (hls, dash, concat), no image patterns.
_CONTAINERS = "mov,mp4,matroska,webm,avi,mpegts,mpeg,flv,ogg,asf,gif,h264,hevc,m4v,mpegvideo,ivf,mxf,dv"
_TYPES = {
    "mov": "video/mp4",
    "matroska": "video/x-matroska",
    "avi": "video/x-msvideo",
    "mpegts": "video/mp2t",
    "gif": "image/gif",
}
_NEITHER = "This file is neither a photo nor a video that can be opened."
_NO_TRACK = "This file has no picture track."
_UNDECODABLE = "No picture in this video can be decoded; it may be damaged, cut short or protected."
_TOO_LARGE = "This video has more than 40 million pixels a frame; save a smaller copy and add that."


class NoPictures(Exception):
    """The text is the sentence for a journalist."""


def open_video(file: IO[bytes], budget: int) -> Answer:
    """The answer of `frames_child` for a video. Raises NoPictures."""
    with _opened(file) as container:
        stream = _picture_track(container)
        walk = _walked(container, stream)
        facts = _facts(container, stream, walk)
        unit = float(stream.time_base or 1)
    file.seek(0)
    frames: list[dict[str, Any]] = []
    jpegs: list[bytes] = []
    with _opened(file) as container:
        stream = _picture_track(container)
        for pts, frame in _decoded(container, stream, planned(walk, budget, unit)):
            seen = _upright(frame)
            at = 0.0 if pts == NO_TIME else (pts - walk.start) * unit
            width, height = _size(frame)
            print_ = fingerprint_of(seen).as_json()
            frames.append({"at": round(at, 3), "width": width, "height": height, "fingerprint": print_})
            jpegs.append(jpeg_of(seen))
    if not frames:
        raise NoPictures(_UNDECODABLE)
    size = {"width": frames[0]["width"], "height": frames[0]["height"]}
    return Answer({**facts, **size, "frames": frames}, jpegs)


def _opened(file: IO[bytes]) -> InputContainer:
    # An empty protocol list: a file that names other files or addresses (a playlist, a reference) gets none.
    options = {"format_whitelist": _CONTAINERS, "protocol_whitelist": "", "max_streams": _MOST_TRACKS}
    try:
        return av.open(file, mode="r", options=options)
    except (av.FFmpegError, ValueError) as problem:
        raise NoPictures(_NEITHER) from problem


def _picture_track(container: InputContainer) -> VideoStream:
    pictures = [one for one in container.streams.video if not one.disposition & Disposition.attached_pic]
    if not pictures:
        raise NoPictures(_NO_TRACK)
    stream = pictures[0]
    if stream.codec_context is None or not stream.width or not stream.height:
        raise NoPictures(_UNDECODABLE)
    _refuse_giants(stream.width, stream.height)
    stream.thread_type = "NONE"  # each key frame is decoded alone: threads would only hold memory
    return stream


def _refuse_giants(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise NoPictures(_TOO_LARGE)


def _walked(container: InputContainer, stream: VideoStream) -> Walk:
    walk = Walk(array("q"), [])
    with suppress(av.FFmpegError):  # a file that is cut short gives what is there
        for packet in container.demux(stream):
            if not packet.size or len(walk.times) >= _MOST_PACKETS:
                break
            if packet.is_keyframe:
                walk.keys.append(len(walk.times))
            walk.times.append(NO_TIME if packet.pts is None else packet.pts)
    if not walk.keys:
        raise NoPictures(_UNDECODABLE)
    return walk


def _decoded(
    container: InputContainer, stream: VideoStream, passages: Sequence[Passage]
) -> Iterator[tuple[int, VideoFrame]]:
    context, coming = stream.codec_context, iter(passages)
    passage = next(coming, None)
    with suppress(av.FFmpegError):
        for number, packet in enumerate(container.demux(stream)):
            if passage is None or not packet.size:
                return
            if number < passage.first:
                continue
            if number == passage.first:
                context.skip_frame = "NONKEY" if passage.first == passage.last else "DEFAULT"
            frames = _of(stream, packet)
            if number == passage.last:
                frames += _of(stream, None)
                context.flush_buffers()
            yield from _wanted(frames, passage)
            if number == passage.last:
                passage = next(coming, None)


def _of(stream: VideoStream, packet: Any) -> list[VideoFrame]:
    """The frames a packet gives (None: those still held back); none where it is damaged."""
    with suppress(av.FFmpegError):
        return list(stream.decode(packet))
    return []


def _wanted(frames: Sequence[VideoFrame], passage: Passage) -> Iterator[tuple[int, VideoFrame]]:
    for frame in frames:
        pts = NO_TIME if frame.pts is None or NO_TIME in passage.wanted else frame.pts
        if pts in passage.wanted:
            passage.wanted.discard(pts)
            yield pts, frame


def _size(frame: VideoFrame) -> tuple[int, int]:
    return (frame.height, frame.width) if frame.rotation % 180 else (frame.width, frame.height)


def _upright(frame: VideoFrame) -> Image.Image:
    _refuse_giants(frame.width, frame.height)
    scale = min(1.0, LONGEST_SIDE / max(frame.width, frame.height))
    width, height = (max(1, round(side * scale)) for side in (frame.width, frame.height))
    pixels = frame.reformat(width=width, height=height, format="rgb24").to_ndarray()
    image = Image.fromarray(pixels)
    return image.rotate(frame.rotation, expand=True) if frame.rotation else image


def _facts(container: InputContainer, stream: VideoStream, walk: Walk) -> dict[str, Any]:
    """What the container says. Duration in seconds: of the track, else of the file, else of what was read."""
    unit = float(stream.time_base or 1)
    told = (
        (stream.duration or 0) * unit,
        (container.duration or 0) / av.time_base,
        (walk.end - walk.start) * unit,
    )
    duration = next((seconds for seconds in told if math.isfinite(seconds) and seconds > 0), None)
    container_name, codec = container.format.name.partition(",")[0], stream.codec_context.name
    kind = _TYPES.get(container_name, "application/octet-stream")
    if container_name == "matroska" and codec in ("vp8", "vp9", "libdav1d", "av1"):
        kind = "video/webm"
    return {
        "kind": "video",
        "media_type": kind,
        "container": container_name,
        "codec": codec,
        "duration": None if duration is None else round(duration, 3),
    }

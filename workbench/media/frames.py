"""File in, frames out: what a photo or a video shows, opened in a child process that may be killed."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from workbench.media.confinement import Answer, ChildFailed, Limits, run_confined
from workbench.media.fingerprints import ALGORITHM, Fingerprint

SECONDS = 60
_MEMORY = 2 * 2**30
_LARGEST_ANSWER = 128 * 2**20

_WHY = {
    "time": "This file took longer than {seconds:g} seconds to open; cut out the part that matters and add that.",
    "memory": "This file needs more memory than a photo or video of the desk may use; "
    "save a smaller copy and add that.",
    "crash": "This file broke the program that reads it and may be damaged or hostile; handle it with care.",
}


class CannotOpenMedia(ValueError):
    """The file gives no frames; the text is one sentence for a journalist."""


@dataclass(frozen=True)
class Frame:
    """One frame: seconds from the start, the size it has in the file, and a JPEG of at most 960 pixels."""

    at: float
    width: int
    height: int
    jpeg: bytes
    fingerprint: Fingerprint


@dataclass(frozen=True)
class Film:
    """A photo (one frame) or a video as opened. Size in pixels as seen upright, duration in seconds."""

    kind: Literal["photo", "video"]
    media_type: str
    container: str
    codec: str
    duration: float | None
    width: int
    height: int
    sha256: str
    frames: tuple[Frame, ...]

    def as_json(self, file: str) -> dict[str, Any]:
        """One line of `workbench fingerprint`."""
        frames = [{"at": frame.at, **frame.fingerprint.as_json()} for frame in self.frames]
        return {
            "file": file,
            "kind": self.kind,
            "sha256": self.sha256,
            "algorithm": ALGORITHM,
            "frames": frames,
        }


def key_frames(path: Path, *, budget: int = 24, seconds: float = SECONDS) -> Film:
    """The frames of a photo or video: its key frames, at most `budget`, and more by time where they are rare.

    Raises CannotOpenMedia for whatever is no photo or video, is damaged, or costs too much to open.
    """
    limits = Limits(seconds=seconds, cpu_seconds=math.ceil(seconds), memory=_MEMORY, file_size=_LARGEST_ANSWER)
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            answer = run_confined("workbench.media.frames_child", {"budget": max(1, budget)}, limits, file)
    except OSError as problem:
        raise CannotOpenMedia(f"{path.name} can't be read: {problem.strerror or problem}.") from problem
    except ChildFailed as failure:
        raise CannotOpenMedia(_WHY[failure.how].format(seconds=seconds)) from failure
    if "refused" in answer.header:
        raise CannotOpenMedia(str(answer.header["refused"]))
    try:
        return _film(answer, sha256)
    except (KeyError, TypeError, ValueError) as problem:
        raise CannotOpenMedia(_WHY["crash"]) from problem


def fingerprint_file(path: Path, *, budget: int = 24) -> Mapping[str, Any]:
    """The JSON object that `workbench fingerprint` prints for one file. Raises CannotOpenMedia."""
    return key_frames(path, budget=budget).as_json(str(path))


def _film(answer: Answer, sha256: str) -> Film:
    said = answer.header
    frames = tuple(
        Frame(
            at=float(frame["at"]),
            width=int(frame["width"]),
            height=int(frame["height"]),
            jpeg=jpeg,
            fingerprint=Fingerprint.from_json(frame["fingerprint"]),
        )
        for frame, jpeg in zip(said["frames"], answer.blobs, strict=True)
    )
    if not frames or said["kind"] not in ("photo", "video"):
        raise ValueError("No frames.")
    return Film(
        kind=said["kind"],
        media_type=str(said["media_type"]),
        container=str(said["container"]),
        codec=str(said["codec"]),
        duration=None if said["duration"] is None else float(said["duration"]),
        width=int(said["width"]),
        height=int(said["height"]),
        sha256=sha256,
        frames=frames,
    )

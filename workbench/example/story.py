"""The example live blog: an invented flood, in the normal form that `workbench read` prints."""

from pathlib import Path


def story_bytes() -> bytes:
    """The story as JSON."""
    return (Path(__file__).parent / "flood.json").read_bytes()

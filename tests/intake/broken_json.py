"""JSON broken at random places: values replaced by ones of another kind, dropped, doubled, moved."""

import copy
import json
from typing import Any

from hypothesis import strategies as st

from workbench.intake.document import Document, Reader
from workbench.intake.posts import CannotRead, ReadStory

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["", "<p>", "<blockquote>", "<iframe src='//", "\x00", "http://[", "https://x.example:99999/", "9" * 5000, "[]"]
    ),
    st.lists(st.none() | st.integers() | st.text(max_size=5), max_size=3),
    st.dictionaries(st.sampled_from(["url", "html", "text", "id", "blocks", "model"]), st.none() | st.text(max_size=9)),
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, one in members for found in ((*path, key), *_places(one, (*path, key)))]


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


@st.composite
def broken(draw: st.DrawFn, sample: Any) -> Any:
    """The sample with one to five values replaced, dropped, or put where another was."""
    value = copy.deepcopy(sample)
    for _ in range(draw(st.integers(1, 5))):
        ways = _places(value)
        if not ways:
            break
        way = draw(st.sampled_from(ways))
        holder, last = _at(value, way[:-1]), way[-1]
        act = draw(st.sampled_from(["odd", "gone", "other"]))
        if act == "odd":
            holder[last] = draw(ODD)
        elif act == "gone":
            del holder[last]
        else:
            holder[last] = copy.deepcopy(_at(value, draw(st.sampled_from(ways))))
    return value


def document_of(value: Any, base: str | None = None) -> Document:
    return Document(json.dumps(value), "json", base)


def one_sentence(refusal: CannotRead) -> CannotRead:
    assert str(refusal).endswith(".")
    assert "\n" not in str(refusal)
    return refusal


def read_or_refused(reader: Reader, value: Any) -> ReadStory | CannotRead:
    """What the reader makes of the value; whatever is raised but `CannotRead` fails the test."""
    document = document_of(value)
    sure = reader.claims(document)
    assert sure in (0.0, 0.3, 0.95)
    try:
        story = reader.read(document)
    except CannotRead as refusal:
        return one_sentence(refusal)
    assert story.posts
    assert len({post.id for post in story.posts}) == len(story.posts)
    assert [post.position for post in story.posts] == list(range(len(story.posts)))
    return story

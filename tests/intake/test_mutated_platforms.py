"""What platforms' JSON may be when it is broken or hostile: a story or a refusal, and never anything else."""

import copy
import json
import string
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from platform_samples import SAMPLES, SCRIBBLE_V1, Json

from workbench.intake import (
    arena,
    liveblog24,
    scribblelive_api,
    sourcefabric_api,
    tickaroo,
    wordpress_entries,
)
from workbench.intake.document import Document, Reader
from workbench.intake.posts import CannotRead, ReadStory
from workbench.intake.reading import READERS

PLATFORMS: dict[str, Reader] = {
    one.name: one for one in (scribblelive_api, sourcefabric_api, wordpress_entries, arena, liveblog24, tickaroo)
}
CASES = [*SAMPLES.items(), ("scribblelive_api", SCRIBBLE_V1)]
WORDS = st.sampled_from(
    ["posts", "Posts", "_items", "entries", "news", "data", "Id", "groups", "message", "nid", "html", "schema", "type"]
)
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        [
            "",
            "<p>",
            "<iframe src='//",
            "\x00",
            "http://[",
            "https://x.example:99999/",
            "/Date(9999999999999999)/",
            "2024-99-99T99:99:99Z",
            "new",
            "delete",
            "submitted",
            "comment",
            "1",
            "{}",
            "x" * 5000,
        ]
    ),
    st.lists(st.none() | st.integers() | st.text(max_size=5), max_size=3),
    st.dictionaries(
        st.sampled_from(["url", "html", "text", "id", "name"]), st.none() | st.text(max_size=9), max_size=3
    ),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value inside a value."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, one in members for found in ((*path, key), *places(one, (*path, key)))]


@st.composite
def mutated(draw: st.DrawFn, sample: Json) -> Any:
    """A sample with up to six values replaced, dropped, doubled, or exchanged for each other."""
    value = copy.deepcopy(sample)
    for _ in range(draw(st.integers(1, 6))):
        ways = places(value)
        if not ways:
            break
        *path, last = draw(st.sampled_from(ways))
        holder = value
        for key in path:
            holder = holder[key]
        act = draw(st.sampled_from(["replace", "drop", "double", "wrap", "graft"]))
        if act == "drop":
            del holder[last]
        elif act == "double" and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[last]))
        elif act == "wrap":
            holder[last] = draw(st.sampled_from([[holder[last]], {"x": holder[last]}]))
        elif act == "graft":
            other = value
            for key in draw(st.sampled_from(ways)):
                other = other[key] if isinstance(other, dict | list) and _has(other, key) else other
            holder[last] = copy.deepcopy(other)
        else:
            holder[last] = draw(ODD)
    return value


def _has(holder: Any, key: Any) -> bool:
    return key in holder if isinstance(holder, dict) else isinstance(key, int) and key < len(holder)


def document_of(value: Any) -> Document:
    return Document(json.dumps(value), "json", "https://api.example/x/posts?page=1&PageNumber=1&last_nid=")


def story_or_refusal(name: str, document: Document) -> ReadStory | CannotRead:
    try:
        return PLATFORMS[name].read(document)
    except CannotRead as refusal:
        return refusal


@pytest.mark.parametrize(("name", "sample"), CASES, ids=lambda one: one if isinstance(one, str) else "")
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_answer_broken_at_random_places_is_a_story_or_a_refusal(name: str, sample: Json, data: st.DataObject) -> None:
    document = document_of(data.draw(mutated(sample)))
    for reader in PLATFORMS.values():
        assert 0.0 <= reader.claims(document) <= 1.0
    story = story_or_refusal(name, document)
    if isinstance(story, CannotRead):
        assert str(story).endswith(".")
        return
    assert len({post.id for post in story.posts}) == len(story.posts) > 0
    assert json.loads(json.dumps(story.as_json()))["reader"] == name


@given(st.recursive(ODD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4)))
@settings(max_examples=100, deadline=None)
def test_any_json_is_claimed_or_not_and_never_breaks_a_reader(value: Any) -> None:
    document = document_of(value)
    for reader in PLATFORMS.values():
        claimed = reader.claims(document)
        try:
            reader.read(document)
        except CannotRead:
            continue
        assert claimed > 0


@pytest.mark.parametrize(("name", "sample"), CASES, ids=lambda one: one if isinstance(one, str) else "")
def test_answer_is_claimed_by_its_own_reader_alone(name: str, sample: Json) -> None:
    document = document_of(sample)
    assert {one.name: one.claims(document) for one in READERS if one.claims(document) > 0} == {name: 0.95}


@pytest.mark.parametrize("name", PLATFORMS)
def test_document_of_another_kind_is_refused(name: str) -> None:
    reader = PLATFORMS[name]
    for kind, text in (
        ("text", "Posts, entries, news."),
        ("feed", "<rss></rss>"),
        ("html", "<p>initialData createdAt</p>"),
    ):
        document = Document(text, kind)  # type: ignore[arg-type]
        assert reader.claims(document) == 0.0
        with pytest.raises(CannotRead):
            reader.read(document)


@pytest.mark.parametrize("tags", ["<script>", "<script ", "<script></script ", "<SCRIPT>a={"])
def test_page_of_endless_script_tags_is_searched_in_no_time(tags: str) -> None:
    page = Document(tags * 60_000 + " createdAt _items IsDeleted", "html")
    began = time.process_time()
    assert all(reader.claims(page) == 0.0 for reader in PLATFORMS.values())
    assert time.process_time() - began < 2


@pytest.mark.parametrize("name", PLATFORMS)
def test_deep_and_wide_json_around_an_answer_is_passed_over(name: str) -> None:
    buried: Any = SAMPLES[name]
    for _ in range(9):
        buried = {"a": buried}
    wide = {string.ascii_letters[n % 52] * (n // 52 + 1): [{"posts": []}] * 40 for n in range(3000)}
    for value in (buried, wide):
        assert PLATFORMS[name].claims(document_of(value)) == 0.0

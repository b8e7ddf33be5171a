"""JSON inside a page's scripts."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.intake.islands import islands, without_programs

DATA = {"posts": [{"id": number, "text": "Water </p> at the door"} for number in range(9)]}
TEXT = json.dumps(DATA).replace("</", "<\\/")


def test_data_is_found_in_every_kind_of_script() -> None:
    quoted = json.dumps(TEXT)
    for script in (
        f'<script type="application/json">{TEXT}</script>',
        f'<script id="__NEXT_DATA__" type="application/json">{TEXT}</script>',
        f"<script>window.STATE = {TEXT};</script>",
        f'<script>window["STATE"]={quoted};</script>',
        f"<script>var state = JSON.parse({quoted}); run(state)</script>",
        f"<script>Page.setPayload('/data/live', {TEXT});</script>",
        f"<script>if (a < b) {{ var x = {{a: 1}} }}; window.STATE = {TEXT}</script>",
    ):
        assert islands(f"<html><body>{script}</body></html>") == (DATA,), script


def test_data_for_search_engines_and_small_change_is_left_out() -> None:
    assert islands(f'<script type="application/ld+json">{TEXT}</script><script>var a = {{"b": 1}};</script>') == ()


def test_page_without_its_programs() -> None:
    page = "<head><style>a</style><title>T</title><script>b</style></script></head>x"
    assert without_programs(page) == "<head></style><title>T</title></script></head>x"
    assert without_programs("<p>x<script>never ends") == "<p>x"
    assert without_programs("no tags") == "no tags"


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_any_program_is_looked_through_without_harm(program: str) -> None:
    found = islands(f"<script>{program} x = {TEXT}</script>")
    assert isinstance(found, tuple)

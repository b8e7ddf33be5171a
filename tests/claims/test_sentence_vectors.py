"""Sentence vectors: a real model through ONNX, used only where its hash is the one that the desk gave."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")
pytest.importorskip("tokenizers", reason="tokenizers is not installed")
pytest.importorskip("onnx", reason="onnx is not installed")

from sentence_model import make_model

from workbench.claims.sentence_vectors import NoModel, SentenceVectors


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("model")
    return folder, make_model(folder)


def test_texts_of_one_sense_are_near_whatever_their_words(model: tuple[Path, str]) -> None:
    near, far, same = SentenceVectors(*model).likeness(
        "Ferry sails Friday", ["Boat departs Friday", "Blaze at factory", "Ferry sails Friday"]
    )
    assert near == pytest.approx(1.0, abs=1e-5)
    assert same == pytest.approx(1.0, abs=1e-5)
    assert far < 0.3


@pytest.mark.parametrize("words", ["", "\x00", "ferry " * 5000, "ـ" * 3000, "🛳" * 900])
def test_any_text_has_a_vector(model: tuple[Path, str], words: str) -> None:
    (likeness,) = SentenceVectors(*model).likeness(words, ["Ferry sails"])
    assert -1.01 <= likeness <= 1.01


def test_a_model_whose_hash_is_another_is_not_used(model: tuple[Path, str]) -> None:
    with pytest.raises(NoModel, match="not the one that the setting match_sha256 gives"):
        SentenceVectors(model[0], "0" * 64)
    with pytest.raises(NoModel, match="not the one"):
        SentenceVectors(model[0], "")


def test_a_folder_without_a_model_and_a_file_that_is_none_are_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoModel, match="can't be read"):
        SentenceVectors(tmp_path, "0" * 64)
    digest = make_model(tmp_path)
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(NoModel, match="can't be used"):
        SentenceVectors(tmp_path, digest)

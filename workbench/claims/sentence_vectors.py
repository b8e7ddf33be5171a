"""Sentence vectors that re-rank near claims, for a desk that has a model of its own: an extra, never needed.

A folder holds `model.onnx` and `tokenizer.json`, as sentence models are exported. The model is used only if its
SHA-256 is the one that the desk gave: packages and files named like models are a known trap.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

LONGEST: Final = 128
"""So many tokens of a claim are read."""

KEPT: Final = 5_000
"""The vectors of so many texts are kept: the claims of a large story."""

MODEL: Final = "model.onnx"
TOKENIZER: Final = "tokenizer.json"

Vector = NDArray[np.float32]


class NoModel(ValueError):
    """The desk's model can't be used; the text says why in one sentence."""


class SentenceVectors:
    """A sentence model: how near the senses of two texts are."""

    def __init__(self, folder: Path, sha256: str) -> None:
        """Load the model of a folder. Raises `NoModel`."""
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as problem:
            raise NoModel("Sentence vectors need more packages: pip install 'workbench[match]'.") from problem
        model = _checked(folder / MODEL, sha256)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the web server has threads of its own
        options.log_severity_level = 4
        try:
            self._tokenizer: Any = Tokenizer.from_str((folder / TOKENIZER).read_text(encoding="utf-8"))
            self._tokenizer.enable_truncation(LONGEST)
            self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
            self._inputs = {one.name for one in self._session.get_inputs()}
            self._vector("a claim")
        except Exception as problem:  # both libraries raise classes of their own, and bare Exception
            reason = (str(problem).splitlines() or [type(problem).__name__])[0]
            raise NoModel(f"The model in {folder} can't be used: {reason[:200]}") from problem
        self.vector = lru_cache(maxsize=KEPT)(self._vector)

    def likeness(self, words: str, others: Sequence[str]) -> list[float]:
        """The cosine of the text's vector and each other one's, -1..1."""
        own = self.vector(words)
        return [float(own @ self.vector(other)) for other in others]

    def _vector(self, words: str) -> Vector:
        """The mean of the vectors of its tokens, of length one."""
        read = self._tokenizer.encode(words)
        given = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
        rows = {name: np.array([row], dtype=np.int64) for name, row in given.items() if name in self._inputs}
        found = np.asarray(self._session.run(None, rows)[0], dtype=np.float32)[0]
        if found.ndim == 2:
            mask = np.array(read.attention_mask, dtype=np.float32)
            found = (found * mask[:, None]).sum(axis=0) / max(1.0, float(mask.sum()))
        if found.ndim != 1 or not np.isfinite(found).all():
            raise ValueError("it gives no vector of numbers for a text")
        length = float(np.linalg.norm(found)) or 1.0
        return np.asarray(found / length, dtype=np.float32)


def _checked(path: Path, sha256: str) -> bytes:
    try:
        model = path.read_bytes()
    except OSError as problem:
        raise NoModel(f"{path} can't be read: {problem.strerror}.") from problem
    found = hashlib.sha256(model).hexdigest()
    if found != sha256.strip().lower():
        raise NoModel(f"{path} has the SHA-256 {found}, not the one that the setting match_sha256 gives.")
    return model

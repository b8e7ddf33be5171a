"""A sentence model made on the spot, small and real: words of one sense have one vector."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

SENSES = (
    ("[UNK]",), ("ferry", "boat", "ship"), ("sails", "departs", "leaves"), ("fire", "blaze"), ("mill", "factory"),
    ("friday",), ("noon", "midday"),
)  # fmt: skip


def make_model(folder: Path) -> str:
    """Write model.onnx and tokenizer.json; gives the SHA-256 of the model."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {word: number for number, word in enumerate(word for words in SENSES for word in words)}
    rows = [np.eye(len(SENSES), dtype=np.float32)[sense] for sense, words in enumerate(SENSES) for _ in words]
    weights = numpy_helper.from_array(np.array(rows, dtype=np.float32), "weights")
    graph = helper.make_graph(
        [helper.make_node("Gather", ["weights", "input_ids"], ["vectors"])],
        "senses",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", "tokens", len(SENSES)])],
        [weights],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()

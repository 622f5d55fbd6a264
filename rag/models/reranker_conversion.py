"""Turns a cross-encoder into an int8 OpenVINO graph that orders as it does.

A program of its own (`python -m rag.models.reranker_conversion`, started by `prepared.py`), like `conversion.py`.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import nncf
import numpy as np
import openvino
import torch

from rag.models.conversion import CALIBRATION, VERIFICATION, sentences
from rag.models.prepared import FACTS_FILE, GRAPH_FILE, RECIPE
from rag.models.reranker_card import RerankerCard
from rag.models.reranker_openvino import OpenvinoReranker, Pairs, padded
from rag.models.reranker_torch import TorchReranker

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_AGREEMENT: Final = 0.99  # correlation of the scores of int8 and fp32 below which fp32 is kept


def convert(card: RerankerCard, target: Path, weights: str) -> float:
    """Write the graph and its facts into `target`; returns how well what was kept agrees with fp32, at most 1."""
    reference = TorchReranker(card)
    pairs = list(pairwise(sentences(CALIBRATION)))
    rows = Pairs(card).rows(pairs)
    plain = _traced(reference.model, with_types=any(any(types) for _, types in rows))
    names = [port.get_any_name() for port in plain.inputs]
    feeds = [{name: value for name, value in padded([row]).items() if name in names} for row in rows]
    quantised = nncf.quantize(plain, nncf.Dataset(feeds), model_type=nncf.ModelType.TRANSFORMER, subset_size=len(feeds))
    target.mkdir(parents=True)
    openvino.save_model(quantised, target / GRAPH_FILE)
    texts = sentences(VERIFICATION)
    expected = reference.scores(texts[0], texts)
    agreement = _agreement(expected, OpenvinoReranker(card, target / GRAPH_FILE).scores(texts[0], texts))
    precision = f"int8r{RECIPE}"
    if agreement < LEAST_AGREEMENT:
        openvino.save_model(plain, target / GRAPH_FILE, compress_to_fp16=False)
        agreement = _agreement(expected, OpenvinoReranker(card, target / GRAPH_FILE).scores(texts[0], texts))
        precision = "fp32"
    facts = {"weights": weights, "recipe": RECIPE, "precision": precision, "agreement": round(agreement, 5)}
    (target / FACTS_FILE).write_text(json.dumps(facts), encoding="utf-8")
    return agreement


def _traced(model: Any, *, with_types: bool) -> openvino.Model:  # noqa: ANN401 - torch modules have no types
    """The classifier alone (one number a pair out), with every size left open."""
    network = model[0].auto_model.eval()
    network.config.return_dict = False
    names = ("input_ids", "attention_mask", *(["token_type_ids"] if with_types else []))
    example = {name: torch.ones((2, 8), dtype=torch.int64) for name in names}
    with torch.no_grad():
        graph = openvino.convert_model(network, example_input=example)
    for port in graph.inputs:
        port.get_node().set_partial_shape(openvino.PartialShape([-1, -1]))
    graph.validate_nodes_and_infer_types()
    network.config.return_dict = True
    return graph


def _agreement(expected: Sequence[float], found: Sequence[float]) -> float:
    return float(np.corrcoef(expected, found)[0, 1])


def main() -> None:
    """Convert the model whose card stands on the standard input."""
    task = json.loads(sys.stdin.read())
    target, weights = Path(task.pop("target")), str(task.pop("weights"))
    convert(RerankerCard(**{**task, "folder": Path(task["folder"])}), target, weights)


if __name__ == "__main__":
    main()

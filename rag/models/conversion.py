"""Turns a sentence-transformers model into an int8 OpenVINO graph that agrees with it.

A program of its own (`python -m rag.models.conversion`, started by `prepared.py`): the task comes as JSON on standard
input, the graph and its facts go to a new folder. Calibrated on sentences of ours, so that nothing is fetched.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import nncf
import openvino
import torch

from rag.models.catalogue import EmbedderCard
from rag.models.embedder_openvino import OpenvinoEmbedder, padded
from rag.models.embedder_torch import TorchEmbedder
from rag.models.prepared import FACTS_FILE, GRAPH_FILE, RECIPE
from rag.models.tokens import Tokens

if TYPE_CHECKING:
    from rag.models.batches import Matrix

CALIBRATION: Final = Path(__file__).with_name("calibration.txt")
VERIFICATION: Final = Path(__file__).with_name("verification.txt")
LEAST_LIKENESS: Final = 0.99  # mean cosine of int8 against fp32 below which fp32 is kept


def sentences(file: Path) -> list[str]:
    """The sentences of one of our text files, comments left out."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def convert(card: EmbedderCard, target: Path, weights: str) -> float:
    """Write the graph and its facts into `target`; returns the mean cosine of what was kept against fp32."""
    reference = TorchEmbedder(card)
    plain = _traced(reference.model)
    names = [port.get_any_name() for port in plain.inputs]
    ids = Tokens(card).ids([card.passage_prefix + text for text in sentences(CALIBRATION)])
    feeds = [{name: value for name, value in padded([row], len(row)).items() if name in names} for row in ids]
    quantised = nncf.quantize(plain, nncf.Dataset(feeds), model_type=nncf.ModelType.TRANSFORMER, subset_size=len(feeds))
    target.mkdir(parents=True)
    openvino.save_model(quantised, target / GRAPH_FILE)
    texts = sentences(VERIFICATION)
    expected = reference.embed_passages(texts)
    likeness = _agreement(expected, OpenvinoEmbedder(card, target / GRAPH_FILE, "").embed_passages(texts))
    precision = f"int8r{RECIPE}"
    if likeness < LEAST_LIKENESS:
        openvino.save_model(plain, target / GRAPH_FILE, compress_to_fp16=False)
        likeness = _agreement(expected, OpenvinoEmbedder(card, target / GRAPH_FILE, "").embed_passages(texts))
        precision = "fp32"
    facts = {"weights": weights, "recipe": RECIPE, "precision": precision, "likeness": round(likeness, 5)}
    (target / FACTS_FILE).write_text(json.dumps(facts), encoding="utf-8")
    return likeness


def _traced(model: Any) -> openvino.Model:  # noqa: ANN401 - torch modules have no types
    """The transformer alone (token vectors out), with every size left open."""
    network = model[0].auto_model.eval()
    network.config.return_dict = False
    example = {
        "input_ids": torch.ones((2, 8), dtype=torch.int64),
        "attention_mask": torch.ones((2, 8), dtype=torch.int64),
    }
    with torch.no_grad():
        graph = openvino.convert_model(network, example_input=example)
    for port in graph.inputs:
        port.get_node().set_partial_shape(openvino.PartialShape([-1, -1]))
    graph.validate_nodes_and_infer_types()
    network.config.return_dict = True
    return graph


def _agreement(expected: Matrix, found: Matrix) -> float:
    return float((expected * found).sum(axis=1).mean())


def main() -> None:
    """Convert the model whose card stands on the standard input."""
    task = json.loads(sys.stdin.read())
    target, weights = Path(task.pop("target")), str(task.pop("weights"))
    card = EmbedderCard(**{**task, "folder": Path(task["folder"]), "languages": tuple(task["languages"])})
    convert(card, target, weights)


if __name__ == "__main__":
    main()

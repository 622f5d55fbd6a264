"""What every search model must keep, whatever engine runs it."""

from __future__ import annotations

import numpy as np

from rag.models.embedder import Embedder

TEXTS = ["Le bail est résilié.", "x", "Les congés payés " * 60, "", "Une facture impayée \ud800 abîmée"]


def check_embedder(embedder: Embedder) -> None:
    rows = embedder.embed_passages(TEXTS)
    assert rows.shape == (len(TEXTS), embedder.card.dimensions)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-3)
    alone = np.stack([embedder.embed_passages([text])[0] for text in TEXTS])
    assert (rows * alone).sum(axis=1).min() > 0.999, "a text's vector must not depend on its neighbours"
    assert embedder.embed_question("congés").shape == (embedder.card.dimensions,)
    assert embedder.embed_passages([]).shape == (0, embedder.card.dimensions)
    counted = embedder.count_tokens(TEXTS)
    assert counted[3] == 0
    assert counted[2] > 100
    assert embedder.fingerprint.startswith(embedder.card.name)

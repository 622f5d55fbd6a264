"""Sorting learnt from examples: logistic regression and nearest examples together, with a confidence that was measured.

Few examples need what does not depend on them: how rare a word is at large, what it means, what a mail does (`cues`).
The confidence comes from examples that were left out while learning, over a cautious expectation that counts less the
more examples there are. Below `SURE` the answer is "not sure", with the best guesses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from rag.office.mail.cues import forms_in, names
from rag.office.mail.features import Space
from rag.office.mail.record import Guess, Sorting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rag.models.batches import Matrix

SURE: Final = 0.96  # confidence from which a category is given without a question mark; see `bench/README.md`
FREEDOM: Final = 2.0  # scikit-learn's C; as all of these chosen on the part `dev`
NEIGHBOURS: Final = 7
SHARPNESS: Final = 8.0  # how much more a nearer example counts
NEAREST_SHARE: Final = 0.3  # of the nearest examples in the result; the rest is the regression's
PARTS: Final = 5  # of the examples, each left out once
BEST: Final = 3
# What to expect of a guess that leads by so much: (lead, how often right, how many observations this counts for).
EXPECTED: Final = ((0.0, 0.45, 15.0), (0.15, 0.7, 15.0), (0.3, 0.86, 15.0), (0.6, 0.97, 15.0), (0.9, 0.995, 15.0))


class Learnt(NamedTuple):
    """What one fit holds; the examples themselves stay outside."""

    regression: Any
    basis: Matrix  # from likeness with the examples to coordinates


class Learner:
    """Knows some categories by their examples. Never changes; a correction makes a new one."""

    def __init__(self, examples: Sequence[tuple[str, str]], embed: Callable[[Sequence[str]], Matrix]) -> None:
        """Learn.

        Args:
            examples: subject and text of a mail, and the id of its category; of at least two categories.
            embed: makes unit vectors of texts, shape (n, dimensions).
        """
        self.categories = tuple(dict.fromkeys(category for _, category in examples))
        texts = [text for text, _ in examples]
        self._labels = np.array([self.categories.index(category) for _, category in examples])
        self._space = Space(texts, embed)
        self._words, self._dense = self._space.seen(texts)
        alike = self._likeness(self._words, self._dense)
        self._learnt = self._fit(alike, self._labels)
        self._lengths = np.sqrt(np.diag(alike))
        self._right = self._calibrated(alike)

    def sort(self, texts: Sequence[str]) -> list[Sorting]:
        """Where each mail belongs; its subject and text as in the examples."""
        if not texts:
            return []
        words, dense = self._space.seen(texts)
        own = np.sqrt(np.asarray(words.multiply(words).sum(axis=1)).ravel() + (dense * dense).sum(axis=1))
        shares = self._shares(self._learnt, self._likeness(words, dense), own, self._lengths, self._labels)
        return [self._sorting(row, text) for row, text in zip(shares, texts, strict=True)]

    def _sorting(self, shares: Matrix, text: str) -> Sorting:
        order = np.argsort(-shares, kind="stable")
        confidence = float(self._right.predict_proba([[_lead(shares)]])[0, 1])
        best = int(order[0])
        return Sorting(
            self.categories[best],
            confidence >= SURE,
            round(confidence, 4),
            tuple(Guess(self.categories[place], round(float(shares[place]), 4)) for place in order[:BEST]),
            tuple(self._telling(text, best))[:BEST],
        )

    def _telling(self, text: str, category: int) -> Iterator[str]:
        """The words of a mail that do what speaks most for its category."""
        means = self._dense[self._labels == category].mean(axis=0) - self._dense.mean(axis=0)
        weights = means[-len(names()) :]
        for place in np.argsort(-weights)[:BEST]:
            yield from forms_in(text, names()[place])[:2]

    def _likeness(self, words: Any, dense: Matrix) -> Matrix:  # noqa: ANN401 - a sparse matrix
        return np.asarray((words @ self._words.T).toarray() + dense @ self._dense.T)

    @staticmethod
    def _fit(alike: Matrix, labels: Any) -> Learnt:  # noqa: ANN401 - an array of whole numbers
        """A linear regression by likeness alone: in coordinates of the examples it is the same, and takes no time."""
        from sklearn.linear_model import LogisticRegression

        values, vectors = np.linalg.eigh(alike)
        kept = values > values[-1] * 1e-9
        basis = vectors[:, kept] / np.sqrt(values[kept])
        regression = LogisticRegression(C=FREEDOM, max_iter=2_000, class_weight="balanced")
        return Learnt(regression.fit(alike @ basis, labels), basis)

    def _shares(self, learnt: Learnt, alike: Matrix, own: Matrix, lengths: Matrix, labels: Any) -> Matrix:  # noqa: ANN401
        """What speaks for each category; rows sum to 1. Shape (mails, categories)."""
        shares = np.zeros((len(alike), len(self.categories)))
        shares[:, learnt.regression.classes_] = learnt.regression.predict_proba(alike @ learnt.basis)
        cosines = alike / np.outer(np.maximum(own, 1e-9), np.maximum(lengths, 1e-9))
        nearest = np.zeros_like(shares)
        for row, cosine in zip(nearest, cosines, strict=True):
            order = np.argsort(-cosine, kind="stable")[:NEIGHBOURS]
            np.add.at(row, labels[order], np.exp(SHARPNESS * (cosine[order] - cosine[order[0]])))
        nearest /= nearest.sum(axis=1, keepdims=True)
        return np.asarray((1 - NEAREST_SHARE) * shares + NEAREST_SHARE * nearest)

    def _calibrated(self, alike: Matrix) -> Any:  # noqa: ANN401 - scikit-learn has no types
        """How often a guess is right by its lead, from examples that were left out, and from `EXPECTED`."""
        from sklearn.linear_model import LogisticRegression

        observed = [(lead, right, 1.0) for lead, right in self._left_out(alike)]
        for lead, share, weight in EXPECTED:
            observed += [(lead, True, weight * share), (lead, False, weight * (1 - share))]
        leads, rights, weights = zip(*observed, strict=True)
        return LogisticRegression(C=100.0).fit([[lead] for lead in leads], rights, sample_weight=weights)

    def _left_out(self, alike: Matrix) -> Iterator[tuple[float, bool]]:
        places = np.arange(len(self._labels))
        part = np.zeros(len(places), dtype=int)
        for category in range(len(self.categories)):
            members = np.flatnonzero(self._labels == category)
            part[members] = np.arange(len(members)) % PARTS
        for number in range(PARTS):
            out, kept = places[part == number], places[part != number]
            if not len(out) or len(set(self._labels[kept])) < 2:  # noqa: PLR2004 - a choice takes two
                continue
            learnt = self._fit(alike[np.ix_(kept, kept)], self._labels[kept])
            shares = self._shares(
                learnt, alike[np.ix_(out, kept)], self._lengths[out], self._lengths[kept], self._labels[kept]
            )
            for row, label in zip(shares, self._labels[out], strict=True):
                yield _lead(row), bool(np.argmax(row) == label)


def _lead(shares: Matrix) -> float:
    """How far the best is before the second."""
    second, first = np.sort(shares)[-2:]
    return float(first - second)

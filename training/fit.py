"""Fitting one linear model a label, and the margins it needs so that it is right when it speaks."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dialogs.reading.linear import LENGTH, Model

SMALLEST = 0.04  # weights nearer to nothing than this are left out


class Fitted:
    """Models for all labels on one set of examples: each example is its set of features."""

    def __init__(
        self, rows: Sequence[frozenset[str]], labels: Sequence[str], truth: np.ndarray, strength: float
    ) -> None:
        self.labels = tuple(labels)
        self.names = DictVectorizer(dtype=np.float32)
        seen = self.names.fit_transform([dict.fromkeys(row, LENGTH / sqrt(len(row) or 1)) for row in rows])
        common = np.asarray((seen > 0).sum(axis=0)).ravel() >= 2
        self.keep = np.flatnonzero(common)
        used = csr_matrix(seen[:, self.keep])
        self.models = [
            LogisticRegression(C=strength, solver="liblinear", class_weight={0: 1.0, 1: 2.0}).fit(used, truth[:, place])
            for place in range(len(labels))
        ]

    def sums(self, rows: Sequence[frozenset[str]]) -> np.ndarray:
        """The sum of each label for each row."""
        seen = csr_matrix(
            self.names.transform([dict.fromkeys(row, LENGTH / sqrt(len(row) or 1)) for row in rows])[:, self.keep]
        )
        return np.column_stack([model.decision_function(seen) for model in self.models])

    def model(self, needed: Sequence[float]) -> Model:
        """As the small model that runs in the bot."""
        names = self.names.get_feature_names_out()[self.keep]
        table = np.vstack([model.coef_[0] for model in self.models])
        weights = {}
        for place, name in enumerate(names):
            own = [
                (label, round(float(one) * 100)) for label, one in enumerate(table[:, place]) if abs(one) >= SMALLEST
            ]
            if own:
                weights[str(name)] = tuple(part for pair in own for part in pair)
        base = tuple(round(float(model.intercept_[0]) * 100) for model in self.models)
        return Model(self.labels, base, tuple(round(one * 100) for one in needed), weights)


def needed_for(sums: np.ndarray, truth: np.ndarray, precision: float) -> float:
    """The smallest margin from which on that share of what is said is true, or the best there is."""
    order = np.argsort(-sums)
    right = np.cumsum(truth[order])
    share = right / np.arange(1, len(order) + 1)
    good = np.flatnonzero((share >= precision) & (np.arange(len(order)) >= 4))
    if len(good) == 0:
        good = np.array([int(np.argmax(share[4:])) + 4])
    last = int(good[-1])
    after = sums[order[last + 1]] if last + 1 < len(order) else sums[order[last]] - 1
    return float((sums[order[last]] + after) / 2)

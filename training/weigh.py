"""Fitting for few examples and many words: what tells most of a label weighs most, and small weights are dropped.

Each feature is scaled before the fit, by how much more often it stands in sentences with the label than without (after
Wang and Manning, 2012, "Baselines and Bigrams"), or by how rare it is. The scale goes into the weights: the bot reads a
plain linear model.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dialogs.reading.linear import LENGTH, Model

COMMON = 2  # sentences a feature stands in before it is learnt from
TRUE_WEIGHS = 2.0  # a sentence with the label weighs as much as that many without: a miss is worse
RARE = 4.0


class Way(Struct, frozen=True):
    """How a label is fitted: by `contrast` or by rarity, how freely, and which weights are dropped."""

    contrast: bool
    strength: float
    smallest: float


class Table:
    """All examples as one matrix of features, each sentence at the same length."""

    def __init__(self, seen: Sequence[frozenset[str]]) -> None:
        names = DictVectorizer(dtype=np.float32)
        self.there = csr_matrix(names.fit_transform([dict.fromkeys(row, 1.0) for row in seen]))
        self.names = names.get_feature_names_out()
        lengths = np.maximum(np.asarray(self.there.sum(axis=1)).ravel(), 1)
        self.scaled = csr_matrix(diags(LENGTH / np.sqrt(lengths)) @ self.there)

    def weights(self, places: np.ndarray, truth: np.ndarray, way: Way) -> tuple[np.ndarray, float]:
        """The weight of every feature and the base of one label, from the examples at these places."""
        there = self.there[places]
        often = np.asarray(there.sum(axis=0)).ravel()
        keep = np.flatnonzero(often >= COMMON)
        scale = _contrast(there, often, truth)[keep] if way.contrast else np.log(len(places) / often[keep]) / RARE
        used = csr_matrix(self.scaled[places][:, keep] @ diags(scale))
        model = LogisticRegression(
            C=way.strength,
            solver="liblinear",
            dual=True,
            tol=0.01,
            class_weight={0: 1.0, 1: TRUE_WEIGHS},
            random_state=0,
        ).fit(used, truth)
        weights = np.zeros(len(self.names))
        weights[keep] = model.coef_[0] * scale
        weights[np.abs(weights) < way.smallest] = 0
        return weights, float(model.intercept_[0])


def _contrast(there: csr_matrix, often: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """How unevenly each feature stands in sentences with and without the label."""
    true = np.asarray(there[truth == 1].sum(axis=0)).ravel() + 1
    other = often - true + 2
    found: np.ndarray = np.abs(np.log((true / true.sum()) / (other / other.sum())))
    return found


def packed(
    labels: Sequence[str], names: Sequence[str], weights: np.ndarray, base: Sequence[float], needed: Sequence[float]
) -> Model:
    """As the small model that runs in the bot, in hundredths; `weights` has a row a label."""
    whole = np.rint(weights * 100).astype(int)
    rows = {}
    for place in np.flatnonzero(whole.any(axis=0)):
        of = np.flatnonzero(whole[:, place])
        rows[str(names[place])] = tuple(int(part) for label in of for part in (label, whole[label, place]))
    return Model(
        tuple(labels), tuple(round(one * 100) for one in base), tuple(round(one * 100) for one in needed), rows
    )

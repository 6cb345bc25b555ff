"""The reader of boundaries and replies: trained on all writers, and measured on each writer by the others alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from dialogs.feedback.labels import COMPONENTS, FLAWS, LABELS, STYLES
from dialogs.feedback.read import SURE_OF_STYLE, Message, rule_places
from dialogs.reading.features import features
from dialogs.reading.linear import Model
from training.corpus import Row
from training.fit import Fitted, needed_for

STRENGTH = 0.5
# Asked for on our own writers; another hand always comes out lower, so this is set above the bars of 0.80.
PRECISION = {**dict.fromkeys(COMPONENTS, 0.92), **dict.fromkeys(FLAWS, 0.96), **dict.fromkeys(STYLES, 0.84)}


class Examples(Struct):
    """Rows ready to be learnt from: their features, the labels that are true, and those that a rule found."""

    rows: list[Row]
    seen: list[frozenset[str]]
    truth: np.ndarray
    ruled: np.ndarray


def examples(rows: Sequence[Row]) -> Examples:
    """The features and labels of every row."""
    seen, truth, ruled = [], np.zeros((len(rows), len(LABELS)), int), np.zeros((len(rows), len(LABELS)), bool)
    for number, row in enumerate(rows):
        message = Message(row.text, row.kind, "en")
        found = rule_places(message, "en")
        seen.append(frozenset(name for name, _, _ in features(message.words, message.kinds, message.also(found))))
        for label in (*row.labels, *([row.style] if row.style else ())):
            truth[number, LABELS.index(label)] = 1
        for label in found.keys() & set(LABELS):
            ruled[number, LABELS.index(label)] = True
    return Examples(list(rows), seen, truth, ruled)


def left_out(every: Examples) -> np.ndarray:
    """For every row, each label's sum by a model that never saw the row's writer."""
    writers = np.array([row.writer for row in every.rows])
    sums = np.zeros(every.truth.shape)
    for writer in sorted(set(writers)):
        known, new = np.flatnonzero(writers != writer), np.flatnonzero(writers == writer)
        fitted = Fitted([every.seen[one] for one in known], LABELS, every.truth[known], STRENGTH)
        sums[new] = fitted.sums([every.seen[one] for one in new])
    return sums


def needed(every: Examples, sums: np.ndarray) -> list[float]:
    """The margin each label needs, so that what is said is right as often as PRECISION asks on writers not seen."""
    return [needed_for(sums[:, place], every.truth[:, place], PRECISION[label]) for place, label in enumerate(LABELS)]


def train(every: Examples, margins: Sequence[float]) -> Model:
    """The model from all writers."""
    return Fitted(every.seen, LABELS, every.truth, STRENGTH).model(margins)


def said(every: Examples, sums: np.ndarray, margins: Sequence[float]) -> np.ndarray:
    """What the reader would say: a rule's labels, and those whose sum passes its margin."""
    found: np.ndarray = every.ruled | (sums > np.array(margins))
    return found


def style_said(sums: np.ndarray, margins: Sequence[float]) -> list[str | None]:
    """The style the reader would give each row, or None."""
    first = LABELS.index(STYLES[0])
    lead = sums[:, first:] - np.array(margins)[first:]
    order = np.argsort(-lead, axis=1)
    best = np.take_along_axis(lead, order[:, :2], axis=1)
    sure = (best[:, 0] - best[:, 1]) * 100 >= SURE_OF_STYLE
    return [STYLES[place] if is_sure else None for place, is_sure in zip(order[:, 0], sure, strict=True)]

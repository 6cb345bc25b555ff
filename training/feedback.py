"""The reader of boundaries and replies: trained on all writers, and measured on each writer by the others alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct

from dialogs.feedback import Reading
from dialogs.feedback.coached import load_coached
from dialogs.feedback.labels import COMPONENTS, FLAWS, LABELS, STYLES
from dialogs.feedback.read import Message, Reader
from dialogs.reading.features import features
from dialogs.reading.linear import Model
from training.corpus import Row
from training.fit import Fitted, needed_for

STRENGTH = 0.5
# Asked for on our own writers; another hand always comes out lower, so this is set above the bars of 0.80.
PRECISION = {**dict.fromkeys(COMPONENTS, 0.92), **dict.fromkeys(FLAWS, 0.97), **dict.fromkeys(STYLES, 0.84)}


class Examples(Struct):
    """Rows ready to be learnt from: their features, and the labels that are true."""

    rows: list[Row]
    seen: list[frozenset[str]]
    truth: np.ndarray


def examples(rows: Sequence[Row]) -> Examples:
    """The features and labels of every row."""
    seen, truth, coached = [], np.zeros((len(rows), len(LABELS)), int), load_coached("en")
    for number, row in enumerate(rows):
        message = Message(row.text, row.kind, "en")
        shown = coached.read(message.words, "direct").shown
        seen.append(frozenset(name for name, _, _ in features(message.words, message.kinds, message.also(shown))))
        for label in (*row.labels, *([row.style] if row.style else ())):
            truth[number, LABELS.index(label)] = 1
    return Examples(list(rows), seen, truth)


class LeftOut(Struct):
    """For each writer a fit that never saw their sentences, and the sums it gives these."""

    fits: dict[str, Fitted]
    sums: np.ndarray

    def readers(self, margins: Sequence[float]) -> dict[str, Reader]:
        """For each writer, the reader as it would run without them."""
        coached = load_coached("en")
        return {writer: Reader("en", coached, fit.model(margins)) for writer, fit in self.fits.items()}


def left_out(every: Examples) -> LeftOut:
    """Fit once for each writer, on all the others."""
    writers = np.array([row.writer for row in every.rows])
    found = LeftOut({}, np.zeros(every.truth.shape))
    for writer in sorted(set(writers)):
        known, new = np.flatnonzero(writers != writer), np.flatnonzero(writers == writer)
        fitted = Fitted([every.seen[one] for one in known], LABELS, every.truth[known], STRENGTH)
        found.sums[new] = fitted.sums([every.seen[one] for one in new])
        found.fits[writer] = fitted
    return found


def needed(every: Examples, sums: np.ndarray) -> list[float]:
    """The margin each label needs, so that what is said is right as often as PRECISION asks on writers not seen."""
    own = np.array([row.measures for row in every.rows])
    sums, truth = sums[own], every.truth[own]
    return [needed_for(sums[:, place], truth[:, place], PRECISION[label]) for place, label in enumerate(LABELS)]


def train(every: Examples, margins: Sequence[float]) -> Model:
    """The model from all writers."""
    return Fitted(every.seen, LABELS, every.truth, STRENGTH).model(margins)


def readings(rows: Iterable[Row], readers: dict[str, Reader]) -> list[Reading]:
    """What each row's reader says of it."""
    return [readers[row.writer].read(row.text, row.kind, "direct") for row in rows]


def said(found: Sequence[Reading]) -> np.ndarray:
    """Which labels were said of each row."""
    labels = [{*one.components, *one.flaws} for one in found]
    return np.array([[label in own for label in LABELS] for own in labels])

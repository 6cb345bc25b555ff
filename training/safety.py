"""The crisis and abuse screen: trained on sentences of our own and on freely licensed ones, measured on sources not seen.

Rows from outside are read from a folder beside the project and never copied; only rows under CC BY 4.0 may shape weights.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct

from dialogs.reading.features import features
from dialogs.reading.linear import Model
from dialogs.safety.screen import ANY, EXPLICIT, LABELS, Words
from training.corpus import Row
from training.fit import Fitted, needed_for

STRENGTH = 0.3
NAMES = (*LABELS, ANY, EXPLICIT)
FREE = frozenset(("av9ash_cssrs", "goemotions_train", "hypo", "xstest"))  # CC BY 4.0
SEVERE = 4


class Examples(Struct):
    """Rows ready to be learnt from; `known` says which labels a row says anything about."""

    rows: list[Row]
    seen: list[frozenset[str]]
    truth: np.ndarray
    ruled: list[str]


def outside(path: Path) -> list[Row]:
    """Rows of the shared development set: risk, abuse or none, with their source as the writer."""
    return [_outside_row(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def _outside_row(raw: dict[str, object]) -> Row:
    label = {"risk": "self_harm", "abuse": "coercive_control"}.get(str(raw["label"]))
    severe = isinstance(raw.get("severity"), int) and int(str(raw["severity"])) >= SEVERE
    tier = "none" if label is None else "explicit" if severe else "uncertain"
    return Row(
        writer=str(raw.get("source", "ambiguous")), text=str(raw["text"]), kind="statement", context=None,
        labels=frozenset([label] if label else []), style=None, tier=tier, hard=raw.get("hard") == "idiom",
    )  # fmt: skip


def examples(rows: Sequence[Row]) -> Examples:
    """The features and labels of every row, and the tier the rules alone give it."""
    seen, ruled = [], []
    truth = np.zeros((len(rows), len(NAMES)), int)
    for number, row in enumerate(rows):
        words = Words(row.text, "en")
        seen.append(frozenset(name for name, _, _ in features(words.words, words.kinds, words.seen())))
        tiers = {tier for _, tier in words.ruled()}
        ruled.append("explicit" if "explicit" in tiers else "uncertain" if tiers else "none")
        for label in row.labels:
            truth[number, NAMES.index(label)] = 1
        truth[number, NAMES.index(ANY)] = bool(row.labels)
        truth[number, NAMES.index(EXPLICIT)] = row.tier == "explicit"
    return Examples(list(rows), seen, truth, ruled)


def fit(every: Examples, places: Sequence[int]) -> Fitted:
    """A model of these rows."""
    return Fitted([every.seen[one] for one in places], NAMES, every.truth[list(places)], STRENGTH)


def left_out(every: Examples) -> np.ndarray:
    """For every row, each label's sum by a model that never saw the row's writer or source; weights from free rows only."""
    writers = [row.writer for row in every.rows]
    sums = np.zeros(every.truth.shape)
    for writer in sorted(set(writers)):
        known = [one for one, name in enumerate(writers) if name != writer and may_teach(name)]
        new = [one for one, name in enumerate(writers) if name == writer]
        sums[new] = fit(every, known).sums([every.seen[one] for one in new])
    return sums


def may_teach(writer: str) -> bool:
    """Whether weights may come from that writer or source: our own, or CC BY 4.0."""
    return writer in FREE or writer[1:].isdecimal()


def train(every: Examples, margins: Sequence[float]) -> Model:
    """The model from every row that may teach."""
    return fit(every, [one for one, row in enumerate(every.rows) if may_teach(row.writer)]).model(margins)


def needed(every: Examples, sums: np.ndarray) -> list[float]:
    """The margins: `any` by the false alarms we accept, `explicit` by being right nearly always, labels at even odds."""
    margins = [0.0] * len(LABELS)
    none = ~every.truth[:, NAMES.index(ANY)].astype(bool)
    alarms = np.sort(sums[none, NAMES.index(ANY)])[::-1]
    margins.append(float(alarms[int(len(alarms) * ALARMS)]))
    margins.append(needed_for(sums[:, NAMES.index(EXPLICIT)], every.truth[:, NAMES.index(EXPLICIT)], SURE))
    return margins


ALARMS = 0.05  # of ordinary words, how many may be asked about
SURE = 0.9


def tiers(every: Examples, sums: np.ndarray, margins: Sequence[float]) -> list[str]:
    """The tier each row would get."""
    some = sums[:, NAMES.index(ANY)] > margins[NAMES.index(ANY)]
    sure = some & (sums[:, NAMES.index(EXPLICIT)] > margins[NAMES.index(EXPLICIT)])
    found = []
    for rule, is_some, is_sure in zip(every.ruled, some, sure, strict=True):
        explicit = rule == "explicit" or is_sure
        found.append("explicit" if explicit else "uncertain" if rule == "uncertain" or is_some else "none")
    return found


def calm(rows: Sequence[Row]) -> list[Row]:
    """Sentences of the feedback corpus as examples of ordinary words: those without a threat, which no rule finds."""
    plain = [row for row in rows if "threat" not in row.labels and not Words(row.text, "en").ruled()]
    return [Row(f"f{row.writer[1:]}", row.text, row.kind, None, frozenset(), None, "none", hard=False) for row in plain]

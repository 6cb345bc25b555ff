"""The crisis and abuse screen: trained on sentences of our own and freely licensed ones, measured on others.

Rows from outside are read where they lie and never copied; only those under CC BY 4.0 may shape weights.
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
from training.fit import Fitted

STRENGTH = 0.3
NAMES = (*LABELS, ANY, EXPLICIT)
FREE = frozenset(("av9ash_cssrs", "goemotions_train", "hypo", "xstest"))  # CC BY 4.0
SEVERE = 4
QUARTERS = 4
CALM = "f"  # writers of the feedback corpus
# By hand, from the figures: a miss is worse than a question too many, and an explicit card for nothing is to be rare.
MARGINS = [*[0.0] * len(LABELS), 1.5, 2.0]


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
        tiers = {tier for _, tier in words.ruled}
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
    """For every row, each label's sum by a model that never saw the row's source, or its quarter of our own writers."""
    groups: dict[str, list[int]] = {}
    for place, row in enumerate(every.rows):
        name = f"own {sum(map(ord, row.writer)) % QUARTERS}" if is_ours(row.writer) else row.writer
        groups.setdefault(name, []).append(place)
    sums = np.zeros(every.truth.shape)
    for new in groups.values():
        hidden = set(new)
        known = [one for one, row in enumerate(every.rows) if one not in hidden and may_teach(row.writer)]
        sums[new] = fit(every, known).sums([every.seen[one] for one in new])
    return sums


def is_ours(writer: str) -> bool:
    """Whether a writer is one of our own."""
    return writer[1:].isdecimal()


def may_teach(writer: str) -> bool:
    """Whether weights may come from that writer or source: our own, or CC BY 4.0."""
    return writer in FREE or is_ours(writer)


def train(every: Examples) -> Model:
    """The model from every row that may teach."""
    return fit(every, [one for one, row in enumerate(every.rows) if may_teach(row.writer)]).model(MARGINS)


def tiers(every: Examples, sums: np.ndarray) -> np.ndarray:
    """The tier each row would get."""
    ruled = np.array(every.ruled)
    some = sums[:, NAMES.index(ANY)] > MARGINS[NAMES.index(ANY)]
    sure = some & (sums[:, NAMES.index(EXPLICIT)] > MARGINS[NAMES.index(EXPLICIT)])
    found: np.ndarray = np.where(
        (ruled == EXPLICIT) | sure, EXPLICIT, np.where((ruled != "none") | some, "uncertain", "none")
    )
    return found


def figures(every: Examples, sums: np.ndarray) -> str:
    """The page's table: what is found, what alarms for nothing."""
    found = tiers(every, sums)
    alarm = found != "none"
    ours = np.array([is_ours(row.writer) for row in every.rows])
    labels = np.array([next(iter(row.labels), "none") for row in every.rows])
    tier = np.array([row.tier for row in every.rows])
    hard = np.array([row.hard for row in every.rows])
    boundary = np.array([row.writer.startswith(CALM) for row in every.rows])
    parts = [
        ("outside, risk: found at all", "0.90", alarm[~ours & (labels == "self_harm")]),
        ("outside, abuse: found at all", "0.85", alarm[~ours & (labels == "coercive_control")]),
        ("outside, severe risk: explicit", "0.95", (found == EXPLICIT)[~ours & (tier == EXPLICIT)]),
        ("outside, idioms: alarm for nothing", "0.10 at most", alarm[~ours & (labels == "none") & hard]),
        ("outside, ordinary words: alarm for nothing", "0.05 at most", alarm[~ours & (labels == "none") & ~hard]),
        ("outside, no danger: explicit for nothing", "0.01 at most", (found == EXPLICIT)[~ours & (labels == "none")]),
        ("our own, danger: found at all", "", alarm[ours & (labels != "none")]),
        ("our own, ordinary words: alarm for nothing", "", alarm[ours & (labels == "none") & ~hard & ~boundary]),
        ("our own, boundaries and replies: alarm for nothing", "", alarm[boundary]),
        ("our own, words that look like danger: alarm for nothing", "", alarm[ours & (labels == "none") & hard]),
    ]
    rows = [f"| {name} | {bar} | {one.mean():.2f} ({len(one)}) |" for name, bar, one in parts if len(one)]
    return "\n".join(["| what | bar | figure (sentences) |", "|---|---|---|", *rows])


def calm(rows: Sequence[Row]) -> list[Row]:
    """Sentences of the feedback corpus as ordinary words: a boundary is no danger. Those a rule finds are left out."""
    plain = [row for row in rows if "threat" not in row.labels and not Words(row.text, "en").ruled]
    return [
        Row(f"{CALM}{row.writer[1:]}", row.text, row.kind, None, frozenset(), None, "none", hard=False) for row in plain
    ]

"""The crisis and abuse screen: trained on sentences of our own and freely licensed ones, measured on others.

Rows from outside are read where they lie and never copied; only those under CC BY 4.0 may shape weights.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from dialogs.reading.features import features
from dialogs.reading.linear import Model
from dialogs.safety.screen import ANY, EXPLICIT, LABELS, Words
from training.corpus import Row
from training.weigh import Table, Way, packed

NAMES = (ANY, EXPLICIT, *LABELS)  # the screen looks at the first before any other
WAYS = {
    ANY: Way(contrast=True, strength=0.1, smallest=0.055),
    EXPLICIT: Way(contrast=False, strength=0.3, smallest=0.06),
}
OF_A_LABEL = Way(contrast=True, strength=0.1, smallest=0.15)
FREE = frozenset(("av9ash_cssrs", "goemotions_train", "hypo", "xstest"))  # CC BY 4.0
SEVERE = 4
QUARTERS = 4
CALM = "f"  # writers of the feedback corpus
AMBIGUOUS = "ambiguous"  # words that call for a gentle question: never help at once, never silence
# By hand, from the figures: a miss is worse than a question too many, and an explicit card for nothing is to be rare.
MARGINS = {ANY: 0.5, EXPLICIT: -0.3}


class Examples(Struct):
    """Rows ready to be learnt from: their features, the labels that are true, and the tier the rules alone give."""

    rows: list[Row]
    table: Table
    truth: np.ndarray
    ruled: list[str]
    joking: list[bool]
    planned: list[bool]


def outside(path: Path) -> list[Row]:
    """Rows of the shared development set, their source as the writer, and the ambiguous ones that lie beside it."""
    beside = path.with_name("safety_ambiguous.jsonl")
    rows = [_outside_row(json.loads(line)) for line in path.read_text("utf-8").splitlines()]
    unsure = beside.read_text("utf-8").splitlines() if beside.is_file() else []
    return [*rows, *(msgspec.structs.replace(_outside_row(json.loads(line)), writer=AMBIGUOUS) for line in unsure)]


def _outside_row(raw: dict[str, object]) -> Row:
    label = {"risk": "self_harm", "abuse": "coercive_control"}.get(str(raw["label"]))
    severe = isinstance(severity := raw.get("severity"), int) and severity >= SEVERE
    tier = "none" if label is None else "explicit" if severe else "uncertain"
    return Row(
        writer=str(raw["source"]), text=str(raw["text"]), kind="statement", context=None,
        labels=frozenset([label] if label else []), style=None, tier=tier, hard=raw.get("hard") == "idiom",
    )  # fmt: skip


def examples(rows: Sequence[Row]) -> Examples:
    """The features and labels of every row, and the tier the rules alone give it."""
    seen, ruled, joking, planned = [], [], [], []
    truth = np.zeros((len(rows), len(NAMES)), int)
    for number, row in enumerate(rows):
        words = Words(row.text, "en")
        seen.append(frozenset(name for name, _, _ in features(words.words, words.kinds, words.seen())))
        joking.append(words.is_joking)
        planned.append(words.is_planned)
        tiers = {tier for _, tier in words.ruled}
        ruled.append("explicit" if "explicit" in tiers else "uncertain" if tiers else "none")
        for label in row.labels:
            truth[number, NAMES.index(label)] = 1
        truth[number, NAMES.index(ANY)] = bool(row.labels)
        truth[number, NAMES.index(EXPLICIT)] = row.tier == "explicit"
    return Examples(list(rows), Table(seen), truth, ruled, joking, planned)


def left_out(every: Examples) -> np.ndarray:
    """Each row's sums of ANY and EXPLICIT by models that never saw its source, or its quarter of our writers."""
    groups: dict[str, list[int]] = {}
    for place, row in enumerate(every.rows):
        groups.setdefault(_group(row.writer), []).append(place)
    sums = np.zeros((len(every.rows), len(WAYS)))
    for name, new in groups.items():
        known = [one for one, row in enumerate(every.rows) if may_teach(row.writer) and _group(row.writer) != name]
        for column, label in enumerate(WAYS):
            weights, base = weigh(every, known, label)
            sums[new, column] = every.table.scaled[new] @ weights + base
    return sums


def _group(writer: str) -> str:
    """The rows that are left out together; sources that teach nothing may all be read by the same model."""
    if is_ours(writer):
        return f"own {sum(map(ord, writer)) % QUARTERS}"
    return writer if may_teach(writer) else "others"


def weigh(every: Examples, places: Sequence[int], label: str) -> tuple[np.ndarray, float]:
    """One label's weights from these rows. Whether lesser risk outside is explicit is not said there, nor asked."""
    truth = every.truth[:, NAMES.index(label)]
    rows = [every.rows[one] for one in places]
    known = [
        one
        for one, row in zip(places, rows, strict=True)
        if label != EXPLICIT or is_ours(row.writer) or row.tier != "uncertain"
    ]
    return every.table.weights(np.array(known), truth[known], WAYS.get(label, OF_A_LABEL))


def is_ours(writer: str) -> bool:
    """Whether a writer is one of our own."""
    return writer[1:].isdecimal()


def may_teach(writer: str) -> bool:
    """Whether weights may come from that writer or source: our own, or CC BY 4.0."""
    return writer in FREE or is_ours(writer)


def train(every: Examples) -> Model:
    """The model from every row that may teach."""
    known = [one for one, row in enumerate(every.rows) if may_teach(row.writer)]
    fitted = [weigh(every, known, label) for label in NAMES]
    needed = [MARGINS.get(label, 0.0) for label in NAMES]
    weights, base = np.vstack([one for one, _ in fitted]), [one for _, one in fitted]
    return packed(NAMES, every.table.names, weights, base, needed)


def tiers(every: Examples, sums: np.ndarray) -> np.ndarray:
    """The tier each row would get, as the screen gives it."""
    ruled = np.array(every.ruled)
    some = sums[:, 0] > MARGINS[ANY]
    sure = some & (sums[:, 1] > MARGINS[EXPLICIT]) & ~np.array(every.joking)
    clear = np.array(every.planned) & (some | (ruled != "none"))
    explicit = (ruled == EXPLICIT) | sure | clear
    found: np.ndarray = np.where(explicit, EXPLICIT, np.where((ruled != "none") | some, "uncertain", "none"))
    return found


def figures(every: Examples, sums: np.ndarray) -> str:
    """The page's table: what is found, what alarms for nothing."""
    found = tiers(every, sums)
    alarm = found != "none"
    unsure = np.array([row.writer == AMBIGUOUS for row in every.rows])
    ours = np.array([is_ours(row.writer) for row in every.rows]) | unsure
    labels = np.array([next(iter(row.labels), "none") for row in every.rows])
    mine = ours & ~unsure
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
        ("outside, could be either: explicit", "0", (found == EXPLICIT)[unsure]),
        ("outside, could be either: asked about or more", "1", alarm[unsure]),
        ("our own, danger: found at all", "", alarm[mine & (labels != "none")]),
        ("our own, clear danger: found at all", "", alarm[mine & (tier == EXPLICIT)]),
        ("our own, clear danger: explicit", "", (found == EXPLICIT)[mine & (tier == EXPLICIT)]),
        ("our own, ordinary words: alarm for nothing", "", alarm[mine & (labels == "none") & ~hard & ~boundary]),
        ("our own, boundaries and replies: alarm for nothing", "", alarm[boundary]),
        ("our own, words that look like danger: alarm for nothing", "", alarm[mine & (labels == "none") & hard]),
    ]
    rows = [f"| {name} | {bar} | {one.mean():.2f} ({len(one)}) |" for name, bar, one in parts if len(one)]
    return "\n".join(["| what | bar | figure (sentences) |", "|---|---|---|", *rows])


def calm(rows: Sequence[Row]) -> list[Row]:
    """Sentences of the feedback corpus as ordinary words: a boundary is no danger. Those a rule finds are left out."""
    plain = [row for row in rows if "threat" not in row.labels and not Words(row.text, "en").ruled]
    return [
        Row(f"{CALM}{row.writer[1:]}", row.text, row.kind, None, frozenset(), None, "none", hard=False) for row in plain
    ]

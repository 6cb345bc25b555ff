"""Figures as Markdown: how often what is said is right, and how much of what is there is found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dialogs.feedback import Reading
from dialogs.feedback.labels import COMPONENTS, FLAWS
from training.feedback import Examples, said


def of_feedback(every: Examples, readings: Sequence[Reading]) -> str:
    """The page's tables: in all, by label, by writer."""
    found = said(readings)
    measures = np.array([row.measures for row in every.rows])
    writers = np.array([row.writer for row in every.rows])
    parts = ["### In all", "", *_whole(every, readings, measures), ""]
    parts += ["### On the one hand that wrote before the rules were made (w00)", ""]
    parts += [*_whole(every, readings, writers == "w00"), "", "### By label", ""]
    parts += ["| label | sentences | precision | recall |", "|---|---|---|---|"]
    for place, label in enumerate((*COMPONENTS, *FLAWS)):
        truth = every.truth[measures][:, [place]]
        precision, recall = score(found[measures][:, [place]], truth)
        parts.append(f"| {label} | {truth.sum()} | {precision:.2f} | {recall:.2f} |")
    parts += ["", "### By writer, each left out of the training", ""]
    parts += ["| writer | components | flaws |", "|---|---|---|"]
    for writer in sorted(set(writers)):
        mine = writers == writer
        first, last = len(COMPONENTS), len(COMPONENTS) + len(FLAWS)
        cells = [score(found[mine][:, cut], every.truth[mine][:, cut]) for cut in (slice(0, first), slice(first, last))]
        shown = " | ".join(f"{precision:.2f} / {recall:.2f}" for precision, recall in cells)
        parts.append(f"| {writer} | {shown} |")
    return "\n".join(parts)


def _whole(every: Examples, readings: Sequence[Reading], mine: np.ndarray) -> list[str]:
    first, last = len(COMPONENTS), len(COMPONENTS) + len(FLAWS)
    truth, found = every.truth[mine], said(readings)[mine]
    components = score(found[:, :first], truth[:, :first])
    flaws = score(found[:, first:last], truth[:, first:last])
    sound = (truth[:, first:last].sum(1) == 0) & (truth[:, :first].sum(1) >= 2)
    quiet = (found[sound][:, first:last].sum(1) == 0).mean()
    pairs = [
        (one.style, row.style)
        for one, row, is_mine in zip(readings, every.rows, mine, strict=True)
        if is_mine and row.style
    ]
    spoken = [(style, true) for style, true in pairs if style]
    right = sum(style == true for style, true in spoken) / max(len(spoken), 1)
    speaks = len(spoken) / max(len(pairs), 1)
    return [
        "| what | bar | figure |",
        "|---|---|---|",
        f"| components: precision / recall | 0.80 / 0.65 | {components[0]:.2f} / {components[1]:.2f} |",
        f"| flaws: precision / recall | 0.80 / 0.55 | {flaws[0]:.2f} / {flaws[1]:.2f} |",
        f"| no flaw in a well-formed boundary | 0.92 | {quiet:.2f} ({int(sound.sum())} sentences) |",
        f"| style: accuracy / how often it speaks | 0.82 / 0.70 | {right:.2f} / {speaks:.2f} |",
    ]


def score(found: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Precision and recall, all labels counted together."""
    true = truth.astype(bool)
    both = (found & true).sum()
    return float(both / max(found.sum(), 1)), float(both / max(true.sum(), 1))

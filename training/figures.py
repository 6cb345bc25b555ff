"""Figures as Markdown: how often what is said is right, and how much of what is there is found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dialogs.feedback.labels import COMPONENTS, FLAWS
from training.feedback import Examples, style_said


def of_feedback(every: Examples, said: np.ndarray, sums: np.ndarray, margins: Sequence[float]) -> str:
    """The page's tables: in all, by label, by writer."""
    writers = np.array([row.writer for row in every.rows])
    parts = ["### In all", "", *_whole(every, said, sums, margins, np.ones(len(writers), bool)), ""]
    parts += ["### On the one hand that wrote before the rules were made (w00)", ""]
    parts += [*_whole(every, said, sums, margins, writers == "w00"), "", "### By label", ""]
    parts += ["| label | sentences | precision | recall |", "|---|---|---|---|"]
    for place, label in enumerate((*COMPONENTS, *FLAWS)):
        precision, recall = score(said[:, [place]], every.truth[:, [place]])
        parts.append(f"| {label} | {every.truth[:, place].sum()} | {precision:.2f} | {recall:.2f} |")
    parts += ["", "### By writer, each left out of the training", ""]
    parts += ["| writer | components | flaws |", "|---|---|---|"]
    for writer in sorted(set(writers)):
        mine = writers == writer
        first, last = len(COMPONENTS), len(COMPONENTS) + len(FLAWS)
        cells = [score(said[mine][:, cut], every.truth[mine][:, cut]) for cut in (slice(0, first), slice(first, last))]
        shown = " | ".join(f"{precision:.2f} / {recall:.2f}" for precision, recall in cells)
        parts.append(f"| {writer} | {shown} |")
    return "\n".join(parts)


def _whole(
    every: Examples, said: np.ndarray, sums: np.ndarray, margins: Sequence[float], mine: np.ndarray
) -> list[str]:
    first, last = len(COMPONENTS), len(COMPONENTS) + len(FLAWS)
    truth, found = every.truth[mine], said[mine]
    components = score(found[:, :first], truth[:, :first])
    flaws = score(found[:, first:last], truth[:, first:last])
    sound = (truth[:, first:last].sum(1) == 0) & (truth[:, :first].sum(1) >= 2)
    quiet = (found[sound][:, first:last].sum(1) == 0).mean()
    styles = [style for style, is_mine in zip(style_said(sums, margins), mine, strict=True) if is_mine]
    rows = [row for row, is_mine in zip(every.rows, mine, strict=True) if is_mine]
    pairs = [(style, row.style) for style, row in zip(styles, rows, strict=True) if row.style]
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


def score(said: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Precision and recall, all labels counted together."""
    true = truth.astype(bool)
    both = (said & true).sum()
    return float(both / max(said.sum(), 1)), float(both / max(true.sum(), 1))

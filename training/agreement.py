"""How far two readers agree: a second hand's labels of some of the sentences, beside the writers' own."""

from __future__ import annotations

import json
from pathlib import Path

from dialogs.feedback.labels import COMPONENTS, FLAWS
from training.corpus import ROOT, Row, row

SECOND = ROOT / "second" / "feedback.jsonl"


def table(second: Path = SECOND) -> str:
    """Agreement as Markdown: of what either reader said, the share both said; of styles both gave, the share alike."""
    pairs = _pairs(second)
    parts = ["| what | both said, of what either said | sentences |", "|---|---|---|"]
    for name, labels in (("components", COMPONENTS), ("flaws", FLAWS)):
        both, either = _shared(pairs, frozenset(labels))
        parts.append(f"| {name} | {both / max(either, 1):.2f} | {len(pairs)} |")
    styles = [(first.style, other.style) for first, other in pairs if first.style and other.style]
    alike = sum(one == two for one, two in styles)
    parts.append(f"| style, where both gave one | {alike / max(len(styles), 1):.2f} | {len(styles)} |")
    return "\n".join(parts)


def _pairs(second: Path) -> list[tuple[Row, Row]]:
    """Each sentence as its writer labelled it, and as the second reader did."""
    found = []
    for line in second.read_text("utf-8").splitlines():
        other = json.loads(line)
        writer, number = other["id"].split("-")
        first = json.loads((ROOT / "feedback" / f"{writer}.jsonl").read_text("utf-8").splitlines()[int(number)])
        found.append((row(writer, first), row(writer, {**first, **other})))
    return found


def _shared(pairs: list[tuple[Row, Row]], labels: frozenset[str]) -> tuple[int, int]:
    both = sum(len(first.labels & other.labels & labels) for first, other in pairs)
    either = sum(len((first.labels | other.labels) & labels) for first, other in pairs)
    return both, either

"""The corpus: sentences of our own, one file a writer, each line a JSON object with its labels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

ROOT = Path(__file__).parents[1] / "corpus"


class Row(Struct, frozen=True):
    """One sentence: who wrote it, its text, and everything its labels say."""

    writer: str
    text: str
    kind: str
    context: str | None
    labels: frozenset[str]
    style: str | None
    tier: str
    hard: bool

    @property
    def measures(self) -> bool:
        """Whether figures and margins come from it: rows of `t` files were written to teach, knowing the rules."""
        return not self.writer.startswith("t")


def rows(task: str, root: Path = ROOT) -> list[Row]:
    """Every sentence of `feedback` or `safety`, by writer."""
    return [row for path in sorted((root / task).glob("*.jsonl")) for row in _read(path)]


def _read(path: Path) -> Iterator[Row]:
    for line in path.read_text("utf-8").splitlines():
        yield row(path.stem, json.loads(line))


def row(writer: str, raw: dict[str, Any]) -> Row:
    """A line of a corpus file as a row."""
    labels = [*raw.get("components", ()), *raw.get("flaws", ())]
    if raw.get("label", "none") != "none":
        labels.append(raw["label"])
    return Row(
        writer=writer,
        text=raw["text"],
        kind=raw.get("kind", "statement"),
        context=raw.get("context"),
        labels=frozenset(labels),
        style=raw.get("style"),
        tier=raw.get("tier", "none"),
        hard=bool(raw.get("hard")) or "hardneg" in raw.get("tags", ()),
    )

"""Whether the words shown are those that carry the label: marked by hand, then compared with what the reader points at.

`corpus/spans/feedback.jsonl` has sentences of the corpus, each with one label and the stretches of words that carry it,
marked from the text alone. Each is read by a reader that never saw its writer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from dialogs.feedback import Finding
from dialogs.feedback.read import Reader
from training.corpus import ROOT

MARKED = ROOT / "spans" / "feedback.jsonl"
SHORT = 8  # words: a stretch up to this long is never too long to point with
BAR = 0.85


class Pointed(Struct, frozen=True):
    """A marked sentence beside what the reader pointed at: None where it did not give the label."""

    label: str
    text: str
    words: list[str]
    finding: Finding | None

    @property
    def is_right(self) -> bool:
        """Whether the stretch shown meets the marked words, and is no longer than twice them or eight words."""
        if self.finding is None:
            return False
        most = max(SHORT, 2 * sum(len(stretch.split()) for stretch in self.words))
        return len(self.finding.text.split()) <= most and any(self._meets(stretch) for stretch in self.words)

    def _meets(self, stretch: str) -> bool:
        start = self.text.find(stretch)
        return self.finding is not None and start < self.finding.end and self.finding.start < start + len(stretch)


def point(readers: dict[str, Reader], marked: Path = MARKED) -> list[Pointed]:
    """What each sentence's reader points at for the marked label."""
    found = []
    for raw in map(json.loads, marked.read_text("utf-8").splitlines()):
        reading = readers[raw["id"].split("-")[0]].read(raw["text"], raw["kind"], "direct")
        found.append(Pointed(raw["label"], raw["text"], raw["words"], reading.first(raw["label"])))
    return found


def table(pointed: Sequence[Pointed]) -> str:
    """As Markdown: of the marked sentences whose label was found, the share where the right words were shown."""
    parts = ["| words shown | bar | figure | found, of marked |", "|---|---|---|---|"]
    parts.append(_line("all labels", pointed, BAR))
    for source in ("rule", "model"):
        own = [one for one in pointed if one.finding and one.finding.why.startswith(source)]
        parts.append(_line(f"shown by a {source}", own))
    labels = dict.fromkeys(one.label for one in pointed)
    return "\n".join([*parts, *(_line(label, [one for one in pointed if one.label == label]) for label in labels)])


def _line(name: str, pointed: Sequence[Pointed], bar: float | None = None) -> str:
    found = [one for one in pointed if one.finding]
    share = sum(one.is_right for one in found) / max(len(found), 1)
    return f"| {name} | {bar or ''} | {share:.2f} | {len(found)} of {len(pointed)} |"

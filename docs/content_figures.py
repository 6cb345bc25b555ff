"""Prints the figures of docs/content-review.md: for each dialog its reading grade and its longest turn.

`python docs/content_figures.py`; the same measures as `tandem check` (dialogs/check_style.py).
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from dialogs import reading_ease
from dialogs.check_lines import lines_of
from dialogs.check_wording import plain
from dialogs.load import load_library
from dialogs.script import Script


def grade(script: Script) -> float:
    """The reading grade of everything it says and asks."""
    said = [
        plain(text)
        for step in script.steps.values()
        for line in lines_of(step)
        if line.place in ("say", "ask")
        for text in line.variants
    ]
    return reading_ease.grade("\n".join(said))


def longest(script: Script) -> int:
    """The words of its longest turn, the person's own left out."""
    return max(
        sum(
            max(len(reading_ease.words(plain(text))) for text in words.variants)
            for words in (step.say, step.ask)
            if words
        )
        for step in script.steps.values()
    )


library, _ = load_library(Path(__file__).parents[1] / "dialogs")
for script in sorted(library.dialogs("en"), key=lambda one: (one.strategy, one.id)):
    sys.stdout.write(f"| `{script.id}` | {script.strategy} | {grade(script):.1f} | {longest(script)} |\n")

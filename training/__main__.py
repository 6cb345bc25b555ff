"""`python -m training [feedback|safety|spans|agreement] [FILE]`: fit the readers, write their figures into the docs.

FILE is the shared development set of the crisis screen, which is read where it lies; without it the screen is fitted
and measured on our own sentences alone.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import msgspec

from dialogs.reading.linear import Model
from training import agreement, feedback, figures, safety, spans
from training.corpus import rows

ROOT = Path(__file__).parents[1]
_MARKS = re.compile(r"(<!-- figures -->\n).*?(<!-- end -->)", re.DOTALL)


def write_model(room: str, model: Model) -> None:
    """Put a model where the bot reads it."""
    path = ROOT / "dialogs" / room / "model" / "en.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(msgspec.json.encode(model) + b"\n")
    print(f"{path.relative_to(ROOT)}: {len(model.weights)} features")


def write_figures(page: str, text: str) -> None:
    """Put figures between the marks of a page."""
    path = ROOT / "docs" / page
    whole = path.read_text("utf-8")
    path.write_text(_MARKS.sub(lambda found: f"{found[1]}{text}\n{found[2]}", whole), "utf-8")


def train_feedback() -> None:
    """The reader of boundaries and replies."""
    every = feedback.examples(rows("feedback"))
    without = feedback.left_out(every)
    margins = feedback.needed(every, without.sums)
    readers = without.readers(margins)
    found = feedback.readings(every.rows, readers)
    shown = f"### The words that are shown\n\n{spans.table(spans.point(readers))}"
    write_figures("feedback.md", f"{figures.of_feedback(every, found)}\n\n{shown}")
    write_model("feedback", feedback.train(every, margins))


def print_spans() -> None:
    """How often the right words are shown, and where they are not."""
    every = feedback.examples(rows("feedback"))
    without = feedback.left_out(every)
    pointed = spans.point(without.readers(feedback.needed(every, without.sums)))
    print(spans.table(pointed))
    for one in pointed:
        if one.finding and not one.is_right:
            print(f"{one.label}: shown {one.finding.text!r}, marked {one.words} in {one.text!r} ({one.finding.why})")


def train_safety(outside: Path | None) -> None:
    """The crisis and abuse screen."""
    shared = safety.outside(outside) if outside else []
    every = safety.examples([*rows("safety"), *shared, *safety.calm(rows("feedback"))])
    write_figures("safety.md", safety.figures(every, safety.left_out(every)))
    write_model("safety", safety.train(every))


TASKS = ("feedback", "safety", "spans", "agreement")
names = [word for word in sys.argv[1:] if word in TASKS] or ["feedback", "safety"]
file = next((Path(word) for word in sys.argv[1:] if word not in TASKS), None)
if "agreement" in names:
    print(agreement.table())
if "spans" in names:
    print_spans()
if "feedback" in names:
    train_feedback()
if "safety" in names:
    train_safety(file)

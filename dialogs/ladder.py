"""The ladder of rehearsals: which rungs were passed, and when the next is mentioned. Going there is free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.rehearsal.partner import HARDEST
from dialogs.script import Choice, Choices
from dialogs.session import Chosen

if TYPE_CHECKING:
    from dialogs.play import Play

RUNG = "step_"
ENOUGH = 2  # passes on both axes, after which the next rung is mentioned


def rung_of(choice: str) -> int | None:
    """The rung that a choice's id names, or None."""
    number = choice.removeprefix(RUNG)
    return int(number) if choice.startswith(RUNG) and number in map(str, range(HARDEST + 1)) else None


def note(play: Play, rung: int, run: int, *, passed: bool) -> None:
    """Remember whether that run passed that rung; undone and done again, a run counts once."""
    runs = [one for one in play.passes.get(str(rung), ()) if one != run]
    runs += [run] if passed else []
    play.passes = {**play.passes, str(rung): tuple(runs[-ENOUGH:])}


def passed(play: Play) -> None:
    """The rung that was chosen in the script on top is passed."""
    chosen = (answer.id for answer in play.frame.answers.values() if isinstance(answer, Chosen))
    rung = next((found for one in chosen if (found := rung_of(one)) is not None), None)
    if rung is not None:
        note(play, rung, play.frame.run, passed=True)


def hint(play: Play) -> str:
    """That the next rung is there, once one was passed twice; empty where there is nothing to say."""
    steady = [int(rung) for rung, runs in play.passes.items() if len(runs) >= ENOUGH]
    labels = _labels(play)
    here, above = (max(steady), max(steady) + 1) if steady else (HARDEST, HARDEST + 1)
    if here not in labels or above not in labels:
        return ""
    return play.text(play.phrase("step_up"), step=labels[here], next=labels[above])


def _labels(play: Play) -> dict[int, str]:
    """The labels of the rungs that are asked for now."""
    question = play.top()[1].question
    options: tuple[Choice, ...] = question.options if isinstance(question, Choices) else ()
    return {rung: play.text(one.label) for one in options if (rung := rung_of(one.id)) is not None}

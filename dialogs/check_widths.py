"""How long a filled-in placeholder can be, in UTF-16 units."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.help_lines import MOST_UNITS
from dialogs.markup import units
from dialogs.own_plan import MOST_SHOWN
from dialogs.script import Choice, Choices, Pick, Script, Step

MOST_FREE = 602  # a person's words are cut to 600 and may be isolated by two direction marks
_BUILT_IN = {
    "quote": MOST_FREE, "name": 66, "timezone": 40, "local_time": 40, "title": 40, "country": 60, "bot": 66,
    "record": 2000, "record_day": 10, "next_why": 200,
    "answered": 2, "clear_count": 2, "respect_count": 2, "turning_reply": 300, "best_reply": 300, "turning_push": 300,
    "turning_head": 60, "first_tip": 120, "counter_skill": 120, "step_up": 200,
    "own_plan": MOST_SHOWN + 40, **MOST_UNITS, "noticed": 460, "finding": 60, "axis": 120, "reason": 300,
    "example_before": 160, "example_after": 160,
}  # fmt: skip
_BY_TYPE = {"scale": 4, "when": 60}


def widths(script: Script, longest_question: int) -> dict[str, int]:
    """The longest text that each placeholder of the script can stand for."""
    found = dict(_BUILT_IN, question=longest_question)
    for slot in script.slots.values():
        found[slot.name] = _BY_TYPE.get(slot.type, MOST_FREE)
    for slot in script.slots.values():
        if slot.type in ("choice", "pick"):
            found[slot.name] = max(
                (_of_step(step) for step in script.steps.values() if step.save_as == slot.name), default=0
            )
    return found


def _of_step(step: Step) -> int:
    match step.question:
        case Choices(options=options):
            return max(_labels(options), default=0)
        case Pick(options=options, at_most=at_most):
            return sum(2 + width for width in sorted(_labels(options))[-at_most:])
        case _:
            return MOST_FREE


def _labels(options: Iterable[Choice]) -> list[int]:
    return [max(units(text) for text in option.label.variants) for option in options]

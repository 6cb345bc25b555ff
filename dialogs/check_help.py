"""Help: the rooms with numbers to call show them first, whatever a person was doing, and wait for nothing.

Commands are obeyed before any script is asked, so no word of the language takes /sos or /stop away. What a script could
still do is keep the card back: behind the gate, a question, another script, a verb or an answer. That is found here.
"""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.check_lines import lines_of, placeholders
from dialogs.problems import Problem
from dialogs.script import Script, Step

HELP_ROOMS = frozenset(("sos", "urgent_check", "urgent_self", "urgent_abuse", "urgent_other"))
CARD = "{emergency}"
_BEFORE = ("record", "set", "follow_up")
_INSTEAD = ("ask", "call", "do", "end")


def check_help(script: Script) -> Iterator[Problem]:
    """What keeps back the card of a room with help; nothing in any other script."""
    if script.id not in HELP_ROOMS:
        return
    if script.kind != "system" or script.confronts:
        yield Problem(script.mark, "F115", "Help stands in nobody's way: write `kind: system`, without `confronts`.")
    for step in _way_to_card(script):
        yield from _keeps_back(step)
        if _shows_card(step):
            yield from _needs_an_answer(script, step)


def _way_to_card(script: Script) -> Iterator[Step]:
    """The first step and those that follow it by themselves, up to the card."""
    seen: set[str] = set()
    step = script.steps.get(script.start)
    while step is not None and step.id not in seen:
        yield step
        seen.add(step.id)
        step = None if _shows_card(step) else script.steps.get(step.then or "")


def _shows_card(step: Step) -> bool:
    return any(words is not None and all(CARD in one for one in words.variants) for words in (step.say, step.ask))


def _keeps_back(step: Step) -> Iterator[Problem]:
    instead = () if _shows_card(step) else _INSTEAD
    for word in (*_BEFORE, *instead):
        if getattr(step, word):
            mark = step.marks.get(word, step.mark)
            yield Problem(mark, "F115", f'"{word}" comes before the card with {CARD}: show the card first.')


def _needs_an_answer(script: Script, step: Step) -> Iterator[Problem]:
    for line in lines_of(step):
        waits = [name for name in placeholders(line) if name in script.slots]
        if waits and line.place in ("say", "ask") and not line.after_answer:
            yield Problem(line.mark, "F115", f"The card waits for {{{waits[0]}}}: leave answers out of it.")

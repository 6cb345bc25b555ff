"""Saying what was noticed in an answer, and what a person makes of it: another try, as it is, or "I don't agree".

The wording is the coach's (dialogs/advice), and so are the scripts that ask (`feedback`, and one for each kind of
"I can't tell yet"); this joins them to the step whose answer was read. The person is always believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dialogs import markup
from dialogs.feedback import read
from dialogs.feedback.advice import choose
from dialogs.feedback.version import reader_version
from dialogs.session import Answer, Written

if TYPE_CHECKING:
    from dialogs.feedback import Finding
    from dialogs.play import Play
    from dialogs.script import Step

ROOM = "feedback"
WORDS = frozenset(("noticed", "finding", "axis", "reason", "example_before", "example_after"))
MOST_QUOTED = 160
FEWEST_TRIED = 3  # words: fewer are meant for a button


def notice(play: Play, step: Step, answer: Answer) -> None:
    """Read the answer; say a strength; ask about a change, or where nothing can be told; else go on."""
    text = answer.text if isinstance(answer, Written) else ""
    advice = play.library.advised(play.settings.locale)
    remark = choose(
        advice, step.feedback or "", text, read(text, locale=play.settings.locale, register=play.settings.register)
    )
    if remark.strength:
        page = advice.labels[remark.strength.label]
        lead = play.text(advice.leads["alone" if remark.change is None else "beside"])
        play.say(page.strength, lead=lead, quote=markup.shown(remark.strength.text, MOST_QUOTED))
    if remark.change is None and not remark.unsure:
        play.walk("then")
    elif _count_try(play, step) >= advice.tries:
        play.say_phrase("tries_enough")
        play.walk("then")
    else:
        room = advice.readings[step.feedback or ""].unsure if remark.change is None else ROOM
        play.replace(after=step.then)
        play.put(play.script(room), answers=_found(play, remark.change))


def _count_try(play: Play, step: Step) -> int:
    """How often this step's answer was met with a question in this run."""
    tries = play.frame.visits.get(_place(step), 0) + 1
    play.replace(visits={**play.frame.visits, _place(step): tries})
    return tries


def _place(step: Step) -> str:
    return f"{step.id}.feedback"


def tried(play: Play, step: Step) -> bool:
    """Whether the step holds words that were read before: skipping another try keeps them."""
    return play.frame.visits.get(_place(step), 0) > 0


def _found(play: Play, change: Finding | None) -> dict[str, Answer]:
    if change is None:
        return {}
    version = reader_version(play.settings.locale)
    return {"label": Written(change.label), "quoted": Written(change.text), "reader": Written(version)}


def under_way(play: Play) -> bool:
    """Whether the script on top asks about an answer of the script below it."""
    if len(play.stack) < 2 or play.stack[-2].after is None:
        return False
    readings = play.library.advised(play.settings.locale).readings.values()
    return play.frame.script in (ROOM, *(one.unsure for one in readings))


def reads_like_a_try(play: Play, text: str) -> bool:
    """Whether words typed at the script on top are a new answer to the step below: something it asks for is in them."""
    below = play.stack[-2]
    asked = play.script(below.script).steps[below.step].feedback
    advice = play.library.advised(play.settings.locale)
    wanted = advice.readings[asked] if asked else None
    if wanted is None or len(text.split()) < FEWEST_TRIED:
        return False
    found = read(text, locale=play.settings.locale, register=play.settings.register)
    return found.first(*(wanted.wants or wanted.strengths)) is not None


def try_again(play: Play) -> None:
    """Once the script on top has ended, the step below asks again."""
    if under_way(play):
        below = play.stack[-2]
        play.walked.append((below.script, below.step, "again"))
        play.stack[-2] = msgspec.structs.replace(below, after=below.step)


def step_back(play: Play) -> None:
    """Leave the script on top for the step below, whose answer is given anew."""
    try_again(play)
    play.stack.pop()
    play.replace(after=None)


def word(play: Play, name: str) -> str:
    """What stands for one of the words about the finding; empty where there is none."""
    answers = play.frame.answers if play.stack else {}
    label, quoted = answers.get("label"), answers.get("quoted")
    advice = play.library.advised(play.settings.locale)
    page = advice.labels.get(label.text) if isinstance(label, Written) else None
    if page is None:
        return ""
    if name == "noticed" and page.change:
        quote = quoted.text if isinstance(quoted, Written) else ""
        return play.text(page.change, quote=markup.shown(quote, MOST_QUOTED))
    if name == "axis":
        return play.text(advice.axes[page.axis]) if page.axis in advice.axes else ""
    parts = {"finding": page.name, "reason": page.why, "example_before": page.before, "example_after": page.after}
    return play.text(parts.get(name, page.name))

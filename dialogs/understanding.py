"""What a listener hears in an answer decides where a script goes on."""

from __future__ import annotations

import msgspec

from dialogs.listeners import LISTENERS
from dialogs.play import Play
from dialogs.script import Step
from dialogs.session import Answer
from dialogs.turn import Do


def hear(play: Play, step: Step, answer: Answer) -> None:
    """Listen, say what the outcome says, and go its way; an outcome heard too often goes its `else` way in silence."""
    listener = LISTENERS[step.listen or ""]
    facts = msgspec.structs.replace(play.facts, seed=play.before.seed, answers=play.frame.answers)
    heard = listener.hear(answer, facts)
    if listener.secret:
        play.effects.append(Do("unsay"))
    if heard.answer is not None and step.save_as:
        play.replace(answers={**play.frame.answers, step.save_as: heard.answer})
    outcome = step.outcomes[heard.outcome]
    place = f"{step.id}.{outcome.id}"
    times = play.frame.visits.get(place, 0) + 1
    play.replace(visits={**play.frame.visits, place: times})
    if outcome.at_most is not None and times > outcome.at_most and outcome.otherwise:
        play.walk(f"else_{outcome.id}")
        return
    play.say(outcome.say, quote=heard.quote)
    play.walk(f"hears_{outcome.id}")

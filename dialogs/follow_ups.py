"""Coming back to what somebody planned: when that is due, and how it is brought up, once. Knows no storage."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from dialogs import places
from dialogs.play import Play
from dialogs.script import FollowUp
from dialogs.session import Answer, Moment, Written
from dialogs.turn import AskAgain, BroughtUp, Due, LetGo

EVENING = time(19)
SOONEST = timedelta(hours=2)  # after the talk, and after the planning of it: sooner there is nothing to tell


def ask_again(play: Play, follow_up: FollowUp, about: str | None) -> None:
    """Promise to come back; nothing is promised where no day was chosen."""
    due = _due(play, follow_up)
    if due is not None:
        play.effects.append(AskAgain(due, follow_up.script, about))


def _due(play: Play, follow_up: FollowUp) -> datetime | None:
    """After so many days; or in the evening of the chosen day, of the next where that would be too soon."""
    now = play.facts.now
    if follow_up.days is not None:
        return now + timedelta(days=follow_up.days)
    chosen = play.frame.answers.get(follow_up.on or "")
    if not isinstance(chosen, Moment):
        return None
    zone = places.zone_of(play.settings.timezone)
    day = chosen.at.astimezone(zone)
    evening = datetime.combine(day.date(), EVENING, zone)
    return evening if evening >= max(day, now) + SOONEST else datetime.combine(day + timedelta(1), EVENING, zone)


def waiting(play: Play) -> Due | None:
    """What may be brought up now: it is due, nothing is open or hidden, and nobody wrote of danger lately."""
    due = play.facts.due
    out_of_sight = bool(play.stack) or play.hidden is not None
    may = due is not None and not out_of_sight and play.settings.consent and play.care is None
    return due if may and due is not None and play.library.script(play.settings.locale, due.ask.script) else None


def bring_up(play: Play, due: Due) -> None:
    """Put its script on top, with the fields of the record it is about as answers."""
    play.effects.append(BroughtUp(due.ask))
    play.push(due.ask.script, answers=answers_of(due))


def answers_of(due: Due) -> dict[str, Answer]:
    """What its script begins with: the fields of the record it is about, and that record's key."""
    about = {"about": Written(due.ask.about)} if due.ask.about else {}
    return {**due.fields, **about}


def let_go(play: Play) -> None:
    """Nothing is due any more that was promised by a script which prepares words for somebody else."""
    scripts = play.library.scripts[play.library.default].values()
    promised = {
        step.follow_up.script
        for script in scripts
        if script.confronts
        for step in script.steps.values()
        if step.follow_up
    }
    play.effects += [LetGo(script) for script in sorted(promised)]

"""The slash commands: each works in every state, and none is ever answered with "unknown command"."""

from __future__ import annotations

from dialogs import asking, care, follow_ups, gate, hiding
from dialogs.entering import enter, interrupt
from dialogs.nudging import answers, putting_off
from dialogs.nudging.wish import OFF
from dialogs.play import BEFORE_CONSENT, CARRY_ON, Play
from dialogs.turn import Due, Unkeep

ROOMS = frozenset((
    "menu", "practice", "journal", "progress", "nudge", "settings", "privacy", "export", "delete", "help",
    "sos",
))  # fmt: skip
UNREAD = frozenset(("sos", "hide"))


def obey(play: Play, name: str, argument: str) -> None:
    """Do what a command says; words of danger after it are met first, but for who hides, or asks for help already."""
    if name == "stop":
        stop(play)
    if argument and name not in UNREAD and care.met(play, argument, None):
        return
    if name != "stop":
        _obey(play, name, argument)


def _obey(play: Play, name: str, argument: str) -> None:
    if name == "back":
        back(play)
    elif name == "start":
        begin(play, argument)
    elif name == "hide":
        hide(play)
    elif not play.settings.consent and name not in BEFORE_CONSENT:
        begin(play, "")
    elif name == "menu" and (due := follow_ups.waiting(play)):
        come_back(play, due)
    else:
        open_room(play, name if name in ROOMS else "menu")


def hide(play: Play) -> None:
    """Clear the chat and show something harmless: /hide, and the one button that every question has."""
    play.close()
    hiding.step_aside(play)
    putting_off.rest_a_week(play)
    play.push("hide")
    enter(play)


def open_room(play: Play, script_id: str) -> None:
    """Begin one of the bot's own rooms on top of whatever is under way."""
    play.remember(None)
    play.close()
    interrupt(play, script_id)
    enter(play)


def begin(play: Play, link: str) -> None:
    """/start: first words for someone new, the linked script, the dialog that waits, or the menu."""
    linked = play.library.script(play.settings.locale, link) if link else None
    dialog = linked.id if linked is not None and linked.kind == "dialog" else None
    if not play.settings.consent:
        _welcome(play, dialog)
    elif dialog:
        open_room(play, dialog)
    elif link:
        play.say_phrase("no_script")
        open_room(play, "menu")
    else:
        _welcome_back(play)


def _welcome(play: Play, dialog: str | None) -> None:
    """First words, from where they stopped; a linked script waits behind them."""
    if any(frame.script == "welcome" for frame in play.stack):
        while play.frame.script != "welcome":
            play.stack.pop()
        play.replace(waits=False)
        asking.ask(play)
        return
    play.remember(None)
    play.close()
    play.stack.clear()
    if dialog:
        play.link(dialog)
    play.push("welcome")
    enter(play)


def come_back(play: Play, due: Due) -> None:
    """Begin with what is due, once."""
    play.remember(None)
    play.close()
    follow_ups.bring_up(play, due)
    enter(play)


def _welcome_back(play: Play) -> None:
    if due := follow_ups.waiting(play):
        come_back(play, due)
        return
    open_room(play, CARRY_ON if play.stack and play.top()[0].kind == "dialog" else "menu")


def stop(play: Play) -> None:
    """/stop: leave every dialog, whatever its state; where none is under way, it stops the nudges."""
    stopped = bool(play.stack or play.hidden)
    if stopped:
        play.remember(None)
    play.close()
    play.stack.clear()
    play.offers = ()
    play.hidden = None
    if not stopped and play.settings.nudges != OFF:
        answers.turn_off(play)
    else:
        play.say_phrase("stopped" if stopped else "nothing_to_stop")


def back(play: Play) -> None:
    """/back: undo the last turn that answered something."""
    if play.locked() and (play.stack or play.history):
        open_room(play, CARRY_ON if play.stack else "menu")
        return
    while play.history and not play.history[-1].stack:
        play.history = play.history[:-1]
    if not play.history:
        play.say_phrase("nothing_to_undo")
        if play.stack:
            asking.ask(play)
        return
    undo(play)
    play.say_phrase("went_back")
    asking.ask_again(play)


def undo(play: Play) -> None:
    """Put everything back to how it stood before the last remembered turn."""
    last = play.history[-1]
    play.close()
    play.offers = ()
    play.stack = list(last.stack)
    gate.let_go(play)
    play.history = play.history[:-1]
    play.effects += [Unkeep(key) for key in last.kept]

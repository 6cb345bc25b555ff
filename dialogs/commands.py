"""The slash commands: each works in every state, and none is ever answered with "unknown command"."""

from __future__ import annotations

from dialogs import asking, hiding
from dialogs.entering import enter, interrupt
from dialogs.play import BEFORE_CONSENT, CARRY_ON, Play
from dialogs.turn import Unkeep

ROOMS = frozenset((
    "menu", "practice", "journal", "progress", "nudge", "settings", "privacy", "export", "delete", "help",
    "sos",
))  # fmt: skip


def obey(play: Play, name: str, argument: str) -> None:
    """Do what a command says."""
    if name == "stop":
        stop(play)
    elif name == "back":
        back(play)
    elif name == "start":
        begin(play, argument)
    elif name == "hide":
        hide(play)
    elif not play.settings.consent and name not in BEFORE_CONSENT:
        begin(play, "")
    else:
        open_room(play, name if name in ROOMS else "menu")


def hide(play: Play) -> None:
    """Clear the chat and show something harmless: /hide, and the one button that every question has."""
    play.close()
    hiding.step_aside(play)
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


def _welcome_back(play: Play) -> None:
    open_room(play, CARRY_ON if play.stack and play.top()[0].kind == "dialog" else "menu")


def stop(play: Play) -> None:
    """/stop: leave every dialog, whatever its state."""
    stopped = bool(play.stack or play.hidden)
    if stopped:
        play.remember(None)
    play.close()
    play.stack.clear()
    play.offers = ()
    play.hidden = None
    play.say_phrase("stopped" if stopped else "nothing_to_stop")


def back(play: Play) -> None:
    """/back: undo the last turn that answered something."""
    if play.locked() and play.stack:
        open_room(play, CARRY_ON)
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
    asking.ask(play)


def undo(play: Play) -> None:
    """Put everything back to how it stood before the last remembered turn."""
    last = play.history[-1]
    play.close()
    play.offers = ()
    play.stack = list(last.stack)
    play.history = play.history[:-1]
    play.effects += [Unkeep(key) for key in last.kept]

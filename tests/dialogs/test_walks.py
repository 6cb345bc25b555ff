"""Random walks over every script: whatever a person does, there is a short answer and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.markup import units
from dialogs.turn import Chose, Notice, Redraw, Say, Settings, Unreadable
from tests.talk import REAL, SMALL, Talk

COMMANDS = (
    "start", "menu", "practice", "journal", "progress", "nudge", "settings", "privacy", "export", "delete", "help",
    "sos",
    "back", "hide", "nonsense",
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(
        [
            "idk",
            "skip",
            "yes",
            "no",
            "1",
            "2, 3",
            "7",
            "I won't lend money",
            "You must stop",
            "tomorrow",
            "<b>{limit}</b>",
        ]
    ),
    st.text(max_size=60),
)
ACTIONS = st.one_of(
    st.tuples(st.just("tap"), st.integers(0, 30)),
    st.tuples(st.just("tap"), st.integers(0, 30)),
    st.tuples(st.just("say"), TEXTS),
    st.tuples(st.just("command"), st.sampled_from(COMMANDS)),
    st.tuples(st.just("hide"), st.just("")),
    st.tuples(st.just("edit"), TEXTS),
    st.tuples(st.just("forge"), st.text(max_size=12)),
    st.tuples(st.just("wait"), st.integers(1, 60)),
    st.tuples(st.just("photo"), st.just("")),
)


def act(talk: Talk, what: str, how: str | int, turn: int) -> None:
    """One thing a person may do."""
    if what == "tap" and talk.buttons:
        talk.do(Chose(talk.token, talk.buttons[int(how) % len(talk.buttons)].id))
    elif what == "hide" and talk.hide:
        talk.tap("hide_")
    elif what == "say":
        talk.say(str(how), f"m{turn}")
    elif what == "command":
        talk.command(str(how))
    elif what == "edit":
        talk.edit(str(how), f"m{turn - 1}")
    elif what == "forge":
        talk.do(Chose(talk.token, str(how)))
    elif what == "wait":
        talk.wait(hours=int(how))
    elif what == "photo":
        talk.do(Unreadable("photo"))


def holds(talk: Talk) -> None:
    """What is true after every turn."""
    said = [effect for effect in talk.effects if isinstance(effect, Say)]
    assert said or any(isinstance(effect, Notice | Redraw) for effect in talk.effects) or talk.verbs, "silent"
    assert len(said) <= 3, [one.bubble.text for one in said]
    for one in said:
        assert 0 < units(one.bubble.text) <= 4096
        assert (one.bubble.token is None) or one.bubble.buttons[-1].kind == "hide", "a question that cannot be hidden"
        labels = [button.id for button in one.bubble.buttons]
        assert len(labels) == len(set(labels))
        assert all(
            len(f"{one.bubble.token}:{button.id}".encode()) <= 64 and button.label for button in one.bubble.buttons
        )


@pytest.mark.parametrize("root", [SMALL, REAL], ids=["small", "real"])
@given(
    seed=st.integers(0, 99),
    known=st.booleans(),
    pin=st.booleans(),
    script=st.integers(0, 99),
    actions=st.lists(ACTIONS, max_size=25),
)
@settings(max_examples=150, deadline=None)
def test_a_walk_is_never_silent_and_always_has_a_way_out(
    root: Path, seed: int, known: bool, pin: bool, script: int, actions: list[tuple[str, str | int]]
) -> None:
    talk = Talk(root, seed, Settings(consent=1, adult=True, pin="0" * 64 if pin else "") if known else Settings())
    dialogs = [one.id for one in talk.library.scripts["en"].values() if one.kind == "dialog"]
    talk.command("start", dialogs[script % len(dialogs)])
    holds(talk)
    for turn, (what, how) in enumerate(actions):
        before = talk.effects
        act(talk, what, how, turn)
        if talk.effects is not before:
            holds(talk)
    talk.command("sos")
    holds(talk)
    talk.command("stop")
    assert talk.session.stack == ()
    assert talk.session.token is None

"""From every step of every script /sos and /stop lead out, help is shown at once, and nobody slips past the gate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogs.care import CHECK, ROOMS
from dialogs.session import Frame, Session, encode_session
from dialogs.turn import Chose, Commanded, Input, Said, Settings, Unreadable
from tests.talk import REAL, SMALL, Talk, library

UNCLEAR = "whats the point of going on"
DANGER = ("I want to kill myself", "he hit me again last night", UNCLEAR)
ELSEWHERE = ("help", "menu", "sos", "start", "back", "settings")
ROOTS = pytest.mark.parametrize("root", [SMALL, REAL], ids=["small", "real"])


def places(root: Path) -> Iterator[Frame]:
    """A frame at every step of every script."""
    for scripts in library(root).scripts.values():
        for script in scripts.values():
            yield from (Frame(script.id, script.version, step, run=1) for step in script.steps)


def standing(root: Path, stack: tuple[Frame, ...], settings: Settings | None = None) -> Talk:
    """Somebody who stands there."""
    talk = Talk(root, settings=settings)
    talk.session = Session(1, stack, token="t", turns=1, runs=len(stack))
    return talk


def shows_help(talk: Talk) -> bool:
    """Whether the rule for immediate danger is in the last words."""
    rule = talk.library.phrase("en", "emergency_anywhere").variants[0]
    return rule in talk.text


@ROOTS
@pytest.mark.parametrize("settings", [Settings(), Settings(consent=1, adult=True)], ids=["new", "known"])
def test_s2_from_every_step_sos_shows_help_and_stop_leads_out(root: Path, settings: Settings) -> None:
    stuck = []
    for frame in places(root):
        talk = standing(root, (frame,), settings)
        talk.command("sos")
        helped = shows_help(talk)
        talk.command("stop")
        if not helped or talk.session.stack or talk.session.token:
            stuck.append((frame.script, frame.step))
    assert stuck == []


@ROOTS
@pytest.mark.parametrize("danger", DANGER)
def test_s1_at_every_step_words_of_danger_are_met_with_help_at_once(root: Path, danger: str) -> None:
    unmet = []
    for frame in places(root):
        if danger == UNCLEAR and frame.script in ROOMS - {CHECK}:  # the card with help is open already
            continue
        talk = standing(root, (frame,))
        talk.say(danger)
        if not shows_help(talk):
            unmet.append((frame.script, frame.step))
    assert unmet == []


def confronting(root: Path) -> list[str]:
    """The dialogs that prepare words for somebody else."""
    return [script.id for script in library(root).dialogs("en") if script.confronts]


def things_to_do(talk: Talk) -> Iterator[Input]:
    """What can be done now: every button, a few commands, words of danger, words, a picture."""
    yield from (Chose(talk.token, button.id) for button in talk.buttons)
    yield from (Commanded(name) for name in ELSEWHERE)
    yield from (Said(words) for words in (*DANGER[:2], "yes", "none of these"))
    yield Unreadable("photo")


def opens_the_gate(came: Input) -> bool:
    """Whether this is the one answer that may open it."""
    return (isinstance(came, Chose) and came.choice == "none") or (
        isinstance(came, Said) and came.text == "none of these"
    )


def slips(root: Path, script: str, most: int) -> list[list[Input]]:
    """Every way of at most that many turns from the gate to a question of a script that it guards, without opening."""
    found, seen = [], set()
    first = Talk(root)
    first.command("start", script)
    waiting: list[tuple[Talk, list[Input]]] = [(first, [])]
    for talk, way in waiting:
        for came in things_to_do(talk):
            if opens_the_gate(came) and talk.session.stack and talk.session.stack[-1].script == "gate":
                continue
            after = Talk(root)
            after.session, after.token, after.buttons = talk.session, talk.token, talk.buttons
            after.do(came)
            place = encode_session(after.session)
            if place in seen:
                continue
            seen.add(place)
            if after.session.stack and after.session.stack[-1].script in confronting(root):
                found.append([*way, came])
            elif len(way) + 1 < most:
                waiting.append((after, [*way, came]))
    return found


@pytest.mark.parametrize("script", confronting(REAL))
def test_v1_no_way_leads_from_the_gate_to_what_is_behind_it_but_its_one_button(script: str) -> None:
    assert slips(REAL, script, 3) == []


def test_v1_back_does_not_lead_to_what_was_let_go() -> None:
    talk = Talk(REAL)
    talk.command("start", "boundary_builder")
    talk.tap("None of these")
    talk.say("he hit me again last night")
    talk.tap("I'm safe right now")
    for _ in range(4):
        talk.command("back")
        assert not talk.session.stack or talk.session.stack[-1].script != "boundary_builder"


@pytest.mark.parametrize("look", ["help", "sos", "settings"])
def test_v1_the_gate_waits_while_something_else_is_looked_at(look: str) -> None:
    talk = Talk(REAL)
    talk.command("start", "boundary_builder")
    talk.command(look)
    talk.command("help")
    assert "What fits?" in talk.tap("Carry on")

"""A rehearsal inside a script."""

from __future__ import annotations

import pytest

from dialogs.session import Written
from tests.talk import Talk


def rehearse(step: str = "Three") -> Talk:
    talk = Talk()
    talk.command("start", "talk_it")
    talk.tap("None of these")
    talk.say("I won't lend money any more")
    talk.tap("A dry uncle")
    talk.tap(step)
    return talk


def test_the_partner_is_named_in_every_line_they_say() -> None:
    talk = rehearse()
    assert "A dry uncle: opening" in talk.text
    assert "A dry uncle:" in talk.say("I hear you, and I won't lend money.")


def test_staying_clear_ends_with_the_limit_kept() -> None:
    talk = rehearse("Five")
    for _ in range(6):
        talk.say("I hear you, and I won't lend money any more.")
        if "Again?" in talk.text:
            break
    assert talk.text.startswith("A dry uncle: accept")
    record = next(keep for keep in talk.kept.values() if keep.kind == "rehearsal")
    assert record.fields["ended"] == Written("accept")


@pytest.mark.parametrize("reply", ["ok fine just this once", "Fine.", "okay, I'll do it this time", "you win"])
def test_giving_in_is_heard(reply: str) -> None:
    talk = rehearse()
    assert "gave_in" in talk.say(reply)


@pytest.mark.parametrize("reply", ["You always do this, you selfish pig", "shut up, I won't lend you anything"])
def test_harshness_is_heard(reply: str) -> None:
    talk = rehearse()
    assert "hurt" in talk.say(reply)


def test_a_frozen_person_gets_a_line_and_silence_is_an_answer() -> None:
    talk = rehearse()
    assert "I won't lend money any more" in talk.tap("froze_")
    assert "silence" in talk.tap("silent_")


def test_one_may_leave_at_any_moment() -> None:
    talk = rehearse()
    assert "Again?" in talk.tap("pause_")
    talk = rehearse()
    assert talk.command("stop") == "Stopped"


def test_the_turning_point_may_be_answered_another_way() -> None:
    talk = rehearse()
    opening = talk.text
    talk.say("ok fine just this once")
    assert '"ok fine just this once"' in talk.text
    again = talk.tap("Again")
    assert opening.split(": ", 1)[1].split("\n")[0] in again or "opening" in again
    assert "gave_in" not in talk.say("I hear you, and I won't lend money.")


def test_help_in_the_middle_comes_back_to_the_same_line() -> None:
    talk = rehearse()
    line = talk.text.split("A dry uncle: ")[1]
    talk.command("help")
    assert line in talk.tap("Carry on")

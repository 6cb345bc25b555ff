"""A rehearsal inside a script."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.rehearsal.hearing import hear
from dialogs.rehearsal.partner import Heard
from dialogs.session import Scaled, Written
from dialogs.turn import Settings
from tests.talk import REAL, Talk


def rehearse(step: str = "Three", talk: Talk | None = None) -> Talk:
    talk = talk or Talk()
    talk.command("start", "talk_it")
    talk.tap("None of these")
    talk.say("I won't lend money any more")
    talk.tap("A dry uncle")
    talk.tap(step)
    return talk


def real(aim: str = "That the limit holds") -> Talk:
    """Where the friend who borrows has just heard the limit, at the first rung with a partner."""
    talk = Talk(REAL)
    talk.command("start", "rehearsal")
    talk.tap("None of these")
    talk.tap("One honest question")
    talk.say("I won't lend my car")
    talk.tap(aim)
    talk.tap("A friend who borrows")
    talk.tap("7")
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
    assert talk.tap("pause_") == "Bye."
    talk = rehearse()
    talk.say("I won't lend money.")
    assert "1 and 1 of 1" in talk.tap("pause_")
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


def test_leaving_or_staying_silent_from_the_first_brings_no_counts() -> None:
    talk = rehearse()
    for _ in range(6):
        talk.tap("silent_")
    assert "of 0" not in talk.text
    assert talk.text.endswith("Bye.")


def test_each_turn_is_kept_with_its_reading_and_the_run_with_its_seed() -> None:
    talk = rehearse()
    talk.say("I hear you, and I won't lend money.")
    talk.say("you always do this, you selfish pig")
    talk.tap("pause_")
    kept = [keep for keep in talk.kept.values() if keep.kind == "rehearsal_turn"]
    run = next(keep for keep in talk.kept.values() if keep.kind == "rehearsal")
    assert run.fields["kept"] == Scaled(0)
    assert run.fields["ended"] == Written("paused")
    assert isinstance(run.fields["seed"], Scaled)
    assert run.fields["ladder"] == Scaled(3)
    assert [keep.fields["run"] for keep in kept] == [Written(run.key)] * 3
    assert kept[0].fields["tactic"] == Written("opening")
    assert kept[0].fields["came_across"] == Written("clear respectful")
    assert "limit: " in str(kept[0].fields["read"])
    assert "insult: " in str(kept[1].fields["read"])
    assert "reply" not in kept[2].fields
    talk.command("back")
    assert not talk.kept


@pytest.mark.parametrize(
    ("register", "line"), [("direct", "line_any"), ("soft", "line_soft"), ("indirect", "line_indirect")]
)
def test_the_line_for_a_frozen_person_is_in_their_own_way(register: Any, line: str) -> None:
    talk = Talk(settings=Settings(consent=1, adult=True, register=register))
    talk = rehearse(talk=talk)
    assert f"{line} I won't lend money any more" in talk.tap("froze_")


def test_only_a_line_that_was_said_can_be_kept_as_the_best() -> None:
    talk = real()
    talk.say("ok fine just this once")
    talk.tap("5")
    assert "Keep my best line" not in [button.label for button in talk.buttons]
    talk = real()
    talk.say("I hear you. I won't lend my car.")
    talk.say("I won't lend my car, and I like you.")
    talk.tap("5")
    talk.tap("Keep my best line")
    saved = next(keep for keep in talk.kept.values() if keep.kind == "saved_line")
    assert saved.fields["best_reply"] == Written("I won't lend my car, and I like you.")


@pytest.mark.parametrize(
    ("aim", "tip"),
    [
        ("That the limit holds", "For the limit"),
        ("That we stay close", "For staying close"),
        ("That I can respect myself", "For self-respect"),
        ("Skip", None),
    ],
)
def test_what_matters_most_chooses_the_tip_shown_first_then_comes_the_counter_skill(aim: str, tip: str | None) -> None:
    talk = real(aim)
    talk.say("I hear you. I won't lend my car.")
    talk.say("idk, maybe")
    talk.tap("pause_")
    text = talk.tap("5")
    assert "A question can get one reason" in text
    if tip:
        assert text.index(tip) < text.index("A question can get one reason")
    assert "(left open)" not in text


def test_coming_back_after_a_day_shows_what_the_partner_said_last() -> None:
    talk = rehearse()
    line = talk.text.split("A dry uncle: ")[1]
    talk.wait(days=2)
    assert f"A dry uncle waits: {line}" in talk.say("I won't lend it")


def test_words_of_danger_leave_the_role_play_and_a_figure_of_speech_comes_back_to_it() -> None:
    talk = real()
    talk.say("i want to kill myself")
    assert "What would be good now?" in talk.tap("Carry on")
    talk = real()
    talk.say("I'd rather be dead than lend you my car, I won't")
    assert "Role-play." in talk.tap("No, a figure of speech")
    partner = talk.session.stack[-1].partner
    assert partner is not None
    assert partner.pushes[0].reply == "I'd rather be dead than lend you my car, I won't"


@pytest.mark.parametrize(
    ("reply", "heard"),
    [
        ("thats kind of you. i wont lend my car", Heard(clear=True)),
        ("its a lot for me, so no", Heard(clear=True)),
        ("i love you, its still a no", Heard(clear=True)),
        ("im tired", Heard()),
        ("let me think", Heard()),
        ("fine", Heard(gave_in=True)),
        ("shut up, i wont lend my car", Heard(clear=True, respectful=False)),
    ],
)
def test_a_short_reply_is_heard_for_its_limit_and_not_for_a_tone_nobody_can_tell(reply: str, heard: Heard) -> None:
    assert hear(reply, "I wont lend my car", "en")[0] == heard


@given(
    st.lists(st.sampled_from(["I won't lend it.", "idk maybe", "you selfish pig", "", "I won't, sorry"]), max_size=5),
    st.sampled_from(["pause_", "stop", "/stop", "/menu"]),
)
def test_whatever_was_said_one_can_leave(replies: list[str], way: str) -> None:
    talk = rehearse("Five")
    for reply in replies:
        if not any(button.id == "pause_" for button in talk.buttons):
            break
        talk.say(reply) if reply else talk.tap("silent_")
    if any(button.id == "pause_" for button in talk.buttons):
        if way.startswith("/"):
            talk.command(way[1:])
        elif way == "stop":
            talk.say("stop")
        else:
            talk.tap(way)
    top = talk.session.stack[-1] if talk.session.stack else None
    assert top is None or (top.script, top.step) != ("talk_it", "talk")

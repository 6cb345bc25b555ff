"""The simulated partner: every run ends, a limit that is kept holds, and harshness never pays."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.rehearsal.debrief import Debrief
from dialogs.rehearsal.partner import ENDS, LADDER, MOST_ROUNDS, Heard, Partner, meet, react
from dialogs.rehearsal.persona import Persona
from tests.talk import REAL, SMALL, library

CLEAR, VAGUE, HARSH = Heard(clear=True), Heard(), Heard(clear=True, respectful=False)
CAVES, SILENT = Heard(gave_in=True), Heard(silent=True)
PEOPLE = [*library(SMALL).personas["en"].values(), *library(REAL).personas.get("en", {}).values()]
personas = st.sampled_from(PEOPLE)
ladders = st.sampled_from(sorted(LADDER))
seeds = st.integers(0, 2**31)
ORDER = {"gave_in": 0, "leave_it": 1, "grudging": 2, "accept": 3}


def play(persona: Persona, ladder: int, seed: int, replies: list[Heard]) -> Partner:
    """The run after these replies, or where it ended."""
    partner = meet(persona, ladder, seed)
    for heard in replies:
        if partner.ended:
            break
        partner = msgspec.json.decode(msgspec.json.encode(react(partner, persona, heard, "…")), type=Partner)
    return partner


@given(
    personas,
    ladders,
    seeds,
    st.lists(st.sampled_from([CLEAR, VAGUE, HARSH, CAVES, SILENT]), min_size=MOST_ROUNDS, max_size=9),
)
def test_a_run_always_ends_within_its_rounds(persona: Persona, ladder: int, seed: int, replies: list[Heard]) -> None:
    partner = play(persona, ladder, seed, replies)
    assert partner.ended in ENDS
    assert partner.round <= MOST_ROUNDS


@given(personas, ladders, seeds)
def test_who_stays_clear_and_kind_is_always_left_with_the_limit_kept(persona: Persona, ladder: int, seed: int) -> None:
    partner = play(persona, ladder, seed, [CLEAR] * MOST_ROUNDS)
    assert partner.ended == "accept"
    assert Debrief(partner).won


@given(personas, ladders, seeds, st.lists(st.sampled_from([CLEAR, VAGUE, SILENT]), max_size=3))
def test_who_gives_in_never_wins(persona: Persona, ladder: int, seed: int, before: list[Heard]) -> None:
    partner = play(persona, ladder, seed, [*before, CAVES])
    if partner.ended == "gave_in":
        assert not Debrief(partner).won
    else:
        assert len(before) >= LADDER[ladder][1]


@given(
    personas,
    ladders,
    seeds,
    st.lists(st.sampled_from([CLEAR, VAGUE, SILENT]), min_size=6, max_size=6),
    st.integers(0, 5),
)
def test_harshness_never_raises_the_outcome(
    persona: Persona, ladder: int, seed: int, replies: list[Heard], at: int
) -> None:
    kind = play(persona, ladder, seed, replies)
    harsh = play(persona, ladder, seed, [HARSH if place == at else heard for place, heard in enumerate(replies)])
    assert ORDER[harsh.ended] <= ORDER[kind.ended]
    if harsh.round > at:
        assert not Debrief(harsh).won


@given(
    personas,
    ladders,
    seeds,
    st.lists(st.sampled_from([CLEAR, VAGUE, HARSH, SILENT]), min_size=MOST_ROUNDS, max_size=MOST_ROUNDS),
)
def test_no_line_comes_twice_in_a_run(persona: Persona, ladder: int, seed: int, replies: list[Heard]) -> None:
    said = [line for push in play(persona, ladder, seed, replies).pushes for line in push.line.split("\n")]
    assert len(said) == len(set(said))


@given(personas, ladders, seeds, st.sampled_from([CLEAR, VAGUE, HARSH, SILENT, CAVES]))
def test_no_line_comes_twice_in_three_runs(persona: Persona, ladder: int, seed: int, heard: Heard) -> None:
    used: tuple[str, ...] = ()
    for run in range(3):
        partner = meet(persona, ladder, seed + run, used)
        while not partner.ended:
            partner = react(partner, persona, heard, "No.")
        assert partner.used[: len(used)] == used
        used = partner.used
    assert len(used) == len(set(used))


def test_the_same_seed_gives_the_same_run_and_another_seed_other_lines() -> None:
    persona = PEOPLE[0]
    runs = [[push.line for push in play(persona, 5, seed, [CLEAR] * 6).pushes] for seed in (1, 1, 2, 3)]
    assert runs[0] == runs[1]
    assert runs[0] != runs[2] or runs[0] != runs[3]


@pytest.mark.parametrize(
    ("heard", "kind"), [(VAGUE, "exploit"), (HARSH, "hurt"), (SILENT, "silence"), (CAVES, "gave_in")]
)
def test_the_partner_reacts_to_how_one_answered(heard: Heard, kind: str) -> None:
    partner = play(PEOPLE[0], 4, 1, [heard])
    assert partner.pushes[-1].kind == kind


def test_a_last_push_comes_before_they_yield() -> None:
    partner = play(PEOPLE[0], 4, 1, [CLEAR] * 6)
    assert [push.kind for push in partner.pushes][-2:] == ["last_push", "accept"]


@given(personas, ladders, seeds, st.lists(st.sampled_from([VAGUE, SILENT]), min_size=5, max_size=5))
def test_one_clear_word_at_the_very_end_is_not_a_limit_kept(
    persona: Persona, ladder: int, seed: int, before: list[Heard]
) -> None:
    partner = play(persona, ladder, seed, [*before, CLEAR])
    assert partner.ended == "leave_it"
    assert not Debrief(partner).won


@given(personas, seeds)
def test_at_the_top_two_pushes_come_at_once_and_the_request_returns_the_next_day(persona: Persona, seed: int) -> None:
    pushes = play(persona, 5, seed, [CLEAR] * 6).pushes
    assert [push.kind for push in pushes][-3:] == ["last_push", "next_day", "accept"]
    assert sum(bool(push.also) for push in pushes) == 1
    assert not any(push.also for push in play(persona, 4, seed, [CLEAR] * 6).pushes)


def test_the_turning_point_is_where_words_were_said() -> None:
    debrief = Debrief(play(PEOPLE[0], 4, 1, [CLEAR, SILENT]))
    assert (debrief.turning, debrief.turned) == (0, "kept")
    debrief = Debrief(play(PEOPLE[0], 4, 1, [CLEAR, VAGUE, HARSH]))
    assert (debrief.turning, debrief.turned) == (2, "harsh")

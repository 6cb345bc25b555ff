"""Whatever people write comes back to the letter: odd Unicode, NUL, braces; half a surrogate pair is refused whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dialogs.session import Answer, Chosen, Frame, Moment, Offered, Scaled, Session, Several, Snapshot, Written
from dialogs.turn import AskAgain, Keep, Settings
from storage import Kept, Store
from tests.storage.place import known

NOW = datetime(2026, 3, 2, tzinfo=UTC)
NASTY = "\x00\u200f\u202e{limit}<b>&amp;'\"\\\ufeff" + "\U0001f9d1\u200d\U0001f9af" * 9
COUNTS = st.integers(0, 2**63 - 1)
TIMES = st.datetimes(timezones=st.just(UTC))

chosen = st.builds(Chosen, st.text(), st.text())
answers = st.one_of(
    st.builds(Written, st.text()),
    st.builds(Scaled, st.integers(-(2**63), 2**63 - 1)),
    chosen,
    st.builds(Several, st.lists(chosen, max_size=3).map(tuple)),
    st.builds(Moment, TIMES, st.text()),
)
fields = st.dictionaries(st.text(), answers, max_size=4)
frames = st.builds(
    Frame,
    script=st.text(),
    version=COUNTS,
    step=st.text(),
    run=COUNTS,
    answers=fields,
    visits=st.dictionaries(st.text(), COUNTS, max_size=3),
    picked=st.lists(st.text(), max_size=3).map(tuple),
    page=COUNTS,
    waits=st.booleans(),
    after=st.none() | st.text(),
)
stacks = st.lists(frames, max_size=3).map(tuple)
sessions = st.builds(
    Session,
    seed=COUNTS,
    stack=stacks,
    offers=st.lists(
        st.builds(Offered, st.text(), st.text(), st.none() | st.text(), st.none() | st.text()), max_size=2
    ).map(tuple),
    token=st.none() | st.text(),
    history=st.lists(
        st.builds(Snapshot, stacks, st.none() | st.text(), st.lists(st.text(), max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    turns=COUNTS,
    runs=COUNTS,
    last_turn=st.none() | TIMES,
    refused=st.none() | st.text(),
)
choices = st.builds(
    Settings,
    name=st.text(),
    locale=st.text(),
    timezone=st.text(),
    consent=COUNTS,
    adult=st.booleans(),
    extra=st.dictionaries(st.text(), st.text(), max_size=3),
)
brief = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@brief
@given(st.text(), sessions, choices, TIMES)
@example(NASTY, Session(1, (Frame(NASTY, 1, NASTY, answers={NASTY: Written(NASTY)}),)), Settings(name=NASTY), NOW)
def test_a_person_comes_back_to_the_letter(
    store: Store, person_id: str, session: Session, chosen_settings: Settings, at: datetime
) -> None:
    for number in store.person_numbers(person_id):
        store.forget(number)
    added = store.add("telegram", person_id, Settings(), Session(0), at)
    store.save(added.number, session, at, chosen_settings)
    found = known(store, person_id)
    assert (found.id, found.session, found.settings, found.last_seen) == (person_id, session, chosen_settings, at)
    everything = store.everything(added.number)
    assert (everything["id"], everything["settings"]["name"]) == (person_id, chosen_settings.name)


@brief
@given(st.text(), st.text(), st.text(), fields, TIMES)
@example(NASTY, NASTY, NASTY, {NASTY: Written(NASTY)}, NOW)
def test_a_record_comes_back_to_the_letter(
    store: Store, key: str, kind: str, script: str, kept: dict[str, Answer], at: datetime
) -> None:
    person = store.find("telegram", "1") or store.add("telegram", "1", Settings(), Session(0), NOW)
    store.keep(person.number, Keep(key, kind, script, 3, kept), at)
    assert Kept(key, kind, script, 3, kept, at) in store.records(person.number, kind)
    store.unkeep(person.number, key)
    assert store.records(person.number) == []


@brief
@given(st.text(), st.binary(max_size=9000), st.booleans(), st.booleans())
@example(NASTY, NASTY.encode(), True, True)
def test_what_waits_comes_back_to_the_byte(
    store: Store, person_id: str, body: bytes, nudge: bool, erased: bool
) -> None:
    person = store.find("telegram", "1") or store.add("telegram", "1", Settings(), Session(0), NOW)
    row = store.queue("telegram", person_id, None if erased else person.number, body, NOW, nudge)
    (waiting,) = store.waiting(row - 1, 10)
    assert (waiting.id, waiting.number) == (row, None if erased else person.number)
    assert (waiting.channel, waiting.person, waiting.body, waiting.nudge) == ("telegram", person_id, body, nudge)
    store.delivered([row])


@given(TIMES, st.text())
@brief
def test_a_promise_to_come_back_keeps_its_instant(store: Store, due: datetime, script: str) -> None:
    person = store.add("telegram", "1", Settings(), Session(0), NOW)
    store.ask_again(person.number, AskAgain(due, script))
    store.ask_again(person.number, AskAgain(due, script))
    assert store.follow_ups(person.number) == [AskAgain(due, script)]
    store.forget(person.number)


def test_half_a_surrogate_pair_is_refused_and_changes_nothing(store: Store) -> None:
    broken = "half \ud83d"
    person = store.add("telegram", "1", Settings(), Session(0), NOW)
    for attempt in (
        lambda: store.save(person.number, Session(1, token=broken), NOW),
        lambda: store.save(person.number, Session(1), NOW, Settings(name=broken)),
        lambda: store.keep(person.number, Keep("k", "note", "s", 1, {"a": Written(broken)}), NOW),
        lambda: store.add("telegram", "2", Settings(name=broken), Session(0), NOW),
        lambda: store.add("telegram", broken, Settings(), Session(0), NOW),
        lambda: store.queue("telegram", broken, person.number, b"", NOW),
    ):
        with pytest.raises(UnicodeEncodeError):
            attempt()
    assert store.find("telegram", "1") == person
    assert store.counts() == {"people": 1, "gone": 0, "records": 0, "follow_ups": 0, "waiting": 0}

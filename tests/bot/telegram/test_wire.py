"""Updates read: texts, commands, taps, edits, blocks, groups; odd and broken ones pass by without harm."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from bot.conversation import Arrival
from bot.telegram.wire import GroupMessage, Undecodable, album, place, read_update
from dialogs.turn import Bubble, Chose, Commanded, Corrected, Input, Left, Returned, Said, Span, Unreadable

SAM = {"id": 42, "is_bot": False, "first_name": "Sam", "language_code": "de-AT"}
PRIVATE = {"id": 42, "type": "private", "first_name": "Sam"}
GROUP = {"id": -100, "type": "supergroup", "title": "Friends"}


def _message(**fields: Any) -> dict[str, Any]:
    return {"update_id": 7, "message": {"message_id": 5, "date": 1, "chat": PRIVATE, "from": SAM, **fields}}


def _heard(**fields: Any) -> Input | None:
    arrival = read_update(_message(**fields), "tandem_bot")
    assert arrival is None or isinstance(arrival, Arrival)
    return arrival.input if arrival else None


def test_a_text_says_who_wrote_what_where() -> None:
    assert read_update(_message(text="Hello <b>")) == Arrival(
        7, "telegram", "42", Said("Hello <b>", "5"), message_id=5, language="de-AT"
    )


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/start", Commanded("start")),
        ("/start boundary_builder", Commanded("start", "boundary_builder")),
        ("/Menu@Tandem_Bot", Commanded("menu")),
        ("/nudge@tandem_bot  at 9:00\nplease ", Commanded("nudge", "at 9:00\nplease")),
        ("/menu@other_bot", Said("/menu@other_bot", "5")),
        ("/ what", Said("/ what", "5")),
        ("/home/sam", Said("/home/sam", "5")),
        ("either/or", Said("either/or", "5")),
    ],
)
def test_commands_are_told_from_texts(text: str, heard: Input) -> None:
    assert _heard(text=text) == heard


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("photo", "photo"), ("voice", "voice"), ("video_note", "voice"), ("sticker", "sticker"), ("venue", "location"),
        ("location", "location"), ("contact", "contact"), ("video", "file"), ("document", "file"), ("poll", "other"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_has_its_kind(field: str, kind: str) -> None:
    assert _heard(**{field: {"file_id": "x"}}) == Unreadable(kind)


def test_a_caption_counts_as_words_and_never_as_a_command() -> None:
    assert _heard(photo=[{"file_id": "x"}], caption="/stop it") == Said("/stop it", "5")


def test_service_messages_need_no_answer() -> None:
    assert _heard(pinned_message={"message_id": 1}) is None
    assert _heard(text="I am a bot", **{"from": {"id": 1, "is_bot": True}}) is None


def _tap(data: str | None, **message: Any) -> Arrival | GroupMessage | Undecodable | None:
    shown = {"message_id": 5, "date": 1, "chat": PRIVATE, **message}
    return read_update({"update_id": 8, "callback_query": {"id": "q", "from": SAM, "message": shown, "data": data}})


def test_a_tap_brings_its_question_and_the_message_it_came_from() -> None:
    entities = [{"type": "bold", "offset": 3, "length": 4}, {"type": "hashtag", "offset": 0, "length": 2}]
    shown = Bubble("😀 bold?", (Span(2, 6, "b"),))
    assert _tap("t1:yes", text="😀 bold?", entities=entities) == Arrival(
        8, "telegram", "42", Chose("t1", "yes"), query="q", message_id=5, shown=shown, language="de-AT"
    )


@pytest.mark.parametrize(
    ("data", "chose"), [(None, Chose("", "")), ("nonsense", Chose("nonsense", "")), ("a:b:c", Chose("a", "b:c"))]
)
def test_forged_taps_and_messages_too_old_to_show_are_read(data: str | None, chose: Chose) -> None:
    tap = _tap(data)
    assert isinstance(tap, Arrival)
    assert (tap.input, tap.shown) == (chose, None)


def test_an_edit_corrects_its_message_and_other_edits_pass_by() -> None:
    edited = {"message_id": 5, "chat": PRIVATE, "from": SAM}
    read = read_update({"update_id": 9, "edited_message": {**edited, "text": "Better"}})
    assert isinstance(read, Arrival)
    assert read.input == Corrected("Better", "5")
    assert read_update({"update_id": 9, "edited_message": {**edited, "location": {}}}) is None


@pytest.mark.parametrize(("status", "turn"), [("kicked", Left()), ("member", Returned())])
def test_blocking_and_coming_back(status: str, turn: Input) -> None:
    change = {"chat": PRIVATE, "from": SAM, "new_chat_member": {"status": status}}
    read = read_update({"update_id": 9, "my_chat_member": change})
    assert isinstance(read, Arrival)
    assert read.input == turn


def test_groups_are_told_from_people_and_leaving_one_is_no_news() -> None:
    assert read_update(_message(chat=GROUP, text="hi")) == GroupMessage(7, -100, "de-AT")
    assert read_update(_message(chat=GROUP, left_chat_member=SAM)) is None
    change = {"chat": {**GROUP, "type": "channel"}, "from": SAM, "new_chat_member": {"status": "administrator"}}
    assert read_update({"update_id": 7, "my_chat_member": change}) == GroupMessage(7, -100, "de-AT")
    change["new_chat_member"] = {"status": "left"}
    assert read_update({"update_id": 7, "my_chat_member": change}) is None


@pytest.mark.parametrize("broken", [{"message": []}, {"message": {"text": "no chat"}}, {"callback_query": {"id": 5}}])
def test_a_malformed_update_counts_as_seen(broken: dict[str, Any]) -> None:
    assert read_update({"update_id": 9, **broken}) == Undecodable(9)


@pytest.mark.parametrize("raw", [None, [], {}, {"update_id": "9"}, {"update_id": True}])
def test_an_update_without_a_number_is_refused(raw: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        read_update(raw)


def test_unknown_kinds_of_update_pass_by() -> None:
    assert read_update({"update_id": 9, "poll": {}}) is None


def test_lone_surrogates_are_replaced() -> None:
    assert _heard(text="a\ud83d") == Said("a\ufffd", "5")


def test_albums_are_known_by_the_items_without_words() -> None:
    assert album(_message(media_group_id="g", photo=[])) == "g"
    assert album(_message(media_group_id="g", photo=[], caption="words")) is None
    assert album(_message(text="x")) is album([]) is None


def test_places_count_in_utf16_units() -> None:
    assert [place("a😀b", units) for units in range(6)] == [0, 1, 2, 2, 3, 3]

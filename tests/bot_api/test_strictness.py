"""Each rule of the stand-in catches its violation; what keeps the rules passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.bot_api.conftest import Ask, post

if TYPE_CHECKING:
    from tests.bot_api.person import Person
    from tests.bot_api.standin import StandIn

EMOJI = "\N{GRINNING FACE}"


def button(**fields: object) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Yes", **fields}]]}


def entity(kind: str, offset: int, length: int, **fields: object) -> list[dict[str, Any]]:
    return [{"type": kind, "offset": offset, "length": length, **fields}]


@pytest.fixture
def sam(telegram: StandIn) -> Person:
    person = telegram.person("Sam")
    person.says("/start")
    return person


SENDABLE: dict[str, dict[str, Any]] = {
    "text": {"text": "hello"},
    "the longest text": {"text": "x" * 4096},
    "the longest text in UTF-16": {"text": EMOJI * 2048},
    "html": {"text": "<b>a</b> &lt;b&gt; &amp;amp; <a href='https://example.org'>x</a>", "parse_mode": "HTML"},
    "html that is long only before parsing": {"text": "<b></b>" * 600 + "x" * 4096, "parse_mode": "HTML"},
    "entities": {"text": f"{EMOJI} bold", "entities": entity("bold", 3, 4)},
    "an entity around an emoji": {"text": EMOJI, "entities": entity("italic", 0, 2)},
    "the longest data": {"text": "x", "reply_markup": button(callback_data="d" * 64)},
    "numbers as text": {"text": "x", "disable_notification": "true"},
    "markup as text": {"text": "x", "reply_markup": '{"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}'},
}

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "unknown parameter": ({"text": "x", "texts": "y"}, "unknown parameter"),
    "no text": ({}, '"text" is required'),
    "text of a wrong type": ({"text": 7}, "not of type String"),
    "flag of a wrong type": ({"text": "x", "protect_content": "maybe"}, "not of type Boolean"),
    "empty": ({"text": ""}, "message text is empty"),
    "white": ({"text": " \n "}, "message text is empty"),
    "empty after parsing": ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
    "too long": ({"text": "x" * 4097}, "message is too long"),
    "too long in UTF-16": ({"text": EMOJI * 2049}, "message is too long"),
    "half a surrogate pair": ({"text": "\ud83d"}, "UTF-8"),
    "another parse_mode": ({"text": "x", "parse_mode": "Markdown"}, "parse_mode"),
    "parse_mode and entities": ({"text": "x", "parse_mode": "HTML", "entities": []}, "together"),
    "broken html": ({"text": "<b>x", "parse_mode": "HTML"}, "Can't find end tag"),
    "entity outside": ({"text": "abc", "entities": entity("bold", 1, 3)}, "ENTITY_BOUNDS_INVALID"),
    "entity of nothing": ({"text": "abc", "entities": entity("bold", 1, 0)}, "ENTITY_BOUNDS_INVALID"),
    "entity begins in a pair": ({"text": f"{EMOJI}x", "entities": entity("bold", 1, 2)}, "surrogate"),
    "entity ends in a pair": ({"text": f"x{EMOJI}", "entities": entity("bold", 0, 2)}, "surrogate"),
    "unknown entity": ({"text": "abc", "entities": entity("blink", 0, 1)}, "unknown type"),
    "entity with more": ({"text": "abc", "entities": entity("bold", 0, 1, href="x")}, "unknown field"),
    "link without url": ({"text": "abc", "entities": entity("text_link", 0, 1)}, "needs a url"),
    "url on bold": ({"text": "abc", "entities": entity("bold", 0, 1, url="https://x.org")}, "only a text_link"),
    "entity without length": ({"text": "abc", "entities": [{"type": "bold", "offset": 0}]}, "is required"),
    "no label": ({"text": "x", "reply_markup": button(text="", callback_data="a")}, "non-empty"),
    "label missing": ({"text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "a"}]]}}, "reply_markup"),
    "button without action": ({"text": "x", "reply_markup": button()}, "Text buttons are unallowed"),
    "two actions": ({"text": "x", "reply_markup": button(callback_data="a", url="https://x.org")}, "one action"),
    "no data": ({"text": "x", "reply_markup": button(callback_data="")}, "BUTTON_DATA_INVALID"),
    "too much data": ({"text": "x", "reply_markup": button(callback_data="d" * 65)}, "BUTTON_DATA_INVALID"),
    "too much data in bytes": ({"text": "x", "reply_markup": button(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
    "rows that are not rows": ({"text": "x", "reply_markup": {"inline_keyboard": [{"text": "A"}]}}, "reply_markup"),
    "empty row": ({"text": "x", "reply_markup": {"inline_keyboard": [[]]}}, "1 to 8 buttons"),
    "wide row": (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "a"}] * 9]}},
        "1 to 8 buttons",
    ),
    "101 buttons": (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]] * 101}},
        "REPLY_MARKUP_TOO_LONG",
    ),
    "unknown markup": ({"text": "x", "reply_markup": {"buttons": []}}, "reply_markup"),
    "markup that is no JSON": ({"text": "x", "reply_markup": "[["}, "reply_markup"),
    "reply to nothing": ({"text": "x", "reply_parameters": {"message_id": 9}}, "message to be replied not found"),
}


@pytest.mark.parametrize("case", SENDABLE)
def test_what_keeps_the_rules_is_sent(case: str, sam: Person, ask: Ask) -> None:
    code, message = ask("sendMessage", chat_id=sam.chat.id, **SENDABLE[case])
    assert code == 200, message
    assert sam.seen()[-1].id == message["message_id"]


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_message_is_refused_and_not_sent(case: str, sam: Person, ask: Ask, telegram: StandIn) -> None:
    parameters, reason = WRONG[case]
    code, description = ask("sendMessage", chat_id=sam.chat.id, **parameters)
    assert code == 400
    assert reason in description
    assert not sam.seen()
    assert telegram.journal.refusals()


def test_chats_that_cannot_be_written_to(telegram: StandIn, sam: Person, ask: Ask) -> None:
    assert ask("sendMessage", chat_id=5, text="x") == (400, "Bad Request: chat not found")
    stranger = telegram.person("Kim").chat.id
    assert ask("sendMessage", chat_id=stranger, text="x")[1].startswith("Forbidden: bot can't initiate")
    sam.blocks()
    assert ask("sendMessage", chat_id=sam.chat.id, text="x") == (403, "Forbidden: bot was blocked by the user")
    sam.returns()
    assert ask("sendMessage", chat_id=sam.chat.id, text="x")[0] == 200
    group = telegram.group()
    assert ask("sendMessage", chat_id=group.id, text="x")[0] == 403
    sam.adds_bot(group)
    assert ask("sendMessage", chat_id=group.id, text="x")[0] == 200
    assert ask("leaveChat", chat_id=group.id) == (200, True)
    assert ask("sendMessage", chat_id=group.id, text="x")[0] == 403


def test_edits_have_telegrams_rules(sam: Person, ask: Ask) -> None:
    chat = sam.chat.id
    _, sent = ask("sendMessage", chat_id=chat, text="one", reply_markup=button(callback_data="a"))
    number = sent["message_id"]
    assert ask("editMessageText", chat_id=chat, text="two")[1] == "Bad Request: message identifier is not specified"
    assert ask("editMessageText", chat_id=chat, message_id=1, text="x")[1] == "Bad Request: message to edit not found"
    own = sam.says("mine")
    assert ask("editMessageText", chat_id=chat, message_id=own, text="x")[1] == "Bad Request: message can't be edited"
    same = ask("editMessageText", chat_id=chat, message_id=number, text="one", reply_markup=button(callback_data="a"))
    assert same[1].startswith("Bad Request: message is not modified")
    assert ask("editMessageText", chat_id=chat, message_id=number, text="one")[0] == 200
    assert sam.seen()[0].buttons == ()
    assert ask("editMessageReplyMarkup", chat_id=chat, message_id=number)[1].startswith(
        "Bad Request: message is not modified"
    )
    assert ask("deleteMessages", chat_id=chat, message_ids=[number]) == (200, True)
    assert ask("editMessageText", chat_id=chat, message_id=number, text="z")[1].endswith("message to edit not found")


def test_deleting_is_for_a_hundred_and_for_48_hours(telegram: StandIn, sam: Person, ask: Ask) -> None:
    chat = sam.chat.id
    number = ask("sendMessage", chat_id=chat, text="one")[1]["message_id"]
    assert ask("deleteMessages", chat_id=chat, message_ids=[])[0] == 400
    assert "too many" in ask("deleteMessages", chat_id=chat, message_ids=list(range(1, 102)))[1]
    telegram.passes(48 * 3600 + 60)
    assert ask("deleteMessage", chat_id=chat, message_id=number)[1].endswith("can't be deleted for everyone")
    assert ask("deleteMessages", chat_id=chat, message_ids=[number]) == (200, True)
    assert sam.seen()
    number = ask("sendMessage", chat_id=chat, text="two")[1]["message_id"]
    assert ask("deleteMessage", chat_id=chat, message_id=number) == (200, True)
    assert ask("deleteMessage", chat_id=chat, message_id=number)[1].endswith("message to delete not found")


def test_a_tap_is_answered_once_and_soon(telegram: StandIn, sam: Person, ask: Ask) -> None:
    ask("sendMessage", chat_id=sam.chat.id, text="one", reply_markup=button(callback_data="a"))
    query = sam.taps("Yes")
    assert ask("answerCallbackQuery", callback_query_id=query, text="x" * 201)[0] == 400
    assert ask("answerCallbackQuery", callback_query_id=query, text="ok") == (200, True)
    assert sam.answer(query) == "ok"
    late = sam.taps("a")
    telegram.passes(200)
    for old in (query, late, "no such query"):
        code, description = ask("answerCallbackQuery", callback_query_id=old)
        assert code == 400
        assert description.startswith("Bad Request: query is too old")


PROFILE: dict[str, tuple[str, dict[str, Any]]] = {
    "101 commands": ("setMyCommands", {"commands": [{"command": "a", "description": "b"}] * 101}),
    "capitals": ("setMyCommands", {"commands": [{"command": "Start", "description": "b"}]}),
    "a slash": ("setMyCommands", {"commands": [{"command": "/start", "description": "b"}]}),
    "33 letters": ("setMyCommands", {"commands": [{"command": "a" * 33, "description": "b"}]}),
    "no description": ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}),
    "long description": ("setMyCommands", {"commands": [{"command": "a", "description": "b" * 257}]}),
    "a language's name": ("setMyCommands", {"commands": [], "language_code": "english"}),
    "unknown scope": ("setMyCommands", {"commands": [], "scope": {"type": "default", "chat": 1}}),
    "about": ("setMyShortDescription", {"short_description": "x" * 121}),
    "welcome": ("setMyDescription", {"description": "x" * 513}),
    "name": ("setMyName", {"name": "x" * 65}),
    "plain http elsewhere": ("setWebhook", {"url": "http://example.org/hook"}),
    "secret with a space": ("setWebhook", {"url": "https://example.org/hook", "secret_token": "a b"}),
    "secret too long": ("setWebhook", {"url": "https://example.org/hook", "secret_token": "a" * 257}),
    "101 connections": ("setWebhook", {"url": "https://example.org/hook", "max_connections": 101}),
    "unknown kind of update": ("setWebhook", {"url": "https://example.org/hook", "allowed_updates": ["messages"]}),
    "limit": ("getUpdates", {"limit": 101}),
    "unknown action": ("sendChatAction", {"chat_id": 1, "action": "thinking"}),
    "a method of Telegram's that nothing here needs": ("getFile", {"file_id": "x"}),
}


@pytest.mark.parametrize("case", PROFILE)
def test_wrong_settings_are_refused(case: str, ask: Ask) -> None:
    method, parameters = PROFILE[case]
    assert ask(method, **parameters)[0] == 400


def test_a_profile_is_remembered_by_language(ask: Ask) -> None:
    commands = [{"command": "start", "description": "Begin"}]
    assert ask("setMyCommands", commands=commands, language_code="de") == (200, True)
    assert ask("getMyCommands", language_code="de") == (200, commands)
    assert ask("getMyCommands") == (200, [])


def test_tokens_and_methods_that_do_not_exist(telegram: StandIn, ask: Ask) -> None:
    assert post(f"{telegram.root}/botnonsense/getMe", b"{}") == (404, "Not Found")
    assert post(f"{telegram.root}/bot1:wrong/getMe", b"{}") == (401, "Unauthorized")
    assert ask("getMyself") == (404, "Not Found")
    assert ask("GETME")[0] == 200
    telegram.revoke_token()
    assert post(f"{telegram.root}/bot7000000001:{'stand-in-token'.ljust(35, '0')}/getMe", b"{}")[0] == 401


def form(*parts: tuple[str, bytes]) -> tuple[bytes, str]:
    body = b"".join(
        b"--edge\r\nContent-Disposition: form-data; " + h.encode() + b"\r\n\r\n" + b + b"\r\n" for h, b in parts
    )
    return body + b"--edge--\r\n", "multipart/form-data; boundary=edge"


def test_documents_come_as_uploads(telegram: StandIn, sam: Person, ask: Ask) -> None:
    address = f"{telegram.root}/bot{telegram.token}/sendDocument"
    chat = ('name="chat_id"', str(sam.chat.id).encode())
    upload = ('name="document"; filename="a.json"', b"{}")
    assert post(address, *form(chat, upload))[0] == 200
    attached = [('name="document"', b"attach://f1"), ('name="f1"; filename="b.json"', b"[]")]
    assert post(address, *form(chat, *attached))[0] == 200
    assert [m.file.name for m in sam.seen() if m.file] == ["a.json", "b.json"]
    assert post(address, *form(chat, ('name="document"; filename="a"', b"")))[0] == 400
    assert post(address, *form(chat, upload, ('name="f2"; filename="c"', b"x")))[1].endswith("not used: f2")
    assert post(address, *form(chat, upload, ('name="caption"', b"x" * 1025)))[1].endswith("caption is too long")
    assert ask("sendDocument", chat_id=sam.chat.id, document="some-file-id")[0] == 400

"""Which calls of the Bot API a row of the outbox stands for. What it needs from the store is read at send time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, assert_never

from telegram import InputFile

from bot import outgoing
from bot.export import export_files
from bot.telegram.letters import Call, Letter
from bot.telegram.render import keyboard, messages, rewritten
from bot.telegram.worker import Worker
from dialogs.markup import cut
from dialogs.turn import Close, Redraw, Say
from storage import Store

DELETABLE = timedelta(hours=48)
_HUNDRED = 100
_LONGEST_NOTICE = 200
_LONGEST_CAPTION = 1024


async def calls_for(letter: Letter, store: Store, worker: Worker, now: datetime) -> list[Call]:
    """The calls in order; none when there is nothing (any more) to do. Raises StorageProblem and ValueError."""
    what = letter.what
    match what:
        case Redraw():
            return await _buttons(letter, what.token, keyboard(what.token, what.buttons), store, worker)
        case Close():
            return await _buttons(letter, what.token, {"inline_keyboard": []}, store, worker)
        case outgoing.Document():
            return await _document(letter, what, store, worker)
        case outgoing.Hide():
            return await _hide(letter, store, worker, now)
        case outgoing.Clear(messages=ids):
            return _clear(letter, ids)
        case _:
            return _ready(int(letter.row.person), what)


def _ready(chat: int, what: Say | outgoing.Ack | outgoing.Rewrite | outgoing.Leave) -> list[Call]:
    """The calls that need nothing from the store."""
    match what:
        case Say():
            return _say(chat, what)
        case outgoing.Ack():
            return _answer(what)
        case outgoing.Rewrite():
            edit = {"chat_id": chat, "message_id": what.message_id, **rewritten(what.bubble)}
            return [Call("editMessageText", edit)]
        case outgoing.Leave():
            return [Call("leaveChat", {"chat_id": chat})]
        case _:
            assert_never(what)


def _answer(ack: outgoing.Ack) -> list[Call]:
    if ack.query is None:
        return []
    answer: dict[str, Any] = {"callback_query_id": ack.query}
    if ack.text:
        answer |= {"text": cut(ack.text, _LONGEST_NOTICE), "show_alert": ack.alert}
    return [Call("answerCallbackQuery", answer)]


def _say(chat: int, say: Say) -> list[Call]:
    manner = {"disable_notification": True} if say.quiet else {}
    manner |= {"protect_content": True} if say.protect else {}
    calls = [Call("sendMessage", {"chat_id": chat, **manner, **parameters}) for parameters in messages(say.bubble)]
    if calls:
        calls[-1] = Call("sendMessage", calls[-1].parameters, say.bubble.token)
    return calls


async def _buttons(letter: Letter, token: str, buttons: object, store: Store, worker: Worker) -> list[Call]:
    """Change the buttons of the message that carried the question, if it is known which one that was."""
    if letter.row.number is None:
        return []
    message = await worker.run(store.sent_message, letter.row.number, token)
    if message is None:
        return []
    edit = {"chat_id": int(letter.row.person), "message_id": message, "reply_markup": buttons}
    return [Call("editMessageReplyMarkup", edit)]


async def _document(letter: Letter, what: outgoing.Document, store: Store, worker: Worker) -> list[Call]:
    if letter.row.number is None:
        return []
    chat = int(letter.row.person)
    calls: list[Call] = []
    for name, content in await worker.run(export_files, store, letter.row.number):
        calls.append(Call("sendChatAction", {"chat_id": chat, "action": "upload_document"}))
        file: dict[str, Any] = {"chat_id": chat, "document": InputFile(content, filename=name), "protect_content": True}
        if what.quiet:
            file["disable_notification"] = True
        if what.caption and len(calls) == 1:
            file["caption"] = cut(what.caption, _LONGEST_CAPTION)
        calls.append(Call("sendDocument", file))
    return calls


async def _hide(letter: Letter, store: Store, worker: Worker, now: datetime) -> list[Call]:
    """Delete all messages as far back as Telegram lets a bot: 48 hours."""
    if letter.row.number is None:
        return []
    return _clear(letter, await worker.run(store.sent_since, letter.row.number, now - DELETABLE))


def _clear(letter: Letter, ids: Sequence[int]) -> list[Call]:
    """Delete messages, theirs too: in a private chat a bot may."""
    chat = int(letter.row.person)
    letter.hidden = list(ids)
    return [
        Call("deleteMessages", {"chat_id": chat, "message_ids": list(ids[at : at + _HUNDRED])})
        for at in range(0, len(ids), _HUNDRED)
    ]

"""Which calls of the Bot API a row of the outbox stands for. What it needs from the store is read at send time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, assert_never

from telegram import InputFile

from bot import outgoing
from bot.export import export_files
from bot.pictures.studio import Studio
from bot.splitting import LONGEST
from bot.telegram.letters import Call, Letter
from bot.telegram.render import keyboard, messages, rewritten
from bot.telegram.worker import Worker
from dialogs.markup import cut
from dialogs.turn import Bubble, Close, Redraw, Say
from storage import Store

DELETABLE = timedelta(hours=48)
_HUNDRED = 100
_LONGEST_NOTICE = 200
_LONGEST_CAPTION = 1024


async def calls_for(  # noqa: PLR0911  one return a kind
    letter: Letter, store: Store, worker: Worker, studio: Studio, now: datetime
) -> list[Call]:
    """The calls in order; none when there is nothing (any more) to do. Raises StorageProblem and ValueError."""
    what = letter.what
    match what:
        case Redraw():
            return await _buttons(letter, what.token, keyboard(what.token, what.buttons), store, worker)
        case Close():
            return await _buttons(letter, what.token, {"inline_keyboard": []}, store, worker)
        case outgoing.Document():
            return await _document(letter, what, store, worker)
        case outgoing.Picture():
            return [await _picture(int(letter.row.person), what, studio)]
        case outgoing.Hide():
            return await _hide(letter, store, worker, now)
        case outgoing.Clear(messages=ids):
            return _clear(letter, ids)
        case _:
            return _ready(int(letter.row.person), what)


def _ready(chat: int, what: Say | outgoing.Ack | outgoing.Rewrite | outgoing.Leave | outgoing.Reminder) -> list[Call]:
    """The calls that need nothing from the store."""
    match what:
        case Say(bubble=bubble, quiet=quiet, protect=protect):
            return _say(chat, bubble, **_how(quiet=quiet, protect=protect))
        case outgoing.Reminder(bubble=bubble):
            return _say(chat, bubble, **_how(quiet=True))
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


def _how(*, quiet: bool = False, protect: bool = False) -> dict[str, bool]:
    """How to send it: without a sound, and so that it can't be passed on."""
    how = {"disable_notification": True} if quiet else {}
    return how | {"protect_content": True} if protect else how


def _say(chat: int, bubble: Bubble, **how: bool) -> list[Call]:
    calls = [Call("sendMessage", {"chat_id": chat, **parameters, **how}) for parameters in messages(bubble)]
    if calls:
        calls[-1] = Call("sendMessage", calls[-1].parameters, bubble.token)
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
        file: dict[str, Any] = {"chat_id": chat, "document": InputFile(content, filename=name)}
        file |= _how(quiet=what.quiet, protect=True)
        if what.caption and len(calls) == 1:
            file["caption"] = cut(what.caption, _LONGEST_CAPTION)
        calls.append(Call("sendDocument", file))
    return calls


async def _picture(chat: int, what: outgoing.Picture, studio: Studio) -> Call:
    """The chart with its description; the description alone where nothing can be drawn."""
    text = f"{what.chart.title}\n\n{what.chart.description}"
    drawn = await studio.draw(what.chart)
    if drawn is None:
        return Call(
            "sendMessage", {"chat_id": chat, "text": cut(text, LONGEST), **_how(quiet=what.quiet, protect=True)}
        )
    photo = InputFile(drawn, filename=f"{what.chart.name}.png")
    caption = cut(text, _LONGEST_CAPTION)
    return Call(
        "sendPhoto", {"chat_id": chat, "photo": photo, "caption": caption, **_how(quiet=what.quiet, protect=True)}
    )


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

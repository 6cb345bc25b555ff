"""The stand-in's HTTP side: reads a call, lets faults happen, carries it out, answers. One aiohttp application."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Callable
from typing import Any

from aiohttp import BodyPartReader, web

from tests.bot_api import methods, profile
from tests.bot_api.bell import Bell
from tests.bot_api.chats import Message
from tests.bot_api.faults import Fault
from tests.bot_api.journal import Call
from tests.bot_api.polling import get_updates
from tests.bot_api.refused import NOT_FOUND, UNAUTHORIZED, Refused, bad
from tests.bot_api.spec import File, method_name, read_parameters
from tests.bot_api.world import World

_UPLOAD = 50 * 1024 * 1024
_TOKEN = re.compile(r"[^/:]+:[^/]+")
METHODS: dict[str, Callable[[World, dict[str, Any]], object]] = {
    "getMe": profile.get_me,
    "sendMessage": methods.send_message,
    "sendDocument": methods.send_document,
    "sendPhoto": methods.send_photo,
    "editMessageText": methods.edit_text,
    "editMessageReplyMarkup": methods.edit_markup,
    "deleteMessage": methods.delete_message,
    "deleteMessages": methods.delete_messages,
    "answerCallbackQuery": methods.answer_query,
    "sendChatAction": methods.show_action,
    "leaveChat": methods.leave_chat,
    "setMyCommands": profile.set_commands,
    "getMyCommands": profile.get_commands,
    "setMyDescription": profile.set_description,
    "setMyShortDescription": profile.set_short_description,
    "setMyName": profile.set_name,
    "getMyDescription": profile.get_text("description"),
    "getMyShortDescription": profile.get_text("short_description"),
    "getMyName": profile.get_text("name"),
    "setWebhook": profile.set_webhook,
    "deleteWebhook": profile.delete_webhook,
    "getWebhookInfo": profile.webhook_info,
}


class Server:
    """Answers calls for one world."""

    def __init__(self, world: World, bell: Bell) -> None:
        self.world = world
        self.bell = bell

    def application(self) -> web.Application:
        """The application to run."""
        app = web.Application(client_max_size=_UPLOAD)
        app.router.add_route("*", "/bot{token}/{method}", self.answer)
        return app

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One call, from its request to its answer."""
        try:
            self._check_token(request.match_info["token"])
            method = method_name(request.match_info["method"])
            raw, files = await _read_body(request)
        except Refused as refused:
            return _refuse(refused)
        call = self._begin(method, raw)
        fault = self._fault(call)
        self.world.watch(call, "arrived")
        if call.lost:
            return _drop(request)
        if fault and (broken := await _befall(fault, call, request)):
            return broken
        answer = await self._apply(call, raw, files)
        self.world.watch(call, "applied")
        if fault and fault.kind == "drop_after":
            return _drop(request)
        call.done = time.monotonic()
        return answer

    def _check_token(self, token: str) -> None:
        if not _TOKEN.fullmatch(token):
            raise Refused(404, NOT_FOUND)
        if token != self.world.token:
            raise Refused(401, UNAUTHORIZED)

    def _begin(self, method: str, raw: dict[str, object]) -> Call:
        chat = raw.get("chat_id")
        with contextlib.suppress(ValueError):
            chat = int(chat) if isinstance(chat, str) else chat
        with self.world.changed:
            call = self.world.journal.begin(method, chat if isinstance(chat, int) else None, raw)
            self.world.ring()
            return call

    def _fault(self, call: Call) -> Fault | None:
        with self.world.changed:
            fault = self.world.faults.pick(call.method, call.chat)
            call.fault = fault.kind if fault else ""
            return fault

    async def _apply(self, call: Call, raw: dict[str, object], files: dict[str, File]) -> web.Response:
        try:
            result = await self._carry_out(call, raw, files)
        except Refused as refused:
            call.code, call.said = refused.code, refused.text
            return _refuse(refused)
        finally:
            with self.world.changed:
                self.world.ring()
        return _json({"ok": True, "result": result})

    async def _carry_out(self, call: Call, raw: dict[str, object], files: dict[str, File]) -> object:
        call.parameters = read_parameters(call.method, raw, files)
        if call.method == "getUpdates":
            result: object = await get_updates(self.world, self.bell, call.parameters)
        elif call.method not in METHODS:
            raise bad(f"the stand-in does not know {call.method}")
        else:
            with self.world.changed:
                result = METHODS[call.method](self.world, call.parameters)
        call.applied, call.code = True, 200
        if isinstance(result, Message):
            call.message = result.id
            return result.as_json()
        return result


async def _befall(fault: Fault, call: Call, request: web.Request) -> web.StreamResponse | None:
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    if fault.kind == "drop_before":
        return _drop(request)
    if fault.kind == "error":
        call.code = 500
        return _json({"ok": False, "error_code": 500, "description": "Internal Server Error"}, 500)
    if fault.kind == "flood":
        call.code = 429
        return _refuse(Refused(429, f"retry after {int(fault.seconds)}", int(fault.seconds)))
    if fault.kind == "refuse":
        call.code = 400
        return _refuse(bad(fault.text))
    if fault.kind == "garbage":
        call.code = 200
        return web.Response(text="<html>It works</html>", content_type="text/html")
    return None


def _drop(request: web.Request) -> web.StreamResponse:
    if request.transport:
        request.transport.abort()
    return web.Response()


def _json(body: dict[str, object], status: int = 200) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), status=status, content_type="application/json")


def _refuse(refused: Refused) -> web.Response:
    return _json(refused.answer(), refused.code)


async def _read_body(request: web.Request) -> tuple[dict[str, object], dict[str, File]]:
    raw: dict[str, object] = dict(request.query)
    files: dict[str, File] = {}
    kind = request.content_type
    if not request.can_read_body:
        return raw, files
    if kind == "application/json":
        raw |= _object(await request.text())
    elif kind == "application/x-www-form-urlencoded":
        raw |= {name: str(value) for name, value in (await request.post()).items()}
    elif kind == "multipart/form-data":
        async for part in await request.multipart():
            await _read_part(part, raw, files)
    else:
        raise bad(f"unsupported content type {kind}")
    return raw, files


async def _read_part(part: object, raw: dict[str, object], files: dict[str, File]) -> None:
    if not isinstance(part, BodyPartReader) or not part.name:
        raise bad("a part of the form has no name")
    if part.filename is not None:
        files[part.name] = File(part.filename, bytes(await part.read(decode=True)))
    else:
        raw[part.name] = await part.text()


def _object(text: str) -> dict[str, object]:
    try:
        body = json.loads(text)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise bad("can't parse the body as a JSON object")
    return body

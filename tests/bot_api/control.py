"""Addresses under /control/ that drive a stand-in which runs as a process of its own (a benchmark, say)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from tests.bot_api.person import Person

if TYPE_CHECKING:
    from tests.bot_api.standin import StandIn


class Control:
    """POST JSON to /control/say {name, text}, /tap {name, label}, /fault {kind, ...}, /weather {seed, ...}.

    GET /control/chat?name=, /control/calls?method= and /control/count?method= (applied sends when no method is named).
    """

    def __init__(self, telegram: StandIn) -> None:
        self.telegram = telegram
        self.people: dict[str, Person] = {}

    def add_routes(self, app: web.Application) -> None:
        """Answer at /control/."""
        for name in ("say", "tap", "fault", "weather"):
            app.router.add_post(f"/control/{name}", getattr(self, name))
        for name in ("chat", "calls", "count"):
            app.router.add_get(f"/control/{name}", getattr(self, name))

    def _person(self, name: str) -> Person:
        if name not in self.people:
            self.people[name] = self.telegram.person(name)
        return self.people[name]

    async def say(self, request: web.Request) -> web.Response:
        """A person writes."""
        body = await request.json()
        return web.json_response({"message": self._person(body["name"]).says(body["text"])})

    async def tap(self, request: web.Request) -> web.Response:
        """A person taps a button that is shown now; 409 when it is not."""
        body = await request.json()
        try:
            return web.json_response({"query": self._person(body["name"]).taps(body["label"], seconds=0)})
        except AssertionError as missing:
            return web.json_response({"error": str(missing)}, status=409)

    async def fault(self, request: web.Request) -> web.Response:
        """Lay a fault in wait."""
        self.telegram.faults.add(**await request.json())
        return web.json_response({})

    async def weather(self, request: web.Request) -> web.Response:
        """Faults by chance."""
        self.telegram.faults.weather(**await request.json())
        return web.json_response({})

    async def chat(self, request: web.Request) -> web.Response:
        """What a person sees of the bot."""
        seen = self._person(request.query["name"]).seen()
        return web.json_response([{"id": m.id, "text": m.text, "labels": m.labels} for m in seen])

    async def calls(self, request: web.Request) -> web.Response:
        """The calls of a method, or all."""
        return web.json_response([str(call) for call in self._of(request)])

    async def count(self, request: web.Request) -> web.Response:
        """How many messages people got, or how often a method was called."""
        sent = self.telegram.journal.sent() if "method" not in request.query else self._of(request)
        return web.json_response(len(sent))

    def _of(self, request: web.Request) -> list[object]:
        names = [request.query["method"]] if "method" in request.query else []
        return list(self.telegram.journal.of(*names))

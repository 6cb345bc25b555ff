"""Put on the path of a server under test: writes down every address that it connects to or looks up."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_FILE = Path(os.environ["WATCHED_SOCKETS"])
_EVENTS = frozenset(("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"))


def _watch(event: str, args: tuple[object, ...]) -> None:
    if event in _EVENTS:
        where = args[:2] if event == "socket.getaddrinfo" else args[-1]
        with _FILE.open("a") as file:
            file.write(f"{event} {where!r}\n")


sys.addaudithook(_watch)

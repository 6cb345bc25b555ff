"""What a running server shows to the machine around it: one connection, no secret, no core dump (P8, P9)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.process.people import introduce
from tests.process.serving import ROOT, SECRET

if TYPE_CHECKING:
    from tests.bot_api.standin import StandIn
    from tests.process.conftest import Serve
    from tests.process.serving import Serving

WATCHED = Path(__file__).parent / "watched"


def watching(serving: Serving) -> Path:
    """Let the server write down where it connects to; the file."""
    file = serving.folder / "sockets"
    serving.environ |= {"PYTHONPATH": f"{WATCHED}{os.pathsep}{ROOT}", "WATCHED_SOCKETS": str(file)}
    return file


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_p9_it_connects_to_the_bot_api_and_to_nothing_else(telegram: StandIn, serve: Serve, webhook: bool) -> None:
    serving = serve(webhook=webhook)
    sam = telegram.person("Sam")
    introduce(serving, sam)
    sockets = watching(serving)
    with serving:
        sam.says("/start needs_check")
        sam.hears()
        sam.says("I want to kill myself")
        sam.hears("No person reads this")
        sam.says("/export")
        sam.hears()
        sam.says("/sos")
        sam.hears()
        telegram.wait_until_taken()
        assert serving.stop() == 0
    api = urlsplit(telegram.root)
    seen = set(sockets.read_text().splitlines())
    assert seen == {f"socket.connect {(api.hostname, api.port)!r}"}


def test_p9_the_watch_sees_a_connection_that_should_not_be(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = other.getsockname()
        environ = {"PYTHONPATH": str(WATCHED), "WATCHED_SOCKETS": str(tmp_path / "sockets")}
        code = f"import socket; socket.create_connection({address!r})"
        subprocess.run([sys.executable, "-c", code], env=environ, check=True)
    assert f"socket.connect {address!r}" in (tmp_path / "sockets").read_text()


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="this system has no /proc")
def test_p8_no_secret_is_in_the_process_list_and_no_core_is_dumped(telegram: StandIn, serve: Serve) -> None:
    serving = serve(webhook=True)
    with serving:
        assert serving.process is not None
        proc = Path(f"/proc/{serving.process.pid}")
        shown = (proc / "cmdline").read_bytes() + (proc / "comm").read_bytes()
        for secret in (telegram.token, telegram.token.partition(":")[2], SECRET):
            assert secret.encode() not in shown
        limits = dict(_limit(line) for line in (proc / "limits").read_text().splitlines())
        assert limits["Max core file size"] == ["0", "0"]


def _limit(line: str) -> tuple[str, list[str]]:
    """The name of a limit, and its soft and hard value."""
    return line[:25].strip(), line[25:].split()[:2]

"""A real server process, started as an operator would start it, against the stand-in of Telegram on loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from tests.bot_api.standin import StandIn

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-m", "bot")
SECRET = "a-secret_for-the-webhook"
START_SECONDS = 20.0
STOP_SECONDS = 5.0


class Serving:
    """`tandem serve` in a folder of its own, where everything it writes lies.

    Nothing else of the machine's environment reaches it. It may be started again after it ended, on the same database.
    """

    def __init__(self, telegram: StandIn, folder: Path, *, webhook: bool = False, **environ: str) -> None:
        folder.mkdir(exist_ok=True, parents=True)
        self.telegram = telegram
        self.folder = folder
        self.webhook = webhook
        self.database = folder / "data" / "tandem.db"
        self.key_file = folder / "keys" / "tandem.key"
        self.process: subprocess.Popen[bytes] | None = None
        self.environ = self._environ() | environ

    def _environ(self) -> dict[str, str]:
        environ = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(self.folder / "home"),
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_BOT_TOKEN": self.telegram.token,
            "TELEGRAM_API_ROOT": self.telegram.root,
            "TANDEM_DATABASE": str(self.database),
            "TANDEM_KEY_FILE": str(self.key_file),
            "TANDEM_SEND_RATE": "1000",
            "TANDEM_SEED": "7",
        }
        if self.webhook:
            listen = f"127.0.0.1:{free_port()}"
            environ |= {"TANDEM_LISTEN": listen, "TANDEM_WEBHOOK_SECRET": SECRET}
            environ["TANDEM_WEBHOOK_URL"] = f"http://{listen}/a-path-nobody-guesses"
        return environ

    # --- starting and ending --------------------------------------------------------------------------------

    def start(self, *words: str, ready: bool = True) -> Self:
        """Start it, and wait until it takes updates. `words` are further words of the command line."""
        before = self._ready_calls()
        with (self.folder / "stdout").open("ab") as out, (self.folder / "stderr").open("ab") as err:
            self.process = subprocess.Popen(
                [*PROGRAM, "serve", *words],
                cwd=self.folder,
                env=self.environ,
                stdout=out,
                stderr=err,
            )
        threading.Thread(target=self._tell_the_end, args=(self.process,), daemon=True).start()
        if ready:
            wanted = f"the server takes updates; it wrote: {self.stderr[-1000:]}"
            self.telegram.world.wait_for(lambda: self.ended() or self._ready_calls() > before, START_SECONDS, wanted)
            assert not self.ended(), f"the server ended with {self.process.returncode}: {self.stderr[-2000:]}"
        return self

    def _ready_calls(self) -> int:
        return len(self.telegram.journal.of("setWebhook" if self.webhook else "getUpdates"))

    def _tell_the_end(self, process: subprocess.Popen[bytes]) -> None:
        process.wait()
        with self.telegram.world.changed:
            self.telegram.world.ring()

    def ended(self) -> bool:
        """Whether it has ended."""
        return self.process is not None and self.process.poll() is not None

    def wait(self, seconds: float = START_SECONDS) -> int:
        """Its exit code, once it has ended by itself."""
        assert self.process is not None
        return self.process.wait(seconds)

    def stop(self, seconds: float = STOP_SECONDS) -> int:
        """Its exit code after SIGTERM. subprocess.TimeoutExpired if it takes longer than `seconds`."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def kill(self) -> None:
        """Kill it where it stands."""
        assert self.process is not None
        self.process.kill()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process and not self.ended():
            self.kill()
            self.process.wait()

    # --- what it wrote --------------------------------------------------------------------------------------

    @property
    def stderr(self) -> str:
        """What it wrote to stderr, in all its lives."""
        return self._text("stderr")

    @property
    def stdout(self) -> str:
        """What it wrote to stdout, in all its lives."""
        return self._text("stdout")

    def _text(self, name: str) -> str:
        file = self.folder / name
        return file.read_text("utf-8", "replace") if file.exists() else ""

    def tandem(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run another command of the program on the same files."""
        return subprocess.run(
            [*PROGRAM, *words],
            cwd=self.folder,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

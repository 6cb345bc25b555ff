"""The stand-in as a process: `python -m tests.bot_api` prints its address and token as JSON and serves until killed."""

from __future__ import annotations

import argparse
import json
import signal
import sys

from tests.bot_api.standin import TOKEN, StandIn


def main() -> None:
    """Serve until SIGINT or SIGTERM."""
    words = argparse.ArgumentParser(prog="python -m tests.bot_api", description=__doc__)
    words.add_argument("--port", type=int, default=0)
    words.add_argument("--token", default=TOKEN)
    chosen = words.parse_args()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    with StandIn(chosen.token, port=chosen.port) as telegram:
        sys.stdout.write(json.dumps({"root": telegram.root, "token": telegram.token}) + "\n")
        sys.stdout.flush()
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()

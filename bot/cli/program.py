"""The group of all commands, each loaded when it is asked for, and the one place where failures become exit codes.

Exit 0 is success, 2 a usage error, 1 anything else, told in one line without a traceback.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from bot import logs
from bot.cli.problem import Problem
from bot.settings import SettingsProblem
from storage import StorageProblem

COMMANDS = (
    "chat", "serve", "check", "graph", "replay", "feedback", "screen", "helplines", "people", "nudges", "export",
    "forget", "stats", "backup", "restore", "rekey", "healthy",
)  # fmt: skip


class _Program(click.Group):
    """The commands, in our order; `tandem NAME` lives in bot/cli/NAME.py under the same name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"bot.cli.{cmd_name}"), cmd_name)
        return command


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def tandem() -> None:
    """Guided reflection on relationships: a Telegram bot that also talks in this terminal.

    \b
    Example:
      tandem chat
    """  # noqa: D301  \b is click's mark for lines that stay as they are


def main(words: Sequence[str] | None = None) -> int:
    """Run the program with these words of the command line, or the process's own; the exit code."""
    try:
        code = tandem.main(words, prog_name="tandem", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  whatever it is ends as one line
        sys.stderr.write(" ".join(_sentence(error).split()) + "\n")
        return 1
    return code if isinstance(code, int) else 0


def _sentence(error: BaseException) -> str:
    """What went wrong, without a word that a person wrote."""
    match error:
        case SettingsProblem() | StorageProblem() | Problem():
            return str(error)
        case click.Abort() | KeyboardInterrupt():
            return "Stopped."
        case OSError():
            return f"{error.filename or 'A file'} could not be used: {error.strerror}."
        case _:
            return f"This is a mistake in Tandem, please report it: {logs.describe(error)}"

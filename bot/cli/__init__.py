"""The `tandem` program: every command, and how any failure ends as one clear line."""

from __future__ import annotations

from bot.cli.program import main

__all__ = ["main"]

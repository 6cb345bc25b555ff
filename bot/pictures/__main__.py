"""The drawing process: a chart as JSON on standard input, its picture on standard output."""

from __future__ import annotations

import sys

import msgspec

from bot.pictures.draw import draw
from dialogs.progress import Chart

sys.stdout.buffer.write(draw(msgspec.json.decode(sys.stdin.buffer.read(), type=Chart)))

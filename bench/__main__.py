"""`python -m bench [name ...]`: run the measurements and print them."""

from __future__ import annotations

import sys

from bench import nudging, sending, starting, turns

MEASURES = {
    "starting": starting.measure,
    "turns": turns.measure,
    "sending": sending.measure,
    "nudges": nudging.measure,
}

for name in sys.argv[1:] or MEASURES:
    for line in MEASURES[name]():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

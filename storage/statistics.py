"""How many people do what: counts of people, of which small ones are not told apart.

Reads only what is not encrypted: kinds, scripts and times of records, never what anybody wrote.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.connection import Connection
from storage.instants import stamp

FEWEST = 10  # people: fewer are not shown, so that nobody can be told from a number
PEOPLE = "SELECT count(*) FROM people"
LATELY = "SELECT count(*) FROM sessions WHERE saved >= ?"
GONE = "SELECT count(*) FROM people WHERE gone"
NUDGED = "SELECT count(*) FROM nudges"
FINISHED = (
    "SELECT script, count(DISTINCT person) FROM records WHERE kind = 'run' GROUP BY script ORDER BY 2 DESC, script"
)
WAITING = "SELECT count(*) FROM outbox"


def statistics(connection: Connection, now: datetime) -> dict[str, int | None]:
    """Counts of people by what they do, None where they are fewer than ten; and how many messages wait.

    Walks whole tables: for an operator now and then.
    """
    found = {
        "people": connection.number(PEOPLE),
        "people in the last 7 days": connection.number(LATELY, (stamp(now - timedelta(days=7)),)),
        "people in the last 30 days": connection.number(LATELY, (stamp(now - timedelta(days=30)),)),
        "people who have blocked the bot": connection.number(GONE),
        "people with reminders": connection.number(NUDGED),
        **{f"people who finished {script}": count for script, count in connection.rows(FINISHED)},
    }
    shown = {name: count if count >= FEWEST else None for name, count in found.items()}
    return {**shown, "messages waiting": connection.number(WAITING)}

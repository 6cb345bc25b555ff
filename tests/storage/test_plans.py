"""Every query is found by an index, so a turn costs the same with ten people and with a million."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from _pytest.mark import ParameterSet

import storage
from storage import Store

WALKS = {  # for an operator, once in a while: they walk a table because they tell of all of it
    "people.ALL_PEOPLE",
    "rekey.NUMBERS",
    "backup.SAME_ORIGIN",
    "backup.ERASED_SINCE",
}
COUNTING = {"statistics"}  # modules whose every query counts all there is, for an operator too
FEW = {
    "SCAN sqlite_sequence",  # SQLite's own table: a row a table
    "SCAN updates",  # from one end, 128 rows at most
    "SCAN nudges USING COVERING INDEX nudges_due",  # the first row
    "SCAN outbox USING INDEX outbox_nudges",  # some seconds of nudges at most
}
STATEMENTS = ("SELECT", "INSERT", "UPDATE", "DELETE")


def queries() -> Iterator[ParameterSet]:
    for module in pkgutil.iter_modules(storage.__path__):
        for name, sql in vars(importlib.import_module(f"storage.{module.name}")).items():
            if (
                isinstance(sql, str)
                and name.isupper()
                and sql.startswith(STATEMENTS)
                and f"{module.name}.{name}" not in WALKS
                and module.name not in COUNTING
            ):
                yield pytest.param(sql, id=f"{module.name}.{name}")


QUERIES = list(queries())


def test_the_queries_are_found() -> None:
    assert len(QUERIES) > 20


@pytest.mark.parametrize("sql", QUERIES)
def test_no_query_walks_or_sorts(store: Store, sql: str) -> None:
    numbered = max(map(int, re.findall(r"\?(\d)", sql)), default=0)
    values = [None] * (numbered or sql.count("?"))
    plan = [row[3] for row in store.connection.rows(f"EXPLAIN QUERY PLAN {sql}", values)]
    walks = [line for line in plan if line.startswith("SCAN") and line not in FEW]
    assert not walks, plan
    assert not [line for line in plan if "TEMP B-TREE" in line], plan


def test_forgetting_follows_an_index_into_every_table(store: Store) -> None:
    """Foreign keys cascade without a plan to look at; each needs an index that begins with the person."""
    for (table,) in store.connection.rows("SELECT name FROM sqlite_schema WHERE sql LIKE '%REFERENCES people%'"):
        sql = f"EXPLAIN QUERY PLAN DELETE FROM {table} WHERE person = 1"  # noqa: S608 (our own names)
        plan = [row[3] for row in store.connection.rows(sql)]
        assert all(line.startswith("SEARCH") for line in plan), (table, plan)

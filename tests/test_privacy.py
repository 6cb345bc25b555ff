"""docs/privacy.md tells of every table, column and field there is, and of none that is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dialogs.session import Session
from dialogs.turn import Settings
from storage import Store

PAGE = (Path(__file__).parents[1] / "docs" / "privacy.md").read_text(encoding="utf-8")
DATABASE = PAGE.partition("\n## The database\n")[2].partition("\n### ")[0]
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
Schema = dict[tuple[str, str], str]


@pytest.fixture
def schema(tmp_path: Path) -> Schema:
    """(table, column) to the type it has, of a new database."""
    store = Store.open(tmp_path / "data" / "t.db", tmp_path / "keys" / "key")
    try:
        tables = [name for (name,) in store.connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            (table, column): kind
            for table in tables
            for column, kind in store.connection.rows("SELECT name, type FROM pragma_table_info(?)", (table,))
        }
    finally:
        store.close()


def told(page: str) -> Schema:
    """(table, column) to how it is protected, as the page says."""
    return {
        (table, column): protected.strip()
        for table, columns, protected, _ in ROW.findall(page)
        for column in re.findall(r"`(\w+)`", columns)
    }


def test_every_table_and_column_is_named_and_no_other(schema: Schema) -> None:
    assert set(told(DATABASE)) == set(schema)


@pytest.mark.parametrize("table", ["people", "records", "sqlite_sequence"])
def test_a_table_that_is_not_told_is_seen(schema: Schema, table: str) -> None:
    without = "\n".join(line for line in DATABASE.splitlines() if not line.startswith(f"| `{table}` |"))
    assert {name for name, _ in set(schema) - set(told(without))} == {table}


def test_only_what_can_be_encrypted_is_said_to_be(schema: Schema) -> None:
    bytes_columns = {place for place, kind in schema.items() if kind == "BLOB"}
    encrypted = {place for place, protected in told(DATABASE).items() if protected == "encrypted"}
    assert encrypted == bytes_columns - {("people", "lookup"), ("meta", "value")}
    assert told(DATABASE)["people", "lookup"] == "keyed hash"


def test_every_row_says_how_long() -> None:
    assert all(long.strip() for *_, long in ROW.findall(DATABASE))


def test_every_setting_is_named() -> None:
    assert named_under("### Inside `settings`") >= set(Settings.__struct_fields__)


def test_every_field_of_a_session_is_named() -> None:
    assert named_under("### Inside `session`") >= set(Session.__struct_fields__)


def named_under(heading: str) -> set[str]:
    """The words in backticks between that heading and the next."""
    text = re.split(r"\n##", PAGE.partition(f"\n{heading}\n")[2])[0]
    return set(re.findall(r"`(\w+)`", text))

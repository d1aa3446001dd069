"""Fault injection: a database whose disk is full at a chosen step; the driver itself fails."""

from __future__ import annotations

from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

SQLITE_FULL = 13


class FailingDisk:
    """Counts the steps of write transactions, from BEGIN IMMEDIATE to COMMIT, and fails at one of them."""

    def __init__(self) -> None:
        self.steps_left = 0  # until it fails; 0 or less: it does not fail

    def step(self) -> None:
        self.steps_left -= 1
        if self.steps_left == 0:
            error = sqlcipher.OperationalError("database or disk is full")
            error.sqlite_errorcode = SQLITE_FULL
            raise error

    def connect(self, *args: Any, **options: Any) -> Any:
        """Replaces the driver's own `connect`."""
        return _CONNECT(*args, **options, factory=lambda *a, **o: _Connection(self, *a, **o))


_CONNECT = sqlcipher.connect


class _Connection(sqlcipher.Connection):  # type: ignore[misc]
    def __init__(self, disk: FailingDisk, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.disk = disk
        self.writes = False

    def cursor(self, *_: Any) -> Any:
        return super().cursor(_Cursor)

    def before(self, sql: str) -> None:
        if sql == "BEGIN IMMEDIATE":
            self.writes = True
        if self.writes:
            self.disk.step()

    def commit(self) -> None:
        if self.writes:
            self.disk.step()
        super().commit()
        self.writes = False

    def rollback(self) -> None:
        super().rollback()
        self.writes = False


class _Cursor(sqlcipher.Cursor):  # type: ignore[misc]
    def execute(self, sql: str, *values: Any) -> Any:
        self.connection.before(sql)
        return super().execute(sql, *values)

    def executemany(self, sql: str, *values: Any) -> Any:
        self.connection.before(sql)
        return super().executemany(sql, *values)

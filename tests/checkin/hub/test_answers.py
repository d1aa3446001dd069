"""Values as a hub sends them: those of the wrong length are refused before anything is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.errors import HubMisbehaves
from checkin.hub.answers import fetch, read
from tests.checkin.hub.desks_at_hub import connection_of

if TYPE_CHECKING:
    from tests.checkin.hub.desks_at_hub import DesksAtHub

TYPES = ("uuid", "int", "bigint", "bool", "bytea", "text")
EVERY_TYPE = (
    "SELECT %s::uuid, -5::int, -(2::bigint ^ 40)::bigint, true, '\\x00ff'::bytea, 'ü', NULL::bytea"
)
ID = "00000000-0000-0000-0000-0000000000ff"


def test_each_type_is_read_as_postgresql_sends_it(shared: DesksAtHub) -> None:
    with connection_of(shared.stations[0]) as connection:
        (row,) = fetch(connection, EVERY_TYPE, [ID], [*TYPES, "bytea"])
        with pytest.raises(HubMisbehaves):
            fetch(connection, EVERY_TYPE, [ID], TYPES)  # a column too many
        with pytest.raises(HubMisbehaves):
            fetch(connection, "SELECT 1::bigint", (), ["int"])
        with pytest.raises(HubMisbehaves):
            fetch(connection, "SET search_path = ''", (), ["int"])
    assert row == (UUID(ID), -5, -(2**40), True, b"\x00\xff", "ü", None)


@given(st.sampled_from(TYPES), st.binary(max_size=20))
def test_any_bytes_are_read_or_refused(kind: str, data: bytes) -> None:
    try:
        (value,) = read([data], [kind])
    except HubMisbehaves:
        return
    assert type(value) in (UUID, int, bool, bytes, str)

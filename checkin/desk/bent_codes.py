"""Recovery of external ticket codes that a keyboard layout has garbled (layout mismatch)."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Final

from checkin import codes, keyboards, mrz
from checkin.desk import payloads
from checkin.domain import DelegateId
from checkin.errors import NotPossible
from checkin.language import mark
from checkin.store import attendance, external

if TYPE_CHECKING:
    import sqlalchemy as sa

    from checkin.domain import Presentable
    from checkin.store.store import Store

LONGEST: Final = 1_000  # Indico's are some 150 letters of JSON
PLAIN: Final = frozenset(string.ascii_letters + string.digits)  # possible in any future ticket


def reading_of(store: Store, presented: Presentable) -> codes.Reading | int | DelegateId:
    """What was presented: a number or a delegate as it is, a code as it is read.

    Raises `NotPossible` for nothing, and for a line of an identity document: what is presented is
    journalled, and that must not be.
    """
    if isinstance(presented, int | DelegateId):
        return presented
    reading = codes.read(presented)
    if reading.shape is codes.Shape.EMPTY:
        raise NotPossible(mark("Nothing was scanned."))
    if reading.shape is codes.Shape.FOREIGN and mrz.is_part(presented):
        raise NotPossible(
            mark(
                "This is from an identity document, and is not recorded. Look for the name at the desk."
            )
        )
    return straightened(store, reading)


def straightened(store: Store, reading: codes.Reading) -> codes.Reading:
    """The reading with the external code that it stands for: within a payload, or garbled by a layout.

    It is done ahead of the transaction of a scan, and only where the store has external codes at all.
    """
    text = reading.text
    if reading.shape is codes.Shape.OURS or len(text) > LONGEST:
        return reading
    within = payloads.secrets_within(text)
    if codes.is_address(text) and not within:
        return reading
    with store.read() as connection:
        if not external.has_any(connection) or attendance.by_code(connection, text):
            return reading
        code = external.the_one(connection, within)
        if code is None and not codes.is_address(text):
            code = recover(connection, reading)
    return reading if code is None else codes.Reading(codes.Shape.FOREIGN, "", code)


def recover(connection: sa.Connection, reading: codes.Reading) -> str | None:
    """The external code behind a text that is not one; None unless there is no doubt.

    Exactly one candidate must be known, and the text must be plainly garbled: by a sign that no
    external code has, or because the code is long and unlike all others. The holder of Y12 must not
    come in as Z12.
    """
    text = reading.text
    ways = {
        codes.without_prefixes(straightening) for straightening in keyboards.straightenings(text)
    } - {text, ""}
    code = external.the_one(connection, ways)
    if code is None:
        return None
    signs = sorted(set(text) - set(code) - PLAIN)
    beyond_doubt = external.is_strange(connection, signs) or external.stands_alone(connection, code)
    return code if beyond_doubt else None

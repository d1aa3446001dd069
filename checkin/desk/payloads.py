"""QR payloads of other systems: the ticket's secret within JSON (Indico) or at the end of a URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlsplit

from checkin import codes, outside

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST: Final = (
    8  # a shorter part of a text is no secret: the 12 of an address must not let number 12 in
)
MOST: Final = 40
_DEEPEST: Final = 4
_UUID: Final = re.compile(
    r"([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})", re.IGNORECASE
)


def secrets_within(text: str) -> frozenset[str]:
    """What may be the code of a ticket within a payload; nothing for a text that is the code itself."""
    if codes.is_address(text):
        found = _of_address(text)
    elif text.startswith(("{", "[")):
        found = _of_json(text)
    else:
        return frozenset()
    long = [codes.external(part) for part in found if SHORTEST <= len(part) <= codes.LONGEST]
    # Systems write the same identifier with hyphens on a list and without them in a symbol.
    with_hyphens = [
        "-".join(match.groups()).lower() for part in long if (match := _UUID.fullmatch(part))
    ]
    return frozenset((*long[:MOST], *with_hyphens[:MOST]))


def _of_address(text: str) -> Iterator[str]:
    try:
        address = urlsplit(text)
    except ValueError:
        return
    yield address.path.rstrip("/").rpartition("/")[2]
    yield address.fragment
    yield from (value for _, value in parse_qsl(address.query, max_num_fields=None)[:MOST])


def _of_json(text: str) -> Iterator[str]:
    try:
        payload = outside.parsed_json(text)
    except ValueError:
        return
    yield from (part for part in _texts(payload, 0) if not codes.is_address(part))


def _texts(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict) and depth < _DEEPEST:
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part, depth + 1)

"""An event as a plan file (TOML writer): what `read_plan` reads back to the same event.

Only the small part of TOML that a plan needs. A key that has its default is left out.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from checkin.domain import PLACES, Category, Event, Session
from checkin.plan.changing import category_in_words, in_words, session_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TIMES: Final = frozenset({"starts", "ends"})
_DELETE: Final = "\x7f"  # JSON leaves it as it is, TOML wants it escaped


def to_toml(event: Event) -> str:
    """The text of the plan file. A category that was taken away is in it where a session names it."""
    named = {category for session in event.sessions for category in session.categories}
    gone = [category for category in event.gone_categories if category.key in named]
    words, zone = in_words(event), event.time_zone
    plain = category_in_words(Category("", {}))
    everywhere = {"places": [place.value for place in PLACES]}
    categories = [*words["category"], *map(category_in_words, gone)]
    blocks = [
        ["[event]", *_lines(words["event"], {}, zone)],
        *(["[[category]]", *_lines(category, plain, zone)] for category in categories),
        *(["[[session]]", *_lines(each, _plain(each), zone)] for each in words["session"]),
        *(["[[column]]", *_lines(each, everywhere, zone)] for each in words["column"]),
        *(["[[question]]", *_lines(each, {}, zone)] for each in words["question"]),
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _plain(session: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a session has where the file says nothing."""
    plain = session_in_words(Session("", {}), "UTC")
    return {**plain, "exclusive": bool(session["room"])}


def _lines(values: Mapping[str, Any], plain: Mapping[str, Any], zone: str) -> Iterator[str]:
    for key, value in values.items():
        is_default = plain[key] == value if key in plain else value in ("", [])
        if value is None or is_default:
            continue
        yield f"{key} = {_time(value, zone) if key in _TIMES else _value(value)}"


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return json.dumps(value, ensure_ascii=False).replace(_DELETE, "\\u007f")
        case dict():
            return "{ " + ", ".join(f"{key} = {_value(text)}" for key, text in value.items()) + " }"
        case _:
            return "[" + ", ".join(map(_value, value)) + "]"


def _time(text: str, zone: str) -> str:
    """The local time; with its offset in the hour that the clocks show twice."""
    at = datetime.fromisoformat(text)
    naive = at.replace(tzinfo=None)
    return (
        text
        if naive.replace(tzinfo=ZoneInfo(zone)).utcoffset() != at.utcoffset()
        else naive.isoformat()
    )

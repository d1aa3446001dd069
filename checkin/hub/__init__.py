"""Hub (PostgreSQL): through it desks of an event exchange entries, and it can read none of them.

Its driver, psycopg, is an extra of the program: it is loaded when a function of this module is called, and
`HubMissing` names it where it is not installed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from checkin.errors import HubMissing
from checkin.hub.membership import HubAddress, Membership, keep, stored
from checkin.language import mark

if TYPE_CHECKING:
    from checkin.hub.local import LocalHub, listening
    from checkin.hub.round import RoundResult
    from checkin.hub.setting_up import at, end_event, leave, member_for, prepare, revoke
    from checkin.hub.watch import Watch, WatchNews, sync_once

__all__ = [
    "HubAddress",
    "LocalHub",
    "Membership",
    "RoundResult",
    "Watch",
    "WatchNews",
    "at",
    "end_event",
    "keep",
    "leave",
    "listening",
    "member_for",
    "prepare",
    "revoke",
    "stored",
    "sync_once",
]

_HOMES: Final = {
    "LocalHub": "checkin.hub.local",
    "listening": "checkin.hub.local",
    "RoundResult": "checkin.hub.round",
    "at": "checkin.hub.setting_up",
    "end_event": "checkin.hub.setting_up",
    "leave": "checkin.hub.setting_up",
    "member_for": "checkin.hub.setting_up",
    "prepare": "checkin.hub.setting_up",
    "revoke": "checkin.hub.setting_up",
    "Watch": "checkin.hub.watch",
    "WatchNews": "checkin.hub.watch",
    "sync_once": "checkin.hub.watch",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module(_HOMES[name])
    except ImportError as error:
        raise HubMissing(
            mark('A hub needs the extra part of Uketsuke: pip install "uketsuke[hub]"')
        ) from error
    return getattr(module, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

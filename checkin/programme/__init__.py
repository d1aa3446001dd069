"""The event changed while it runs (reconfiguration): what a change means, the change, and its undo."""

from checkin.programme.programme import ChangedEvent, EventView, Programme
from checkin.programme.undoing import EventUndo

__all__ = ["ChangedEvent", "EventUndo", "EventView", "Programme"]

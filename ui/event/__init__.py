"""Page for the event: its facts, categories and programme (event management), for organisers."""

from ui.event.page import EventPage

__all__ = ["EventPage"]

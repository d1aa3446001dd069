"""Desks (fleet): all machines of the event, adding and revoking one, and sticks between them."""

from ui.desks.page import DesksPage
from ui.desks.parts import DesksParts

__all__ = ["DesksPage", "DesksParts"]

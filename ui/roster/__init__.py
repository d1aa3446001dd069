"""Roster import (CSV, Excel): from a file to delegates, in four steps, with a preview and undo."""

from ui.roster.page import RosterPage
from ui.roster.parts import RosterParts

__all__ = ["RosterPage", "RosterParts"]

"""Roster: from a file that somebody sent to delegates, in four steps, with a look before anything is stored."""

from ui.roster.page import RosterPage

__all__ = ["RosterPage"]

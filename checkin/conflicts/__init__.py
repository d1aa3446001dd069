"""Conflicts (merge conflicts): what came of desks that were apart, derived from the entries, and settled."""

from checkin.conflicts.conflicts import Conflicts, OpenConflicts

__all__ = ["Conflicts", "OpenConflicts"]

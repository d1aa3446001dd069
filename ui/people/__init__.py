"""People: find somebody in any script, and do what the role permits with their card."""

from ui.people.page import PeoplePage

__all__ = ["PeoplePage"]

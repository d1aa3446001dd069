"""People: fuzzy search for a delegate in any script, and edit their record."""

from ui.people.for_all import ListParts
from ui.people.page import PeoplePage
from ui.people.photographing import PhotoParts

__all__ = ["ListParts", "PeoplePage", "PhotoParts"]

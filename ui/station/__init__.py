"""Station: is this desk ready, who uses it, and how it is set up."""

from ui.station.page import StationPage
from ui.station.parts import StationParts

__all__ = ["StationPage", "StationParts"]

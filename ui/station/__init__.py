"""Station: readiness check (diagnostics), roles, and settings of this desk."""

from ui.station.page import StationPage
from ui.station.parts import StationParts

__all__ = ["StationPage", "StationParts"]

"""The page Overview (dashboard), and the big screen without names."""

from ui.overview.page import OverviewPage
from ui.overview.parts import OverviewParts

__all__ = ["OverviewPage", "OverviewParts"]

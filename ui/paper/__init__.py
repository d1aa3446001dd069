"""Paper: badges with a look before they print, the print queue, lists, invitations."""

from ui.paper.page import PaperPage
from ui.paper.part import PaperParts

__all__ = ["PaperPage", "PaperParts"]

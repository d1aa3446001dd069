"""Paper: badges with a preflight check, the print queue, lists (reports), invitations."""

from ui.paper.page import PaperPage
from ui.paper.part import PaperParts

__all__ = ["PaperPage", "PaperParts"]

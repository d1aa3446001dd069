"""Layout designer (WYSIWYG badge editor): the layout at true size, edited by mouse or keyboard."""

from ui.designer.page import DesignerPage

__all__ = ["DesignerPage"]

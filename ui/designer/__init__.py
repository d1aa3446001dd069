"""The designer: a layout at its true size, changed by mouse or keys, with what it comes to beside it."""

from ui.designer.page import DesignerPage

__all__ = ["DesignerPage"]

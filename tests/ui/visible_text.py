"""All readable text of a window: texts, tooltips, titles, and accessible names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

PROPERTIES: Final = (
    "text",
    "placeholderText",
    "plainText",
    "title",
    "toolTip",
    "statusTip",
    "whatsThis",
    "windowTitle",
    "accessibleName",
    "accessibleDescription",
)
ROLES: Final = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


def everything(window: QWidget) -> str:
    """All of it as one text, shown or hidden."""
    widgets = [window, *window.findChildren(QWidget)]
    return "\n".join(part for widget in widgets for part in _of(widget))


def _of(widget: QWidget) -> Iterator[str]:
    for name in PROPERTIES:
        value = widget.property(name)
        if isinstance(value, str):
            yield value
    if isinstance(widget, (QAbstractItemView, QComboBox)) and widget.model() is not None:
        yield from _rows(widget.model())


def _rows(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount()):
        for role in ROLES:
            value = model.index(row, 0).data(role)
            if isinstance(value, str):
                yield value

"""Accessibility audit of a window: screen reader, keyboard, touch targets, clipped text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QShortcut
from PySide6.QtGui import Qt as Rich
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from ui.parts.columns import NARROW
from ui.parts.theme import TOUCH
from ui.parts.widgets import Elided, Fitted, KeyButton, SearchField, Tick

if TYPE_CHECKING:
    from collections.abc import Iterator

HANDLED: Final = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)
CHIP: Final = 24  # minimum target size (WCAG 2.2, 2.5.8)
ROLES_OF_ASIDES: Final = ("chip", "link")


def shown(window: QWidget) -> Iterator[QWidget]:
    """Every widget of the window that is visible, or can be scrolled into view."""
    yield from (widget for widget in window.findChildren(QWidget) if widget.isVisibleTo(window))


def handled(window: QWidget) -> Iterator[QWidget]:
    """The interactive widgets among them, without the parts of compound widgets."""
    for widget in shown(window):
        inside = isinstance(widget, (QScrollBar, QHeaderView)) or isinstance(
            widget.parent(), QComboBox
        )
        corner = widget.inherits("QTableCornerButton") or widget.inherits("QComboBoxListView")
        tab = isinstance(widget.parent(), QTabBar)
        if isinstance(widget, HANDLED) and not (inside or corner or tab):
            yield widget


def named(widget: QWidget) -> str:
    """The widget's name in a message."""
    words = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""
    return f"{type(widget).__name__} “{words or widget.accessibleName()}”"


# Screen reader


def untold(window: QWidget) -> Iterator[str]:
    """Widgets without an accessible name or with a wrong state."""
    for widget in handled(window):
        told = QAccessible.queryAccessibleInterface(widget)
        if not told.text(QAccessible.Text.Name).strip():
            yield f"{named(widget)} in {type(widget.parent()).__name__}: has no name"
        yield from _states_untold(widget, told.state())


def _states_untold(widget: QWidget, state: QAccessible.State) -> Iterator[str]:
    if bool(state.disabled) is widget.isEnabled():
        yield f"{named(widget)}: says wrongly whether it can be used"
    if isinstance(widget, QAbstractButton) and widget.isCheckable():
        told = (bool(state.checkable), bool(state.checked))
        if told != (True, widget.isChecked()):
            yield f"{named(widget)}: says wrongly whether it is chosen"
    if isinstance(widget, QLineEdit):
        secret = widget.echoMode() is QLineEdit.EchoMode.Password
        if secret and not state.passwordEdit:
            yield f"{named(widget)}: does not say that it hides what is typed"


# Plain text

TIPS: Final = ("toolTip", "whatsThis", "statusTip")
TOLD: Final = (*TIPS, "accessibleName", "accessibleDescription", "text", "title", "windowTitle")


def told(window: QWidget) -> Iterator[str]:
    """Every text of every widget, shown or not, and every row of its models."""
    for widget in (window, *window.findChildren(QWidget)):
        yield from (words for name in TOLD if isinstance(words := widget.property(name), str))
        if isinstance(widget, (QAbstractItemView, QComboBox)) and widget.model() is not None:
            yield from (words for role in Qt.ItemDataRole for words in _cells(widget, role))


def markup(window: QWidget) -> Iterator[str]:
    """Labels and tips that would draw words as markup, whatever they say now."""
    for widget in (window, *window.findChildren(QWidget)):
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
            yield f"{named(widget)}: guesses whether its words are markup"
        if isinstance(widget, QTextEdit) and not isinstance(widget, QTextBrowser):
            yield f"{named(widget)}: takes markup"
        tips = [str(widget.property(name) or "") for name in TIPS]
        if isinstance(widget, (QAbstractItemView, QComboBox)) and widget.model() is not None:
            tips += _cells(widget, Qt.ItemDataRole.ToolTipRole)
            tips += _cells(widget, Qt.ItemDataRole.WhatsThisRole)
        for tip in tips:
            inside = tip.removeprefix("<qt>").removesuffix("</qt>")
            if Rich.mightBeRichText(tip) and (inside == tip or "<" in inside):
                yield f"{named(widget)}: the tip “{tip}” is markup"


def _cells(view: QAbstractItemView | QComboBox, role: Qt.ItemDataRole) -> list[str]:
    model = view.model()
    single = isinstance(model, QAbstractListModel)
    columns = 1 if single else model.columnCount(QModelIndex())
    cells = (
        model.index(row, column).data(role)
        for row in range(min(model.rowCount(QModelIndex()), 100))
        for column in range(columns)
    )
    return [cell for cell in cells if isinstance(cell, str)]


# Keyboard


def unreached(window: QWidget) -> Iterator[str]:
    """Widgets that no key reaches, and shortcuts that are not announced."""
    keyed = {widget.parent() for widget in window.findChildren(QShortcut)}
    for widget in handled(window):
        if isinstance(widget, KeyButton):
            told = QAccessible.queryAccessibleInterface(widget)
            if widget.key and told.text(QAccessible.Text.Description) != widget.key:
                yield f"{named(widget)}: does not tell its key"
            if widget.key:
                continue
        by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus or _led_to(widget)
        shortcut = isinstance(widget, QAbstractButton) and not widget.shortcut().isEmpty()
        if not by_tab and not shortcut and widget not in keyed:
            yield f"{named(widget)} in {type(widget.parent()).__name__}: no key leads there"


def _led_to(widget: QWidget) -> bool:
    """True if the field above controls it by arrow keys, or it has nothing to choose."""
    if not isinstance(widget, QAbstractItemView):
        return False
    fields = widget.window().findChildren(SearchField)
    nothing = widget.selectionMode() is QAbstractItemView.SelectionMode.NoSelection
    return nothing or any(field.isVisibleTo(widget.window()) for field in fields)


# Touch and low vision


def too_small(window: QWidget) -> Iterator[str]:
    """Touch targets that are too small."""
    for widget in handled(window):
        aside = widget.property("role") in ROLES_OF_ASIDES
        least = CHIP if aside else TOUCH
        field = isinstance(widget, (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTabBar))
        if field and _is_a_target(widget) and widget.height() < least:
            yield f"{named(widget)}: {widget.height()} px high"


def _is_a_target(widget: QWidget) -> bool:
    """False for a search field, whose frame is the target."""
    return widget.property("role") != "search" and widget.height() > 0


def clipped(window: QWidget) -> Iterator[str]:
    """Text that is clipped where it must not be."""
    for widget in shown(window):
        if isinstance(widget, (Elided, Fitted)):
            continue
        if isinstance(widget, QLabel) and widget.text():
            if _label_is_cut(widget) or _is_covered(widget, window):
                yield f"{named(widget)}: {widget.size().toTuple()} for {widget.sizeHint().toTuple()}"
        elif isinstance(widget, QAbstractButton):
            yield from _button_cut(widget, window)
        else:
            yield from _several_cut(widget)


def _button_cut(button: QAbstractButton, window: QWidget) -> Iterator[str]:
    needed = button.fontMetrics().horizontalAdvance(button.text())
    if isinstance(button, KeyButton):
        lines, text = button.lines(), button.text()
        if _breaks_a_word(lines, text) or (lines[-1].endswith("…") and not text.endswith("…")):
            yield f"{named(button)}: {button.width()} px"
    elif isinstance(button, (QPushButton, Tick)) and (
        button.width() < needed or _is_covered(button, window)
    ):
        yield f"{named(button)}: {button.width()} px for {needed}"


def _breaks_a_word(lines: list[str], text: str) -> bool:
    """Han and kana may break after any letter; other words may not."""
    before, after = text[len(lines[0]) - 1 :][:1], text[len(lines[0]) :][:1]
    wide = unicodedata.east_asian_width(before or " ") in {"W", "F"}
    return len(lines) > 1 and before.isalpha() and after.isalpha() and not wide


def _label_is_cut(label: QLabel) -> bool:
    inside = label.contentsRect()
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 2
    return label.fontMetrics().horizontalAdvance(label.text()) > inside.width() + 1


def _several_cut(widget: QWidget) -> Iterator[str]:
    """Widgets with more than one text."""
    if isinstance(widget, QTabBar):
        yield from _tabs_cut(widget)
    elif isinstance(widget, QComboBox):
        yield from _choice_cut(widget)
    elif isinstance(widget, QListWidget):
        yield from _rows_cut(widget)


def _tabs_cut(bar: QTabBar) -> Iterator[str]:
    for at in range(bar.count()):
        if bar.tabRect(at).width() < bar.fontMetrics().horizontalAdvance(bar.tabText(at)):
            yield f"tab “{bar.tabText(at)}”: {bar.tabRect(at).width()} px"


def _choice_cut(box: QComboBox) -> Iterator[str]:
    """The current choice of a combo box; its list is as wide as it needs."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box)
    needed = box.fontMetrics().horizontalAdvance(box.currentText())
    small = box.window().width() < NARROW and box.toolTip() == box.currentText()
    if needed > room.width() + 1 and not small:
        yield f"{named(box)}: “{box.currentText()}” has {room.width()} px for {needed}"


def _rows_cut(rows: QListWidget) -> Iterator[str]:
    """Rows of texts; those that are painted end in "…" where imported names are long."""
    for at in range(0 if rows.wordWrap() else rows.count()):
        item = rows.item(at)
        needed = rows.fontMetrics().horizontalAdvance(item.text())
        if needed > rows.viewport().width():
            yield f"row “{item.text()}”: {rows.viewport().width()} px for {needed}"


def _is_covered(widget: QWidget, window: QWidget) -> bool:
    """True if an ancestor clips it; what can be scrolled into view is not clipped."""
    place = QRect(QPoint(), widget.size())
    above = widget
    while above is not window and (parent := above.parentWidget()) is not None:
        place.translate(above.pos())
        above = parent
        if isinstance(above.parentWidget(), QAbstractScrollArea):
            return False
        if not above.rect().contains(place):
            return True
    return False

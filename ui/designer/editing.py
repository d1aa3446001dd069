"""Editor state of the designer (model): layout draft and selection, shared by canvas, list and form.

They call its methods and listen to its signals, and do not depend on each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from checkin.errors import BadLayout, KnownError
from checkin.layout import Side, edit
from checkin.layout.draft import differing
from ui.designer.specimen_choice import SpecimenChoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.badges import Workshop
    from checkin.layout import Composed, Frame, Layout
    from checkin.layout.draft import LayoutDraft
    from checkin.layout.model import AnyElement


class Editing(QObject):
    """Emits `changed` when the layout changes, `chosen_changed` when the selection changes,
    `turned` for another side or specimen, `refused(KnownError)` for an invalid change."""

    changed = Signal()
    chosen_changed = Signal()
    turned = Signal()
    refused = Signal(object)

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._last = workshop.draft
        self._chosen = ""
        self._trial: Layout | None = None  # the uncommitted layout during a drag
        self.side = Side.FRONT
        self.specimens = SpecimenChoice(workshop.specimens(), self.turned.emit)

    # State

    @property
    def draft(self) -> LayoutDraft:
        """The workshop's draft; the last one while the page is being closed."""
        if self._workshop.busy:
            self._last = self._workshop.draft
        return self._last

    @property
    def layout(self) -> Layout:
        """The layout to show now, including a drag."""
        return self._trial or self.draft.layout

    @property
    def chosen(self) -> str:
        """The id of the selected element; empty: the layout itself."""
        return self._chosen

    @property
    def element(self) -> AnyElement | None:
        return self.layout.element(self._chosen) if self._chosen else None

    def page(self) -> Composed | None:
        """The current side rendered for the specimen; None when the layout has no such side."""
        sides = self._workshop.compose(self.specimens.current, self.layout).sides
        return sides[0] if self.side is Side.FRONT else next(iter(sides[1:]), None)

    # Selection

    def choose(self, identifier: str) -> None:
        """Selects an element and shows its side."""
        if identifier == self._chosen:
            return
        self._chosen = identifier
        self._workshop.draft = self.draft.settled()
        element = self.element
        if element is not None and element.side is not self.side:
            self.side = element.side
            self.turned.emit()
        self.chosen_changed.emit()

    def step(self, by: int) -> bool:
        """Selects the next or previous element of this side; returns False at the ends."""
        ids = [element.id for element in self.layout.on(self.side)]
        # Without a selection, the first step goes to the end that the focus comes from.
        now = ids.index(self._chosen) if self._chosen in ids else -1 if by > 0 else len(ids)
        at = now + by
        if not 0 <= at < len(ids):
            return False
        self.choose(ids[at])
        return True

    def turn(self) -> None:
        """Flips to the other side."""
        self.side = Side.BACK if self.side is Side.FRONT else Side.FRONT
        self._chosen = ""
        self.turned.emit()
        self.chosen_changed.emit()

    # Changes

    def change(self, act: Callable[[Layout], Layout], name: str = "") -> BadLayout | None:
        """Applies one change; returns why it is invalid, and then nothing has changed."""
        before = self.draft.layout
        self._trial = None
        try:
            after = act(before)
        except BadLayout as error:
            return error
        self._workshop.draft = self.draft.did(after, f"{name} {self._chosen}" if name else "")
        self._follow(before, after)
        return None

    def do(self, act: Callable[[Layout], Layout], name: str = "") -> None:
        """Like `change`, for actions without a field to show the error beside; emits `refused`."""
        error = self.change(act, name)
        if error is not None:
            self.refused.emit(error)
            self.changed.emit()

    def set_value(self, key: str, value: object, act: str = "") -> KnownError | None:
        """Sets a property of the selected element, or of the layout when none is selected."""
        identifier = self._chosen
        if not identifier:
            return self.change(lambda layout: edit.set_layout_value(layout, key, value), act)
        return self.change(lambda layout: edit.set_value(layout, identifier, key, value), act)

    def try_place(self, box: Frame) -> None:
        """Previews the selected element in another place during a drag, without committing."""
        try:
            self._trial = edit.place(self.draft.layout, self._chosen, box)
        except BadLayout:
            return
        self.changed.emit()

    def end_trial(self, *, keep: bool) -> None:
        """Commits the drag as one undo step, or discards it."""
        trial, self._trial = self._trial, None
        if trial is not None and keep:
            self.do(lambda _: trial)
        elif trial is not None:
            self.changed.emit()

    def move(self, right: float, down: float) -> None:
        if self._chosen:
            self.do(lambda layout: edit.move(layout, self._chosen, right, down), "move")

    def resize(self, wider: float, taller: float) -> None:
        if self._chosen:
            self.do(lambda layout: edit.resize(layout, self._chosen, wider, taller), "resize")

    def remove(self) -> None:
        """Removes the selected element and selects the next one of its side."""
        removed = self._chosen
        if not removed:
            return
        ids = [element.id for element in self.layout.on(self.side)]
        at = ids.index(removed) if removed in ids else 0
        rest = [identifier for identifier in ids if identifier != removed]
        self._chosen = rest[min(at, len(rest) - 1)] if rest else ""
        self.do(lambda layout: edit.remove_element(layout, removed))
        self.chosen_changed.emit()

    def duplicate(self) -> None:
        if self._chosen:
            self.do(lambda layout: edit.copy(layout, self._chosen))

    def lift(self, by: int) -> None:
        """Moves the selected element up or down in the z-order of its side."""
        layout, element = self.draft.layout, self.element
        if element is None:
            return
        ids = [each.id for each in layout.on(element.side)]
        at = ids.index(element.id) + by
        if 0 <= at < len(ids):
            order = [each.id for each in layout.elements]
            place = order.index(ids[at])
            self.do(lambda changed: edit.reorder(changed, element.id, place))

    def undo(self) -> None:
        self._go(self.draft.undone())

    def redo(self) -> None:
        self._go(self.draft.redone())

    def begin(self) -> None:
        """Resets for a newly opened layout: front side, no selection."""
        self._trial, self._chosen, self.side = None, "", Side.FRONT
        self.turned.emit()
        self.changed.emit()
        self.chosen_changed.emit()

    def _go(self, draft: LayoutDraft) -> None:
        self._trial = None
        before = self.draft.layout
        if draft.layout == before:
            return
        self._workshop.draft = draft
        self._follow(before, draft.layout)

    def _follow(self, before: Layout, after: Layout) -> None:
        """Selects the changed element (also on undo), if it exists."""
        touched = differing(before, after)
        chosen = self._chosen if after.element(self._chosen) else ""
        meant = touched if touched and (self._chosen or touched not in _ids(before)) else chosen
        is_new = meant != self._chosen
        self._chosen = meant
        element = self.element
        if element is not None and element.side is not self.side:
            self.side = element.side
            self.turned.emit()
        self.changed.emit()
        if is_new:
            self.chosen_changed.emit()


def _ids(layout: Layout) -> set[str]:
    return {element.id for element in layout.elements}

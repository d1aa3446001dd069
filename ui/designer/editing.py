"""What is being edited and what of it is meant: the one thing that canvas, list and form share.

They call its acts and listen to its signals; none of them knows the others.
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
    """Says `changed` when the layout is another one, `chosen_changed` when another element is meant,
    `turned` for another side or another specimen, `refused(KnownError)` for what cannot be."""

    changed = Signal()
    chosen_changed = Signal()
    turned = Signal()
    refused = Signal(object)

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._last = workshop.draft
        self._chosen = ""
        self._trial: Layout | None = None  # while something is dragged
        self.side = Side.FRONT
        self.specimens = SpecimenChoice(workshop.specimens(), self.turned.emit)

    # What there is

    @property
    def draft(self) -> LayoutDraft:
        """The workshop's; for a page that is on its way out, the last one."""
        if self._workshop.busy:
            self._last = self._workshop.draft
        return self._last

    @property
    def layout(self) -> Layout:
        """The layout as it is to be seen now."""
        return self._trial or self.draft.layout

    @property
    def chosen(self) -> str:
        """The element that is meant, by name; empty: the layout itself."""
        return self._chosen

    @property
    def element(self) -> AnyElement | None:
        return self.layout.element(self._chosen) if self._chosen else None

    def page(self) -> Composed | None:
        """The side that is looked at with the specimen on it; None where the layout has no such side."""
        sides = self._workshop.compose(self.specimens.current, self.layout).sides
        return sides[0] if self.side is Side.FRONT else next(iter(sides[1:]), None)

    # Choosing

    def choose(self, identifier: str) -> None:
        """Means another element; its side comes to the front."""
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
        """To the next element of this side or the one before; False at the end of them."""
        ids = [one.id for one in self.layout.on(self.side)]
        # From nowhere, the first step is onto the end that one comes from.
        now = ids.index(self._chosen) if self._chosen in ids else -1 if by > 0 else len(ids)
        at = now + by
        if not 0 <= at < len(ids):
            return False
        self.choose(ids[at])
        return True

    def turn(self) -> None:
        """To the other side."""
        self.side = Side.BACK if self.side is Side.FRONT else Side.FRONT
        self._chosen = ""
        self.turned.emit()
        self.chosen_changed.emit()

    # Changing

    def change(self, act: Callable[[Layout], Layout], name: str = "") -> BadLayout | None:
        """Does one act; gives why it cannot be, and then nothing has changed."""
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
        """The same for acts without a field beside which a refusal could stand."""
        error = self.change(act, name)
        if error is not None:
            self.refused.emit(error)
            self.changed.emit()

    def set_value(self, key: str, value: object, act: str = "") -> KnownError | None:
        """Sets a property of the chosen element, or of the layout where none is."""
        identifier = self._chosen
        if not identifier:
            return self.change(lambda one: edit.set_layout_value(one, key, value), act)
        return self.change(lambda one: edit.set_value(one, identifier, key, value), act)

    def try_place(self, box: Frame) -> None:
        """Shows the chosen element in another place without doing it yet."""
        try:
            self._trial = edit.place(self.draft.layout, self._chosen, box)
        except BadLayout:
            return
        self.changed.emit()

    def end_trial(self, *, keep: bool) -> None:
        """What was tried becomes a step, or was never there."""
        trial, self._trial = self._trial, None
        if trial is not None and keep:
            self.do(lambda _: trial)
        elif trial is not None:
            self.changed.emit()

    def move(self, right: float, down: float) -> None:
        if self._chosen:
            self.do(lambda one: edit.move(one, self._chosen, right, down), "move")

    def resize(self, wider: float, taller: float) -> None:
        if self._chosen:
            self.do(lambda one: edit.resize(one, self._chosen, wider, taller), "resize")

    def remove(self) -> None:
        """Removes the chosen element; the next one of its side is meant then."""
        gone = self._chosen
        if not gone:
            return
        ids = [one.id for one in self.layout.on(self.side)]
        at = ids.index(gone) if gone in ids else 0
        rest = [one for one in ids if one != gone]
        self._chosen = rest[min(at, len(rest) - 1)] if rest else ""
        self.do(lambda one: edit.remove_element(one, gone))
        self.chosen_changed.emit()

    def duplicate(self) -> None:
        if self._chosen:
            self.do(lambda one: edit.copy(one, self._chosen))

    def lift(self, by: int) -> None:
        """Draws the chosen element above the next one of its side, or beneath the one before."""
        layout, element = self.draft.layout, self.element
        if element is None:
            return
        ids = [one.id for one in layout.on(element.side)]
        at = ids.index(element.id) + by
        if 0 <= at < len(ids):
            order = [one.id for one in layout.elements]
            place = order.index(ids[at])
            self.do(lambda one: edit.reorder(one, element.id, place))

    def undo(self) -> None:
        self._go(self.draft.undone())

    def redo(self) -> None:
        self._go(self.draft.redone())

    def begin(self) -> None:
        """Another layout is open: its front, nothing chosen."""
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
        """What was changed is what is meant, as long as it is there."""
        touched = differing(before, after)
        chosen = self._chosen if after.element(self._chosen) else ""
        meant = touched if touched and (self._chosen or touched not in _ids(before)) else chosen
        other = meant != self._chosen
        self._chosen = meant
        element = self.element
        if element is not None and element.side is not self.side:
            self.side = element.side
            self.turned.emit()
        self.changed.emit()
        if other:
            self.chosen_changed.emit()


def _ids(layout: Layout) -> set[str]:
    return {element.id for element in layout.elements}

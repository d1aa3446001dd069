"""Layout draft: a layout being edited, with undo and redo, and whether it has unsaved changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checkin.layout.edit import renamed

if TYPE_CHECKING:
    from checkin.layout.model import Layout

MOST_STEPS: Final = 300


@dataclass(frozen=True, slots=True)
class LayoutDraft:
    """An immutable draft: each edit returns a new one. `kept` is the saved layout, `act` the last edit."""

    layout: Layout
    kept: Layout
    past: tuple[Layout, ...] = ()
    ahead: tuple[Layout, ...] = ()
    act: str = ""

    @property
    def changed(self) -> bool:
        """Whether there are unsaved changes."""
        return self.layout != self.kept

    def did(self, layout: Layout, act: str = "") -> LayoutDraft:
        """The draft after an edit. Consecutive edits with the same `act` merge into one undo step."""
        if layout == self.layout:
            return self
        if act and act == self.act and self.past:
            return replace(self, layout=layout, ahead=())
        past = (*self.past, self.layout)[-MOST_STEPS:]
        return replace(self, layout=layout, past=past, ahead=(), act=act)

    def settled(self) -> LayoutDraft:
        """Ends the current undo step: the next edit does not merge with it."""
        return replace(self, act="")

    def undone(self) -> LayoutDraft:
        """Undo: one step back; unchanged where there is none."""
        if not self.past:
            return self
        *past, before = self.past
        ahead = (self.layout, *self.ahead)
        return replace(self, layout=before, past=tuple(past), ahead=ahead, act="")

    def redone(self) -> LayoutDraft:
        """Redo: one step forward; unchanged where nothing was undone."""
        if not self.ahead:
            return self
        again, *ahead = self.ahead
        past = (*self.past, self.layout)
        return replace(self, layout=again, past=past, ahead=tuple(ahead), act="")

    def saved(self, as_kept: Layout) -> LayoutDraft:
        """The draft after saving, perhaps under another name, and perhaps edited meanwhile."""
        return replace(self.named(as_kept.name), kept=as_kept)

    def given_up(self) -> LayoutDraft:
        """Reverts to the saved layout and drops the history."""
        return LayoutDraft(self.kept, self.kept)

    def named(self, name: str) -> LayoutDraft:
        """Renames the layout and its history: undoing a step does not bring the old name back."""
        return LayoutDraft(
            renamed(self.layout, name),
            renamed(self.kept, name),
            tuple(renamed(layout, name) for layout in self.past),
            tuple(renamed(layout, name) for layout in self.ahead),
        )


def differing(before: Layout, after: Layout) -> str:
    """The id of an element that differs between `before` and `after`; empty if none does."""
    return next(
        (element.id for element in after.elements if before.element(element.id) != element), ""
    )

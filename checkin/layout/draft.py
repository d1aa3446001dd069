"""A layout that is being changed: how it is, how it was before, and whether it is kept as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checkin.layout.edit import renamed

if TYPE_CHECKING:
    from checkin.layout.model import Layout

MOST_STEPS: Final = 300


@dataclass(frozen=True, slots=True)
class LayoutDraft:
    """Each act gives a new draft. `kept` is the layout as its file has it; `act` what was done last."""

    layout: Layout
    kept: Layout
    past: tuple[Layout, ...] = ()
    ahead: tuple[Layout, ...] = ()
    act: str = ""

    @property
    def changed(self) -> bool:
        """Whether something would be lost if nobody saved it."""
        return self.layout != self.kept

    def did(self, layout: Layout, act: str = "") -> LayoutDraft:
        """After one more step. The same named act once more is one step with what it goes on with."""
        if layout == self.layout:
            return self
        if act and act == self.act and self.past:
            return replace(self, layout=layout, ahead=())
        past = (*self.past, self.layout)[-MOST_STEPS:]
        return replace(self, layout=layout, past=past, ahead=(), act=act)

    def settled(self) -> LayoutDraft:
        """What comes next is a step of its own, whatever it is."""
        return replace(self, act="")

    def undone(self) -> LayoutDraft:
        """One step back; the same where there is none."""
        if not self.past:
            return self
        *past, before = self.past
        ahead = (self.layout, *self.ahead)
        return replace(self, layout=before, past=tuple(past), ahead=ahead, act="")

    def redone(self) -> LayoutDraft:
        """One step on again; the same where nothing was undone."""
        if not self.ahead:
            return self
        again, *ahead = self.ahead
        past = (*self.past, self.layout)
        return replace(self, layout=again, past=past, ahead=tuple(ahead), act="")

    def saved(self, as_kept: Layout) -> LayoutDraft:
        """After the file was written, perhaps under another name, and perhaps changed meanwhile."""
        return replace(self.named(as_kept.name), kept=as_kept)

    def given_up(self) -> LayoutDraft:
        """As the file has it, all changes forgotten."""
        return LayoutDraft(self.kept, self.kept)

    def named(self, name: str) -> LayoutDraft:
        """The same under another name, its past too: undoing a step does not bring the old name back."""
        return LayoutDraft(
            renamed(self.layout, name),
            renamed(self.kept, name),
            tuple(renamed(one, name) for one in self.past),
            tuple(renamed(one, name) for one in self.ahead),
        )


def differing(before: Layout, after: Layout) -> str:
    """An element that is not in `after` as it was in `before`, by its name; empty: there is none."""
    return next(
        (element.id for element in after.elements if before.element(element.id) != element), ""
    )

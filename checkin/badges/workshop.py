"""Layout designer (model): the one layout being edited, previewed and checked with sample delegates.

It lives as long as the store is open, so that a change of language or theme, or locking the window, loses
nothing. Built-in layouts are never overwritten; their copies are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.badges import findings
from checkin.errors import KnownError, NotFound, NotPossible
from checkin.language import mark
from checkin.layout import Composer, Flaw, PageSubject, preflight, with_symbol
from checkin.layout.draft import LayoutDraft
from checkin.layout.edit import renamed
from checkin.layout.specimens import specimens
from checkin.paper.qr import symbol
from checkin.roles import Action

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.badges.drawing_board import DrawingBoard
    from checkin.domain import Category, EventColumn, Finding
    from checkin.language import Language
    from checkin.layout import Composed, Fault, Layout
    from checkin.layout.specimens import Specimen
    from checkin.paper.library import Library
    from checkin.roles import Require

# Twenty characters that are no valid code: shown on a preview of a badge that does not exist.
SAMPLE: Final = "SPECIMEN".center(20)


class Workshop:
    """Opens, previews and saves one layout at a time. `draft` is set by the editor."""

    def __init__(self, board: DrawingBoard, require: Require) -> None:
        self._board = board
        self._require = require
        self._draft: LayoutDraft | None = None
        self._composer: Composer | None = None

    @property
    def library(self) -> Library:
        return self._board.library

    @property
    def draft(self) -> LayoutDraft:
        if self._draft is None:
            raise NotFound(mark("No layout is open."))
        return self._draft

    @draft.setter
    def draft(self, draft: LayoutDraft) -> None:
        self._draft = draft

    @property
    def busy(self) -> bool:
        """Whether a layout is open."""
        return self._draft is not None

    @property
    def unsaved(self) -> bool:
        return self._draft is not None and self._draft.changed

    @property
    def own(self) -> bool:
        """Whether the open layout is an own one, which can be saved in place."""
        return self.draft.kept.name in self.library.own()

    def open(self, name: str) -> LayoutDraft:
        """Opens that layout as a draft; returns the current draft if that has unsaved changes.

        Raises `NotAllowed`, as all that changes layouts does, unless an organiser uses the desk.
        """
        self._require(Action.SET_UP)
        if self._draft is None or not self._draft.changed:
            layout = self.library.get(name)
            self._draft = LayoutDraft(layout, layout)
        return self._draft

    def close(self) -> None:
        """Discards the draft, saved or not."""
        self._draft = self._composer = None

    def write(self, layout: Layout) -> Layout:
        """Saves the layout in place; raises `NotPossible` if that file is not its own any more.

        Like all writing here, it may run in a worker thread; pass the result to `wrote` afterwards.
        """
        self._require(Action.SET_UP)
        self._check_own()
        if self._as_in_file(layout.name) != self.draft.kept:
            raise NotPossible(
                mark("The file of {name} has been changed meanwhile. Save a copy."),
                name=layout.name,
            )
        self.library.save(layout)
        return layout

    def write_copy(self, layout: Layout, name: str) -> Layout:
        """Saves the layout under a new name; editing continues with the copy."""
        self._require(Action.SET_UP)
        if name in self.library.names():
            raise NotPossible(mark("There is a layout {name} already."), name=name)
        copy = renamed(layout, name)
        self.library.save(copy)
        return copy

    def rename(self, name: str) -> Layout:
        """Renames the file of an own layout; unsaved changes stay unsaved."""
        self._require(Action.SET_UP)
        self._check_own()
        self.library.rename(self.draft.kept.name, name)
        return renamed(self.draft.kept, name)

    def wrote(self, layout: Layout) -> None:
        """Marks the layout as saved in the draft."""
        self.draft = self.draft.saved(layout)

    def _check_own(self) -> None:
        if not self.own:
            raise NotPossible(
                mark("{name} comes with Uketsuke and stays as it is. Save a copy."),
                name=self.draft.layout.name,
            )

    def columns(self) -> tuple[EventColumn, ...]:
        """The roster's own columns that a text can show too."""
        return self._board.columns()

    def bring_in(self, picture: Path) -> str:
        """Imports a picture into the layouts folder; returns the name that a layout refers to."""
        self._require(Action.SET_UP)
        return self.library.bring_in(picture)

    def categories(self) -> tuple[Category, ...]:
        return self._board.setting().event.categories

    def specimens(self) -> tuple[Specimen, ...]:
        """The sample delegates for the preview."""
        return specimens(self._board.setting().event)

    def compose(self, specimen: Specimen, layout: Layout | None = None) -> Composed:
        """Composes a layout, by default the draft, for a sample delegate."""
        wanted = layout or self.draft.layout
        if self._composer is None or self._composer.layout is not wanted:
            self._composer = Composer(wanted, self._board.setting())
        return _tried(self._composer, specimen)

    def check(self, layout: Layout, language: Language) -> tuple[Finding, ...]:
        """Checks the layout with all sample delegates; findings are in the order of the elements.

        `column` of a finding is the element, `row` the sample delegate, counted from 1; 0 where it applies to
        every badge. Suitable for a worker thread: it shares nothing with the draft.
        """
        setting = self._board.setting()
        composer = Composer(layout, setting)
        found: dict[tuple[str, Flaw], tuple[int, Fault]] = {}
        for fault in preflight.faults(layout, setting.event.categories):
            found.setdefault((fault.element, fault.flaw), (0, fault))
        for row, specimen in enumerate(specimens(setting.event), start=1):
            for side in _tried(composer, specimen).sides:
                for fault in (*side.ground.faults, *side.faults):
                    found.setdefault((fault.element, fault.flaw), (row, fault))
        order = {element.id: index for index, element in enumerate(layout.elements)}
        listed = sorted(found.values(), key=lambda entry: order.get(entry[1].element, -1))
        return tuple(
            findings.of_layout(row, fault, language)
            for row, fault in listed
            # A shortened form that the layout asks for is not a problem.
            if fault.flaw is not Flaw.SHORTENED
        )

    def _as_in_file(self, name: str) -> Layout | None:
        try:
            return self.library.get(name)
        except KnownError:
            return None


def _tried(composer: Composer, specimen: Specimen) -> Composed:
    subject = PageSubject(specimen.delegate, SAMPLE, specimen.sessions)
    page = composer.compose(subject)
    return with_symbol(page, symbol(SAMPLE))

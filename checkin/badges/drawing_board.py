"""The drawing board: composers by layout, kept until the event or the layout changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checkin.language import LANGUAGES, load
from checkin.layout import Composer, Setting

if TYPE_CHECKING:
    from checkin.domain import Event
    from checkin.language import Language
    from checkin.layout import Layout
    from checkin.paper.faces import Faces
    from checkin.paper.library import Library


@dataclass(slots=True)
class _Board:
    setting: Setting
    composers: dict[str, Composer] = field(default_factory=dict)


class DrawingBoard:
    """Composes with the fonts and the layouts of one store."""

    def __init__(self, faces: Faces, library: Library, language: Language) -> None:
        self.faces = faces
        self.library = library
        self._language = language
        self._spoken = {code: load(code) for code in LANGUAGES}
        self._board: _Board | None = None

    def composer(self, layout: str | Layout, event: Event) -> Composer:
        """What composes that layout for this event; a layout that is being changed is taken as it is."""
        board = self._of(event)
        found = self.library.get(layout) if isinstance(layout, str) else layout
        known = board.composers.get(found.name)
        if known is None or known.layout is not found:
            known = board.composers[found.name] = Composer(found, board.setting)
        return known

    def fresh(self, layout: str | Layout, event: Event, language: Language) -> Composer:
        """The same, in another language than the one that is usual on paper."""
        found = self.library.get(layout) if isinstance(layout, str) else layout
        return Composer(found, self.setting(event, language))

    def setting(
        self, event: Event, language: Language | None = None, message: dict[str, str] | None = None
    ) -> Setting:
        """What all pages of a run have in common."""
        return Setting(
            event,
            language or self._language,
            self.faces,
            self._spoken,
            self.library.picture,
            message or {},
        )

    def _of(self, event: Event) -> _Board:
        if self._board is None or self._board.setting.event != event:
            self._board = _Board(self.setting(event))
        return self._board

"""List of held entries (quarantine): why they wait, from whom they are, and what a person can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.wording import Tone, held_about, held_advice, held_name
from ui.desks.line_rows import FOOT, LineRows
from ui.desks.tall_list import TallList

if TYPE_CHECKING:
    from checkin.domain import HeldEntries
    from checkin.language import Language
    from ui.parts.theme import Theme


@dataclass(frozen=True, slots=True)
class HeldRow:
    """Held entries in words."""

    id: str
    name: str
    abouts: tuple[str, ...]
    needs_person: bool

    @property
    def icon(self) -> tuple[str, Tone | None]:
        return ("warning", Tone.AGAIN) if self.needs_person else ("time", None)


class HeldList(TallList[HeldRow]):
    """Not there while nothing is held."""

    def __init__(self, time_zone: str, language: Language, theme: Theme) -> None:
        super().__init__(
            language.text("Entries that are held"),
            lambda row: row.id,
            lambda row: language.beside(row.name, *row.abouts),
        )
        self._zone, self._language = time_zone, language
        self._painter = LineRows[HeldRow](theme)
        self.view.setItemDelegate(self._painter)
        self.body.setContentsMargins(1, 1, 1, FOOT)
        self.hide()

    def show_held(self, found: tuple[HeldEntries, ...], now: int) -> None:
        """Replaces the list."""
        self.setVisible(bool(found))
        self.show_items(tuple(self._row(some, now) for some in found))

    def _row(self, some: HeldEntries, now: int) -> HeldRow:
        tr = self._language
        abouts = (held_about(some, now, self._zone, tr), held_advice(some, tr))
        return HeldRow(
            " ".join((some.desk, some.reason, some.source, str(some.is_here))),
            held_name(some, tr),
            tuple(filter(None, abouts)),
            some.needs_person,
        )

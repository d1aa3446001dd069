"""Settling conflicts (conflict resolution): what is open, and the form in which a lead says how and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from checkin.domain import ConflictKind
from checkin.roles import Action
from checkin.wording import conflict_about, conflict_name
from ui.desks.conflict_list import ToSettle
from ui.desks.sheets import SettleSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.domain import Conflict
    from ui.desks.parts import DesksParts
    from ui.parts.page import Page

Named: TypeAlias = "tuple[Conflict, dict[str, str], dict[str, str]]"


class SettleActs:
    """`show` gets what is open; `settled` is called with a sentence, so that all pages hear of it."""

    def __init__(
        self,
        page: Page,
        core: DesksParts,
        show: Callable[[tuple[ToSettle, ...]], None],
        settled: Callable[[str], None],
    ) -> None:
        self._page, self._core = page, core
        self._show, self._settled = show, settled

    def read(self) -> None:
        """Reads what is open, where the role may settle it."""
        if self._core.may(Action.SETTLE):
            self._page.run(self._open_ones, self._put)

    def _open_ones(self) -> list[Named]:
        """Without entries that are held: most settle themselves, when what they wait for comes."""
        conflicts = self._core.conflicts
        return [
            (conflict, *conflicts.names(conflict))
            for conflict in conflicts.every()
            if conflict.settled is None and conflict.kind is not ConflictKind.HELD
        ]

    def _put(self, found: list[Named]) -> None:
        event, tr = self._core.event, self._page.language
        self._show(
            tuple(
                ToSettle(
                    conflict,
                    conflict_name(conflict, tr),
                    conflict_about(conflict, people, desks, event, tr),
                )
                for conflict, people, desks in found
            )
        )

    def ask(self, item: ToSettle) -> None:
        """Opens the form; it stays until the core accepts the reason."""
        page, settle = self._page, self._core.conflicts.settle
        page.ask_until(
            SettleSheet(
                item.name,
                item.about,
                page.language,
                page.theme,
                can_undo=bool(item.conflict.undoes),
            ),
            lambda sheet: settle(item.conflict.id, *sheet.given()),
            lambda _: self._settled(page.language.text("Settled. Other desks hear of it.")),
        )

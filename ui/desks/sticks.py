"""USB sticks between desks (sneakernet): a bundle is written or read, and the result is one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin import bundle
from checkin.bundle.bundle import SUFFIX
from checkin.joining import file_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.sync import Exchanged
    from ui.desks.parts import DesksParts
    from ui.parts.page import Page


class StickActs:
    """`taken_in` is called with the sentence when a bundle was read, so that all pages hear of it."""

    def __init__(self, page: Page, core: DesksParts, taken_in: Callable[[str], None]) -> None:
        self._page, self._core, self._taken_in = page, core, taken_in

    def write(self, desk: str) -> None:
        """Writes all that this desk knows; `desk` is its name, and the file's."""
        page, tr, core = self._page, self._page.language, self._core
        kinds = tr.text("Bundles (*.uketsuke-bundle)")
        name = file_name(desk, SUFFIX)
        path = core.files.to_save(page, tr.text("Write a stick"), name, kinds)
        if path is None:
            return
        page.tell(tr.text("One moment…"))
        page.run(lambda: bundle.write(core.exchange, path), self._tell_written)

    def _tell_written(self, done: Exchanged) -> None:
        tr = self._page.language
        words = tr.plural("Written, with {n} entry.", "Written, with {n} entries.", done.sent)
        self._page.tell(tr.sentences(words, tr.text("Read it at the other desks.")))

    def read(self) -> None:
        """Takes in what another desk has written."""
        page, tr, core = self._page, self._page.language, self._core
        kinds = tr.text("Bundles (*.uketsuke-bundle)")
        path = core.files.to_open(page, tr.text("Read a stick"), kinds)
        if path is None:
            return
        page.tell(tr.text("One moment…"))
        page.run(lambda: bundle.read(core.exchange, path), self._tell_read)

    def _tell_read(self, done: Exchanged) -> None:
        tr = self._page.language
        waits = tr.plural(
            "{n} entry waits for earlier ones that have not come yet.",
            "{n} entries wait for earlier ones that have not come yet.",
            done.held,
        )
        new = tr.plural("{n} entry was new.", "{n} entries were new.", done.received)
        nothing = tr.text("Nothing in it was new.")
        self._taken_in(tr.sentences(new if done.received else nothing, waits if done.held else ""))

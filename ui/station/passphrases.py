"""Passphrases in Station (key management): what opens the store is added, changed, removed; new recovery words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit

from checkin.language import day_and_time
from checkin.store import keyslots
from ui.parts.background import Lane
from ui.parts.proposed_words import ProposedWords
from ui.parts.question_sheet import QuestionSheet
from ui.parts.widgets import Sheet, button, text
from ui.station.parts import Rows
from ui.station.recovery import on_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checkin.language import Language
    from ui.parts.page import Page
    from ui.parts.theme import Theme
    from ui.station.parts import StationParts

WIDEST: Final = 620
MOST_NAMED: Final = 6  # backups, the latest ones


class PassphraseCard(Rows):
    """How many passphrases there are, and what can be done with them."""

    def __init__(self, language: Language) -> None:
        tr = language
        super().__init__(tr.text("Passphrases"))
        self.count = text("", "quiet").wrapped()
        self.add = button(tr.text("Add…"))
        self.change = button(tr.text("Change…"))
        self.remove = button(tr.text("Remove…"))
        self.recovery = button(tr.text("New recovery words…"))
        for part, words in (
            (self.add, tr.text("Add a passphrase")),
            (self.change, tr.text("Change a passphrase")),
            (self.remove, tr.text("Remove a passphrase")),
        ):
            part.setAccessibleName(words)
        self.row(tr.text("This store opens with"), self.count)
        self.row(tr.text("Passphrase"), self.add, self.change, self.remove)
        self.row(tr.text("On paper"), self.recovery)
        self.rekey = button(tr.text("New key…"))
        self.row(tr.text("Key of the database"), self.rekey)


class PassphraseSheet(Sheet):
    """The passphrase that there is, the new one twice, or both."""

    def __init__(
        self, title: str, language: Language, theme: Theme, *, old: bool, new: bool
    ) -> None:
        tr = language
        super().__init__(title, tr.text("Do it"), tr.text("Back"), theme)
        self.setMaximumWidth(WIDEST)
        self._language = language
        self.old = _secret() if old else None
        self.new = _secret() if new else None
        self.again = _secret() if new else None
        if self.old is not None:
            self.row(tr.text("Passphrase"), self.old)
        if self.new is not None and self.again is not None:
            self.row(tr.text("New passphrase"), self.new)
            self.new.setPlaceholderText(tr.text("At least 8 characters"))
            self.row(tr.text("The same again"), self.again)
            self.proposed = ProposedWords(tr)
            self.proposed.proposed.connect(self.new.setFocus)
            self.body.addWidget(self.proposed)

    def complete(self) -> bool:
        if self.new is None or self.again is None or self.new.text() == self.again.text():
            return True
        self.refuse(self._language.text("The two passphrases differ."))
        return False

    def given(self) -> tuple[str, ...]:
        """The old one and the new one, as far as they are asked for."""
        return tuple(line.text() for line in (self.old, self.new) if line is not None)


class PassphraseActs:
    """What the card's buttons do."""

    def __init__(self, page: Page, parts: StationParts, card: PassphraseCard) -> None:
        self._page, self._parts, self._card = page, parts, card
        self._passphrases = passphrases = parts.passphrases
        tr = page.language
        for part, words, act, old, new in (
            (card.add, tr.text("Add a passphrase"), passphrases.add, False, True),
            (card.change, tr.text("Change a passphrase"), passphrases.change, True, True),
            (card.remove, tr.text("Remove a passphrase"), passphrases.remove, True, False),
        ):
            asked = partial(self._ask, words, act, old=old, new=new)
            part.clicked.connect(lambda _=False, asked=asked: asked())
        card.recovery.clicked.connect(self._ask_recovery)
        card.rekey.clicked.connect(self._ask_rekey)

    def show(self) -> None:
        """Counts what opens the store, for whoever may know it."""
        tr = self._page.language
        count = sum(slot.kind == keyslots.TYPED for slot in self._passphrases.slots())
        self._card.count.setText(
            tr.plural(
                "{n} passphrase, and the recovery words on paper",
                "{n} passphrases, and the recovery words on paper",
                count,
            )
        )

    def _ask(self, title: str, act: Callable[..., None], *, old: bool, new: bool) -> None:
        page = self._page
        sheet = PassphraseSheet(title, page.language, page.theme, old=old, new=new)
        page.ask_behind(sheet, lambda sheet: partial(act, *sheet.given()), self._done)

    def _done(self, _: object) -> None:
        self.show()
        self._page.tell(
            self._page.language.text("Done. Backups open with what they were made with.")
        )

    def _ask_recovery(self) -> None:
        page, tr = self._page, self._page.language
        sheet = QuestionSheet(
            tr.text("New recovery words?"),
            tr.text(
                "The old ones open this store no more. Keep their paper all the same: it revokes a "
                "desk when no organiser's laptop is left."
            ),
            tr.text("Make new ones"),
            tr.text("Back"),
            page.theme,
        )
        page.confirm(sheet, self._renew)

    def _renew(self) -> None:
        page = self._page
        words = self._passphrases.new_recovery()
        work = partial(self._passphrases.renew_recovery, words)
        on_paper(page, self._parts, words, lambda: page.run(work, self._done, Lane.FREE))

    def _ask_rekey(self) -> None:
        page, tr = self._page, self._page.language
        if self._parts.print_desk.state.working:
            page.tell(tr.text("The printer is busy. Try again in a moment."))
            return
        zone = self._parts.desk.event.time_zone
        made = [day_and_time(at, zone) for at in self._passphrases.old_backups()]
        sheet = RekeySheet(made, page.language, page.theme)

        def given(sheet: RekeySheet) -> Callable[[], str]:
            passphrase = sheet.line.text()

            def check() -> str:
                self._passphrases.require_passphrase(passphrase)
                return passphrase

            return check

        page.ask_behind(sheet, given, self._rekey)

    def _rekey(self, passphrase: str) -> None:
        words, page = self._passphrases.new_recovery(), self._page
        on_paper(page, self._parts, words, lambda: page.shell.rekey(passphrase, words))


class RekeySheet(Sheet):
    """What a new key does, the times of the backups that stay open to the old passphrases, and the one that remains."""

    def __init__(self, backups: Sequence[str], language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(
            tr.text("Encrypt everything anew?"), tr.text("Go on"), tr.text("Back"), theme
        )
        self.setMaximumWidth(WIDEST)
        said = tr.text(
            "For when a passphrase or a copy of this folder has come into wrong hands. The database gets a new key. Only the passphrase that you type now and a new recovery passphrase open it from then on; the others are gone. The window closes the store for it, and opens it again."
        )
        self.body.addWidget(text(said, "quiet").wrapped())
        if backups:
            still = tr.plural(
                "{n} backup here opens with the old passphrases still:",
                "{n} backups here open with the old passphrases still:",
                len(backups),
            )
            self.body.addWidget(text(still).wrapped())
            named = text(tr.listed(backups[-MOST_NAMED:]), "small").wrapped()
            self.body.addWidget(named)
        elsewhere = tr.text("So do copies on sticks and in other places.")
        self.body.addWidget(text(elsewhere, "quiet").wrapped())
        self.line = _secret()
        self.row(tr.text("Passphrase"), self.line)


def _secret() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line

"""Forms that show the recovery passphrase of a new store once, and have it typed back from the paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt

from ui.parts.letters import LetterGroups
from ui.parts.secret_form import SecretForm
from ui.parts.widgets import link
from ui.shell import opening

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from checkin.errors import KnownError
    from checkin.language import Language
    from ui.parts.theme import Theme
    from ui.shell.opening import Opened

    T = TypeVar("T")

COLUMNS = 3


class RecoveryHost(Protocol):
    """The first page, as these forms see it."""

    def show_form(self, form: SecretForm) -> None:
        """Shows a form in place of the one before."""
        ...

    def run_beside(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[KnownError], None]
    ) -> None:
        """Runs slow work that no store waits for."""
        ...

    def begin_with(self, result: Opened) -> None:
        """The store is open, and its recovery passphrase on paper."""
        ...


class RecoveryForms:
    """Of an event with real people it is typed back: a letter misread is found while there is another way in."""

    def __init__(self, host: RecoveryHost, language: Language, theme: Theme) -> None:
        self._host, self._language, self._theme = host, language, theme

    def show(self, result: Opened) -> None:
        """Shows the recovery passphrase: to be written on paper or printed, not saved in a file."""
        tr = self._language
        form = SecretForm(
            tr.text("Write this down"),
            tr.text("It opens the store when the passphrase is forgotten. It is not shown again."),
            self._theme,
        )
        letters = LetterGroups(result.recovery, tr.text("Recovery passphrase"), COLUMNS)
        form.column.addWidget(letters, 0, Qt.AlignmentFlag.AlignHCenter)
        printing = link(tr.text("Print it…"))
        printing.clicked.connect(lambda: self._print(form, result))
        form.column.addWidget(printing, 0, Qt.AlignmentFlag.AlignLeading)
        form.foot(tr.text("I have written it down"))
        if result.typed_back:
            form.accepted.connect(lambda: self._ask(result))
        else:
            form.accepted.connect(lambda: self._host.begin_with(result))
        self._host.show_form(form)
        if form.primary is not None:
            form.primary.setFocus()

    def _ask(self, result: Opened) -> None:
        tr = self._language
        form = SecretForm(
            tr.text("Type it from your paper"),
            tr.text(
                "All thirty letters, once, so that no misread letter locks you out. Capitals, spaces and hyphens do not matter."
            ),
            self._theme,
        )
        line = form.field(tr.text("Recovery passphrase"))
        form.foot(tr.text("Done"), tr.text("Show it again"))

        def compare() -> None:
            if group := opening.differing_group(line.text(), result.recovery):
                form.warn(
                    tr.text(
                        "Group {number} is not what was shown. Compare it with your paper.",
                        number=group,
                    )
                )
            else:
                self._host.begin_with(result)

        form.accepted.connect(compare)
        form.back.connect(lambda: self.show(result))
        self._host.show_form(form)

    def _print(self, form: SecretForm, result: Opened) -> None:
        tr = self._language
        form.wait(tr.text("One moment…"))

        def printed(printer: str) -> None:
            form.ready()
            form.said.say(
                tr.text("Sent to {printer}. Fetch it at once.", printer=printer), "check", None
            )

        def failed(error: KnownError) -> None:
            form.ready()
            form.warn(tr.explain(error))

        self._host.run_beside(partial(opening.print_recovery, result, tr), printed, failed)

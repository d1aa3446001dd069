"""Forms of the first page to join an event (device enrolment): this machine asks, then opens its invitation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from checkin.errors import KnownError
from checkin.settings import stores_folder
from ui.parts.letters import LetterGroups
from ui.parts.proposed_words import ProposedWords
from ui.parts.secret_form import SecretForm
from ui.parts.symbol_view import SymbolView
from ui.parts.widgets import link, text
from ui.shell import opening

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeVar

    from PySide6.QtWidgets import QLineEdit

    from checkin.joining import DeskRequest
    from checkin.language import Language
    from ui.parts.file_choice import FileChoice
    from ui.parts.theme import Theme
    from ui.shell.opening import Opened

    T = TypeVar("T")

SUFFIX: Final = ".uketsuke"
SYMBOL: Final = 250  # pixels


class FormHost(Protocol):
    """The first page, as these forms see it."""

    def show_form(self, form: SecretForm) -> None:
        """Shows a form in place of the one before."""
        ...

    def offer(self) -> None:
        """Shows the first form of all."""
        ...

    def work(self, work: Callable[[], T], done: Callable[[T], None], store: Path) -> None:
        """Runs slow work; what went wrong is shown in the form."""
        ...

    def joined(self, result: Opened) -> None:
        """The store of the new desk is made."""
        ...


class JoinForms:
    """Two steps, of which the first may be skipped: an invitation with a code needs no request."""

    def __init__(
        self, host: FormHost, page: QWidget, language: Language, theme: Theme, files: FileChoice
    ) -> None:
        self._host, self._page = host, page
        self._language, self._theme, self._files = language, theme, files

    def begin(self) -> None:
        """Which of the two steps comes next."""
        tr = self._language
        form = SecretForm(
            tr.text("Join an event"),
            tr.text(
                "This machine asks, an organiser answers with an invitation. Both are files: a stick is enough."
            ),
            self._theme,
        )
        form.primary = form.choice(tr.text("Ask to join…"), "primary")
        form.primary.clicked.connect(self.ask_name)
        form.choice(tr.text("I have an invitation…")).clicked.connect(
            lambda: self._choose_invitation(form)
        )
        form.choice(tr.text("Back"), "quiet").clicked.connect(self._host.offer)
        form.back.connect(self._host.offer)
        form.column.addWidget(form.said)
        self._host.show_form(form)

    # This machine asks

    def ask_name(self) -> None:
        """The desk's name, and the passphrase of the store that it will have."""
        tr = self._language
        form = SecretForm(
            tr.text("This machine asks"),
            tr.text("The passphrase will open the store of this machine. Keep it."),
            self._theme,
        )
        name = form.field(tr.text("Name of the desk"))
        secrets = new_passphrase(form, tr)
        form.foot(tr.text("Write the request…"), tr.text("Back"))

        def write() -> None:
            if not name.text().strip():
                form.warn(tr.text("Type a name for the desk."))
            elif wrong := secrets_differ(*secrets, tr):
                form.warn(wrong)
            else:
                passphrase = secrets[0].text()
                self._host.work(
                    partial(opening.require_strong, passphrase),
                    lambda _: self._write_request(form, name.text(), passphrase),
                    stores_folder(),
                )

        form.accepted.connect(write)
        form.back.connect(self.begin)
        self._host.show_form(form)

    def _write_request(self, form: SecretForm, name: str, passphrase: str) -> None:
        tr = self._language
        form.ready()
        proposed = opening.request_name(name)
        kinds = tr.text("Requests (*.uketsuke-request)")
        file = self._files.to_save(self._page, tr.text("Request of this machine"), proposed, kinds)
        if file is not None:
            work = partial(opening.ask_to_join, name, passphrase, file)
            self._host.work(work, partial(self.show_letters, file), file)

    def show_letters(self, file: Path, request: DeskRequest) -> None:
        """The letters that the organiser must see, and the request as a symbol."""
        from checkin.paper.qr import fitting  # noqa: PLC0415 - imports an imaging library

        tr = self._language
        form = SecretForm(
            tr.text("Take the request to an organiser"),
            tr.text(
                "They open {file} at their desk (Desks, Add a desk) and must see these letters:",
                file=file.name,
            ),
            self._theme,
        )
        letters = LetterGroups(request.letters, tr.text("Letters of the request"), 1)
        symbol = SymbolView(fitting(request.text()), tr.text("The request as a QR code"), SYMBOL)
        form.column.addWidget(_beside(letters, symbol))
        after = tr.text(
            "They give you an invitation. It opens here with the passphrase just chosen."
        )
        form.column.addWidget(text(after, "quiet").wrapped())
        form.foot(tr.text("I have an invitation…"), tr.text("Later"))
        form.accepted.connect(lambda: self._choose_invitation(form))
        form.back.connect(self._host.offer)
        self._host.show_form(form)

    # It opens its invitation

    def _choose_invitation(self, form: SecretForm) -> None:
        tr = self._language
        kinds = tr.text("Invitations (*.uketsuke-invitation)")
        file = self._files.to_open(self._page, tr.text("Invitation"), kinds)
        if file is None:
            return
        try:
            self.ask_passphrase(file, with_code=opening.needs_code(file))
        except KnownError as error:
            form.fail(tr.explain(error))

    def ask_passphrase(self, file: Path, *, with_code: bool) -> None:
        """The passphrase of the request; or the code, and a new passphrase. And where the store goes."""
        tr = self._language
        form = SecretForm(tr.text("Join an event"), "", self._theme)
        place = _Place(free(stores_folder() / f"{file.stem}{SUFFIX}"), tr)
        form.column.addWidget(place)
        place.other.clicked.connect(lambda: self._choose_place(place, file))
        code: QLineEdit | None = None
        again: QLineEdit | None = None
        if with_code:
            code = form.field(tr.text("Code of the invitation, 30 letters"))
            passphrase, again = new_passphrase(form, tr)
        else:
            passphrase = form.field(tr.text("Passphrase of the request"), secret=True)
        form.foot(tr.text("Join"), tr.text("Back"))

        def join() -> None:
            if code is not None and not code.text().strip():
                form.warn(tr.text("Type the code that the organiser told you."))
            elif again is not None and (wrong := secrets_differ(passphrase, again, tr)):
                form.warn(wrong)
            elif not passphrase.text():
                form.warn(tr.text("Type the passphrase with which this machine asked."))
            else:
                typed = code.text() if code is not None else ""
                work = partial(opening.join, file, place.folder, passphrase.text(), typed)
                self._host.work(work, self._host.joined, place.folder)

        form.accepted.connect(join)
        form.back.connect(self.begin)
        self._host.show_form(form)

    def _choose_place(self, place: _Place, file: Path) -> None:
        title = self._language.text("Where the store is kept")
        folder = self._files.folder(self._page, title)
        if folder is not None:
            place.show_folder(free(folder / f"{file.stem}{SUFFIX}"))


class _Place(QWidget):
    """Where the new store will be, and a link to choose another place."""

    def __init__(self, folder: Path, language: Language) -> None:
        super().__init__()
        self._language = language
        self._words = text("", "quiet").wrapped()
        self.other = link(language.text("Another place…"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._words)
        column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeading)
        self.show_folder(folder)

    def show_folder(self, folder: Path) -> None:
        self.folder = folder
        self._words.setText(self._language.text("It will be kept in {folder}.", folder=folder))


def new_passphrase(form: SecretForm, language: Language) -> tuple[QLineEdit, QLineEdit]:
    """Adds the fields of a new passphrase, which is typed twice, and six words to propose."""
    first = form.field(language.text("Passphrase, at least 8 characters"), secret=True)
    again = form.field(language.text("The same again"), secret=True)
    words = ProposedWords(language)
    words.proposed.connect(first.setFocus)
    form.column.addWidget(words)
    return first, again


def secrets_differ(first: QLineEdit, second: QLineEdit, language: Language) -> str:
    """What is wrong with how a new passphrase was typed; empty if nothing is. Its strength is judged behind the window."""
    if first.text() != second.text():
        return language.text("The two passphrases differ.")
    return ""


def free(folder: Path) -> Path:
    """A path that does not exist yet."""
    path, number = folder, 2
    while path.exists():
        path = folder.with_name(f"{folder.stem}-{number}{SUFFIX}")
        number += 1
    return path


def _beside(*widgets: QWidget) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
        row.addStretch(1)
    return whole

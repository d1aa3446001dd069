"""Welcome page: first run, unlock, new event, and recovery when a store does not open."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from checkin.errors import KnownError, StoreBusy, StoreDamaged, StoreMissing
from checkin.language import LANGUAGES
from checkin.settings import stores_folder
from ui.parts.background import Lane
from ui.parts.file_choice import NativeFiles
from ui.parts.program_line import ProgramLine
from ui.parts.secret_form import WIDTH, SecretForm
from ui.parts.settling import Settling
from ui.parts.theme import MARGIN, STEP
from ui.parts.widgets import link, text
from ui.scanning.key_filter import ENTER
from ui.scanning.key_guard import KeyGuard
from ui.shell import opening
from ui.shell.joining_forms import SUFFIX, JoinForms, free, new_passphrase, secrets_differ
from ui.shell.new_event_forms import NewEventForms
from ui.shell.recovery_forms import RecoveryForms
from ui.shell.restore_forms import RestoreForms

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from checkin.language import Language
    from checkin.plan.plan import Plan
    from ui.parts.background import Background
    from ui.parts.file_choice import FileChoice
    from ui.parts.theme import Theme
    from ui.shell.opening import Opened

T = TypeVar("T")


class Welcome(QWidget):
    """Emits `opened(Opened)` once, or `practice_wanted`; the store is opened in the background. Emits
    `language_chosen(code)` when another language is chosen."""

    opened = Signal(object)
    language_chosen = Signal(str)
    practice_wanted = Signal()

    def __init__(
        self,
        store: Path | None,
        language: Language,
        theme: Theme,
        background: Background,
        files: FileChoice | None = None,
    ) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "window")
        self._store = store
        self._language, self._theme, self._background = language, theme, background
        chooser = files or NativeFiles()
        self.joining = JoinForms(self, self, language, theme, chooser)
        self.restoring = RestoreForms(self, self, language, theme, chooser)
        self.new_event = NewEventForms(self, language, theme)
        self.recovery = RecoveryForms(self, language, theme)
        self._form: SecretForm | None = None
        self._middle = QHBoxLayout()
        self._middle.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._languages = _Languages(language.code)
        self._languages.chosen.connect(self.language_chosen)
        self.program = ProgramLine(language, theme)
        # There is no scanner yet that would drop the keys that are held down.
        KeyGuard(self, Settling()).begin()
        self._lay_out()
        if store is not None and store.exists():
            self.ask_passphrase(store)
        else:
            self.offer()

    @property
    def form(self) -> SecretForm | None:
        """The current form."""
        return self._form

    def begin(self) -> None:
        """Takes the focus, once it is shown."""
        if self._form is not None:
            self._form.begin()

    def open_with(self, store: Path, passphrase: str) -> None:
        """Unlocks without asking, when the passphrase came on the command line."""
        self.ask_passphrase(store)
        self._run(partial(opening.unlock, store, passphrase), store)

    def reopen_with(self, store: Path, work: Callable[[], Opened], meanwhile: str = "") -> None:
        """Opens what takes the place of a store that was open; on failure it can be unlocked as it was.

        `meanwhile` is said where it takes longer than a moment.
        """
        self.ask_passphrase(store)
        self._run(work, store)
        if meanwhile and self._form is not None and self._form.said.words():
            self._form.wait(meanwhile)

    # Forms

    def offer(self) -> None:
        """The first run: the ways to begin."""
        tr = self._language
        self._languages.setEnabled(True)
        form = SecretForm(
            tr.text("Welcome to the check-in desk"),
            tr.text("Everything stays on this machine, encrypted. No network is needed."),
            self._theme,
        )
        form.primary = form.choice(tr.text("Try the demo event"), "primary")
        form.primary.clicked.connect(self.ask_for_demo)
        form.choice(tr.text("Practise for five minutes")).clicked.connect(self._practise)
        form.choice(tr.text("New event…")).clicked.connect(self.new_event.begin)
        form.choice(tr.text("New event from an event file…")).clicked.connect(self._choose_plan)
        form.choice(tr.text("Join an event…")).clicked.connect(self.joining.begin)
        form.choice(tr.text("Open a store…")).clicked.connect(self._choose_store)
        form.choice(tr.text("Restore from a backup…")).clicked.connect(self.restoring.begin)
        self.show_form(form)

    def _practise(self) -> None:
        if self._form is not None:
            self._form.column.addWidget(self._form.said)
            self._form.wait(self._language.text("One moment…"))
        self.practice_wanted.emit()

    def ask_passphrase(self, store: Path) -> None:
        """Asks for the passphrase of a store."""
        tr = self._language
        self._store = store
        form = SecretForm(tr.text("Unlock {name}", name=store.stem), str(store.parent), self._theme)
        line = form.field(tr.text("Passphrase"), secret=True)
        form.foot(tr.text("Unlock"), tr.text("Other…"))
        form.accepted.connect(lambda: self._unlock(form, store, line.text()))
        form.back.connect(self.offer)
        self.show_form(form)

    def ask_for_demo(self) -> None:
        """Creates a demo event in its own folder, with a passphrase to choose."""
        folder = free(stores_folder() / f"demo{SUFFIX}")
        title = self._language.text("The demo event")
        sentence = self._language.text("150 made-up people; nobody in it is real.")
        form = self._ask_new(title, sentence, partial(opening.new_demo, folder), folder)
        form.back.connect(self.offer)

    def ask_for_event(self, path: Path) -> None:
        """Creates a new event from a plan that was chosen. Its mistakes are said before a passphrase is asked."""
        if self._form is not None:
            self._form.column.addWidget(self._form.said)
        folder = free(stores_folder() / f"{path.stem}{SUFFIX}")
        done = partial(self.create_from, path.stem, folder, self.offer)
        self.work(partial(opening.read_plan, path), done, folder)

    def create_from(self, name: str, folder: Path, back: Callable[[], object], plan: Plan) -> None:
        """Asks for the passphrase of a new store, and creates it from a plan."""
        self._languages.setEnabled(True)
        title = self._language.text("New event {name}", name=name)
        sentence = self._language.text("It will be kept in {folder}.", folder=folder)
        form = self._ask_new(title, sentence, partial(opening.new_event, plan, folder), folder)
        form.back.connect(back)

    def _ask_new(
        self, title: str, sentence: str, make: Callable[[str], Opened], folder: Path
    ) -> SecretForm:
        tr = self._language
        form = SecretForm(title, sentence, self._theme)
        secrets = new_passphrase(form, tr)
        form.foot(tr.text("Create"), tr.text("Back"))

        def create() -> None:
            if wrong := secrets_differ(*secrets, tr):
                form.warn(wrong)
            else:
                self._run(partial(make, secrets[0].text()), folder)

        form.accepted.connect(create)
        self.show_form(form)
        return form

    # Results

    def _unlock(self, form: SecretForm, store: Path, passphrase: str) -> None:
        if passphrase:
            self._run(partial(opening.unlock, store, passphrase), store)
        else:
            form.warn(self._language.text("Type the passphrase of this store."))

    def _run(self, work: Callable[[], Opened], store: Path) -> None:
        self.work(work, self.joined, store)

    def work(self, work: Callable[[], T], done: Callable[[T], None], store: Path) -> None:
        """Runs slow work about a store; what went wrong is shown in the form."""
        form = self._form
        if form is None:
            return
        form.wait(self._language.text("One moment…"))
        self._languages.setEnabled(False)
        failed = partial(self._failed, form, store)
        self._background.run(work, done, failed, Lane.STORE)

    def joined(self, result: Opened) -> None:
        """A store is open; of a new one the recovery passphrase is shown first."""
        if result.recovery:
            self.recovery.show(result)
        else:
            self.begin_with(result)

    def begin_with(self, result: Opened) -> None:
        """The store is open, and its recovery passphrase on paper."""
        self.opened.emit(result)

    def run_beside(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[KnownError], None]
    ) -> None:
        """Runs slow work that no store waits for."""
        self._background.run(work, done, failed, Lane.FREE)

    def _failed(self, form: SecretForm, store: Path, error: KnownError) -> None:
        form.ready()
        self._languages.setEnabled(True)
        form.fail(self._language.explain(error))
        form.begin()
        if isinstance(error, StoreDamaged):
            self.restoring.offer_for(store, error)
        elif isinstance(error, StoreBusy):
            self._offer_reading(store, error)
        elif isinstance(error, StoreMissing):
            self.offer()
            self._say(error)

    def _offer_reading(self, store: Path, error: StoreBusy) -> None:
        """The store is locked by another process: retry, or open it read-only."""
        tr = self._language
        form = SecretForm(tr.text("The store is in use"), tr.explain(error), self._theme)
        line = form.field(tr.text("Passphrase"), secret=True)
        form.choice(tr.text("Open for reading only")).clicked.connect(
            lambda: self._run(partial(opening.unlock, store, line.text(), read_only=True), store)
        )
        form.foot(tr.text("Try again"), tr.text("Other…"))
        form.accepted.connect(lambda: self._unlock(form, store, line.text()))
        form.back.connect(self.offer)
        self.show_form(form)

    def _say(self, error: KnownError) -> None:
        if self._form is not None:
            self._form.column.addWidget(self._form.said)
            self._form.fail(self._language.explain(error))

    # File dialogs

    def _choose_store(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self._language.text("Open a store"), str(_there(stores_folder()))
        )
        if chosen:
            self.ask_passphrase(Path(chosen))

    def _choose_plan(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self._language.text("Event file"), str(Path.home()), "*.toml"
        )
        if chosen:
            self.ask_for_event(Path(chosen))

    # Layout

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(MARGIN, STEP, MARGIN, STEP)
        column.addStretch(1)
        mark = QHBoxLayout()
        mark.addStretch(1)
        mark.addWidget(text("受付", "second"))
        mark.addSpacing(STEP)
        mark.addWidget(text("Uketsuke", "aside"))
        mark.addStretch(1)
        column.addLayout(mark)
        column.addSpacing(MARGIN - STEP)
        changed = QHBoxLayout()
        changed.addStretch(1)
        self.program.warning.setFixedWidth(WIDTH)
        changed.addWidget(self.program.warning)
        changed.addStretch(1)
        column.addLayout(changed)
        column.addSpacing(STEP)
        column.addLayout(self._middle)
        column.addStretch(2)
        column.addWidget(self._languages, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.program)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def show_form(self, form: SecretForm) -> None:
        """Shows a form in place of the one before."""
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
        self._form = form
        self._middle.addWidget(form)
        form.show()
        form.begin()


class _Languages(QWidget):
    """All languages by their own names, for readers of another one. Emits `chosen(code)`."""

    chosen = Signal(str)

    def __init__(self, current: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setSpacing(2 * STEP)
        for code, name in LANGUAGES.items():
            language_link = link(name)
            language_link.setEnabled(code != current)
            language_link.clicked.connect(lambda _=False, code=code: self.chosen.emit(code))
            row.addWidget(language_link)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() in ENTER and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)


def _there(folder: Path) -> Path:
    """The folder, or the next one above it that exists: where the dialog opens before the first store is made."""
    return next(place for place in (folder, *folder.parents) if place.exists())

"""Invitations part: chooses whom to invite, edits the text, and writes files to be sent (mail merge)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout

from checkin.badges import BadgeGroup, MailingOptions, Whose
from checkin.domain import MailFormat
from checkin.errors import KnownError
from checkin.layout import Use
from ui.paper import actions
from ui.paper.actions import PaperAct
from ui.paper.letter_editor import LetterEditor
from ui.paper.part import PaperPart
from ui.parts.background import Lane
from ui.parts.columns import Columns
from ui.parts.question_sheet import QuestionSheet
from ui.parts.shell import Change
from ui.parts.theme import STEP
from ui.parts.timers import single_shot
from ui.parts.widgets import Choice, Panel, Tick, lead, rule, text

if TYPE_CHECKING:
    from enum import Enum
    from pathlib import Path

    from checkin.badges import Invitees, Mailed
    from checkin.domain import Event
    from checkin.language import Language
    from checkin.paper.library import Library
    from ui.paper.part import PaperParts
    from ui.parts.actions import Offer
    from ui.parts.background import Progress
    from ui.parts.page import Page
    from ui.parts.theme import Theme

STEPS: Final = 1_000
TYPING_MS: Final = 200
EDGE: Final = 18


class InviteesPanel(Panel):
    """Whom to invite and how. Emits `changed` when the selection is another one."""

    changed = Signal()

    def __init__(self, event: Event, library: Library, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language = language
        self.whose = Choice(theme)
        self.typed = lead(QLineEdit())
        self.format = Choice(theme)
        self.pages = Choice(theme)
        self.protected = Tick("", theme)
        self.summary = text("", "quiet").wrapped()
        self._offer(event)
        for name in library.names_of(Use.INVITATION):
            self.pages.offer(name, library.title(name, language))
        self._build()
        self._typing = single_shot(self, TYPING_MS, self.changed.emit)
        self.whose.currentIndexChanged.connect(self._chose)
        self.typed.textEdited.connect(lambda _: self._typing.start())
        self.typed.returnPressed.connect(self.changed)
        self.format.currentIndexChanged.connect(self._chose_format)

    def chosen(self) -> Whose:
        group, _, category = self.whose.chosen().partition(" ")
        named = group == BadgeGroup.NAMED
        return Whose(BadgeGroup(group), self.typed.text() if named else category)

    @property
    def options(self) -> MailingOptions:
        wanted = self.protected.isVisibleTo(self) and self.protected.isChecked()
        kind = MailFormat(self.format.chosen())
        return MailingOptions(kind, self.pages.chosen(), protected=wanted)

    def show_invitees(self, found: Invitees) -> None:
        """Says how many they are, and who would be left out."""
        tr = self._language
        said = [tr.plural("{n} person", "{n} people", len(found.delegates))]
        if found.without_address and self.format.chosen() == MailFormat.EML:
            missing = len(found.without_address)
            said.append(
                tr.plural("{n} has no e-mail address", "{n} have no e-mail address", missing)
            )
        said.append(tr.text("not invited yet: {n}", n=found.uninvited))
        if found.outdated:
            said.append(tr.text("changed since they were invited: {n}", n=found.outdated))
        self.summary.setText("\n".join(said))
        count = len(found.protected)
        self.protected.setText(
            tr.plural("Also the {n} who is protected", "Also the {n} who are protected", count)
        )
        self.protected.setVisible(count > 0)

    def _chose_format(self) -> None:
        """A mail merge has no page."""
        self.pages.setVisible(self.format.chosen() != MailFormat.CSV)
        self.changed.emit()

    def _chose(self) -> None:
        named = self.whose.chosen() == BadgeGroup.NAMED
        self.typed.setVisible(named)
        if named:
            self.typed.setFocus()
        self.changed.emit()

    def _offer(self, event: Event) -> None:
        tr = self._language
        for group, words in (
            (BadgeGroup.ALL, tr.text("Everybody who is expected")),
            (BadgeGroup.UNPRINTED, tr.text("Not yet invited")),
            (BadgeGroup.CHANGED, tr.text("Changed since they were invited")),
            (BadgeGroup.NAMED, tr.text("By number or name")),
        ):
            self.whose.offer(group.value, words)
        for category in event.categories:
            words = tr.text("Category: {name}", name=tr.name(category.name))
            self.whose.offer(f"{BadgeGroup.CATEGORY.value} {category.key}", words)
        for kind, words in (
            (MailFormat.EML, tr.text("E-mail files (.eml)")),
            (MailFormat.CSV, tr.text("Table for a mail merge (.csv)")),
            (MailFormat.PDF, tr.text("PDF files")),
        ):
            self.format.offer(kind.value, words)

    def _build(self) -> None:
        tr = self._language
        self.whose.setAccessibleName(tr.text("Whom to invite"))
        self.format.setAccessibleName(tr.text("As what"))
        self.pages.setAccessibleName(tr.text("Layout"))
        self.typed.setAccessibleName(tr.text("Numbers or names"))
        self.typed.setPlaceholderText(tr.text("18, 20-25, tanaka"))
        self.typed.hide()
        self.protected.hide()
        fields = QVBoxLayout()
        fields.setContentsMargins(EDGE - 6, 12, EDGE - 6, 12)
        fields.setSpacing(STEP)
        for field in (self.whose, self.typed, self.format, self.pages, self.protected):
            fields.addWidget(field)
        words = QVBoxLayout()
        words.setContentsMargins(EDGE, 16, EDGE, 16)
        words.setSpacing(2 * STEP)
        words.addWidget(self.summary)
        words.addWidget(
            text(
                tr.text(
                    "Each in the person's own language where there is one, with their code. The names of the "
                    "files tell nothing; index.csv says whose is whose. Delete the folder when they are sent."
                ),
                "quiet",
            ).wrapped()
        )
        self.body.addLayout(fields)
        self.body.addWidget(rule())
        self.body.addLayout(words)
        self.body.addStretch(1)


class InvitationsPart(PaperPart):
    """While files are written, shows progress with a cancel button."""

    def __init__(self, core: PaperParts, page: Page) -> None:
        super().__init__(core, page)
        tr = page.language
        self._progress: Progress | None = None
        self._asked = 0  # request counter: only the latest result is shown
        self.invitees: Invitees | None = None
        self.panel = InviteesPanel(core.event, core.badges.library, tr, page.theme)
        self.letter = LetterEditor(tr, page.theme)
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr.text("Writing invitations"))
        self.bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(self.bar)
        column.addWidget(Columns(self.panel, self.letter, nested=True))
        self.acts = {PaperAct.WRITE: self._write, PaperAct.STOP: self._stop}
        self.panel.changed.connect(self.come)
        self.letter.edited.connect(self._save)

    def come(self) -> None:
        """Counts who is chosen, in the background."""
        if self.letter.correspondence is None:
            self.letter.show_correspondence(self.core.mailing.correspondence())
        whose, mailing = self.panel.chosen(), self.core.mailing
        self._asked += 1
        asked = self._asked

        def show(found: Invitees) -> None:
            if asked == self._asked:
                self.invitees = found
                self.panel.show_invitees(found)
                self._show_preview()
                self.offers_changed.emit()

        self.page.run(lambda: mailing.choose(whose), show, Lane.FREE)

    def offers(self) -> tuple[Offer, ...]:
        return actions.on_invitations(self.page.language, under_way=self._progress is not None)

    def possible(self, act: Enum) -> bool:
        """Nothing is written for nobody."""
        anybody = self.invitees is not None and bool(self.invitees.delegates)
        return anybody or act is not PaperAct.WRITE

    def _save(self) -> bool:
        """Saves the texts when they are whole; else the preview says what is wrong."""
        written = self.letter.correspondence
        if written is None:
            return True
        try:
            self.core.mailing.set_correspondence(written)
        except KnownError as error:
            self.letter.show_preview(None, self.page.language.explain(error))
            return False
        self.letter.keep(written)
        self._show_preview()
        return True

    def _show_preview(self) -> None:
        found = self.invitees
        if found is None or not found.delegates:
            self.letter.show_preview(None)
            return
        letter = self.letter
        try:
            shown = self.core.mailing.preview(letter.written, letter.code, found.delegates[0])
        except KnownError as error:
            letter.show_preview(None, self.page.language.explain(error))
            return
        letter.show_preview(shown)

    def _write(self) -> None:
        found, tr, options = self.invitees, self.page.language, self.panel.options
        if found is None or not self._save():
            return
        if not options.protected:
            self._write_as(options)
            return
        count = len(found.protected)
        title = tr.plural("{n} of them is protected.", "{n} of them are protected.", count)
        words = tr.text(
            "Their invitation names the pseudonym or the number alone, but their e-mail address stands on "
            "the file. Whoever finds the folder knows that they come."
        )
        sheet = QuestionSheet(
            title, words, tr.text("Write theirs too"), tr.text("Back"), self.page.theme
        )
        self.page.confirm(sheet, lambda: self._write_as(options))

    def _write_as(self, options: MailingOptions) -> None:
        page, found = self.page, self.invitees
        folder = self.core.files.folder(page, page.language.text("A folder for the invitations"))
        if folder is None or found is None:
            return
        ids = [delegate.id for delegate in found.delegates]
        self._write_into(folder, ids, options)

    def _write_into(self, folder: Path, ids: list[str], options: MailingOptions) -> None:
        page, mailing = self.page, self.core.mailing
        progress = page.background.progress(self._show_progress)
        self._begin(progress)

        def work() -> Mailed | KnownError:
            try:
                return mailing.write(ids, folder, options, progress)
            except KnownError as error:
                return error

        def done(result: Mailed | KnownError) -> None:
            self._rest()
            if isinstance(result, KnownError):
                page.show_error(result)
            else:
                page.tell(self._said(result))
            self.come()

        page.run(work, done, Lane.FREE)

    def _said(self, done: Mailed) -> str:
        tr = self.page.language
        said = [tr.plural("{n} invitation written.", "{n} invitations written.", done.count)]
        left = len(done.without_address) + len(done.protected)
        if left:
            said.append(tr.plural("{n} was left out.", "{n} were left out.", left))
        return tr.sentences(*said)

    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._rest()
            tr = self.page.language
            self.page.tell(tr.text("Stopped. Not all invitations are in the folder."))

    def _begin(self, progress: Progress) -> None:
        self._progress = progress
        self.bar.setValue(0)
        self.bar.show()
        self.offers_changed.emit()

    def _show_progress(self, part: float) -> None:
        self.bar.setValue(round(part * STEPS))

    def _rest(self) -> None:
        self._progress = None
        self.page.shell.changed(Change.DELEGATE, self.page)  # codes were issued
        self.bar.hide()
        self.offers_changed.emit()

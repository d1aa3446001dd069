"""Forms of remote attendance: of which session a report is, and who its participants are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from checkin import visibility
from checkin.remote import RemoteFinding, Sureness
from checkin.wording import Tone
from ui.parts.columns import Scrolling
from ui.parts.keys import WindowKey
from ui.parts.name_order import in_order
from ui.parts.theme import STEP
from ui.parts.widgets import Choice, Sheet, rule, text

if TYPE_CHECKING:
    from checkin.domain import Delegate, Event
    from checkin.language import Language
    from checkin.remote import Participant, RemotePreview
    from ui.parts.theme import Theme

WIDE, HIGH = 760, 600
TALLEST: Final = 320  # of the list; it scrolls
NOBODY: Final = ""


class ReportSheet(Sheet):
    """The session of the meeting, and the time zone in which the report's times are."""

    def __init__(self, event: Event, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(
            tr.text("Attendance of a video meeting"), tr.text("Read"), tr.text("Back"), theme
        )
        self._language = language
        sentence = tr.text(
            "Who was in the meeting attended the session remotely. Nobody is inside by it."
        )
        self.body.addWidget(text(sentence, "quiet").wrapped())
        self.session = Choice(theme)
        for session in event.sessions:
            self.session.offer(session.key, tr.beside(session.room, tr.name(session.name)))
        # Hardly ever the entrance, which stands first.
        timed = (session.key for session in event.sessions if session.starts is not None)
        self.session.choose(next(timed, ""))
        self.row(tr.text("Session"), self.session)
        self.zone = QLineEdit(event.time_zone)
        self.row(tr.text("Time zone of the report"), self.zone)

    def complete(self) -> bool:
        if not self.zone.text().strip():
            self.refuse(self._language.text("Name the time zone of the report, as Asia/Tokyo."))
            return False
        return True


class ParticipantsSheet(Sheet):
    """Who is certain is counted, who is in doubt is asked, and who is unknown is named."""

    def __init__(self, preview: RemotePreview, language: Language, theme: Theme) -> None:
        tr = self._language = language
        super().__init__(tr.name(preview.session.name), " ", tr.text("Back"), theme)
        self._preview = preview
        self.choices: dict[int, Choice] = {}
        self.body.addWidget(text(_counts(preview, tr), "row").wrapped())
        for finding in preview.findings:
            if finding.code in {RemoteFinding.OTHER_HOURS, RemoteFinding.WAITED}:
                self.body.addWidget(text(finding.message, "quiet").wrapped())
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, STEP, 0)
        column.setSpacing(STEP)
        for participant in preview.participants:
            if participant.sureness in {Sureness.DOUBT, Sureness.SEVERAL}:
                column.addWidget(self._asked(participant, theme))
        if unknown := _names(preview, Sureness.UNKNOWN):
            column.addWidget(rule())
            column.addWidget(text(tr.text("On no roster, and left out:"), "heading").wrapped())
            column.addWidget(text(tr.listed(unknown), "quiet").wrapped())
        column.addStretch(1)
        scrolling = Scrolling(inner)
        scrolling.setMinimumHeight(min(inner.sizeHint().height(), TALLEST))
        self.body.addWidget(scrolling, 1)
        self._count()
        if preview.doubtful:
            self.say(tr.text("Say who they are."), "ask", Tone.ASK)

    def sizeHint(self) -> QSize:
        return QSize(WIDE, HIGH)

    def answers(self) -> dict[int, str]:
        """Row of the report → the delegate chosen, or nobody."""
        return {row: choice.chosen() for row, choice in self.choices.items()}

    def first(self) -> QWidget:
        return next(iter(self.choices.values()), self.accept_button)

    def _asked(self, participant: Participant, theme: Theme) -> QWidget:
        tr, row = self._language, participant.row
        choice = Choice(theme)
        shown = tr.beside(row.name, row.email)
        choice.setAccessibleName(tr.text("Who is {name}?", name=shown))
        nobody = tr.text("Nobody of the roster")
        if participant.sureness is Sureness.SEVERAL:
            choice.offer(NOBODY, nobody)
        for delegate in participant.delegates:
            choice.offer(delegate.id, _named(delegate, tr))
        if participant.sureness is Sureness.DOUBT:
            choice.offer(NOBODY, nobody)
        choice.currentIndexChanged.connect(self._count)
        self.choices[row.row] = choice
        pair = QWidget()
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP // 2)
        minutes = tr.plural("{n} minute", "{n} minutes", row.stay.minutes)
        column.addWidget(text(tr.beside(shown, minutes), "row").wrapped())
        column.addWidget(choice)
        return pair

    def _count(self) -> None:
        chosen = sum(bool(delegate) for delegate in self.answers().values())
        words = self._language.plural(
            "Record {n} participant", "Record {n} participants", self._preview.matched + chosen
        )
        self.accept_button.change(words, WindowKey.ENTER)
        self.accept_button.setEnabled(bool(self._preview.matched + chosen))


def _counts(preview: RemotePreview, tr: Language) -> str:
    return tr.text(
        "{matched} matched, {doubtful} in doubt, {unknown} unknown",
        matched=preview.matched,
        doubtful=preview.doubtful,
        unknown=preview.unknown,
    )


def _names(preview: RemotePreview, sureness: Sureness) -> tuple[str, ...]:
    return tuple(
        participant.row.name or participant.row.email
        for participant in preview.participants
        if participant.sureness is sureness
    )


def _named(delegate: Delegate, tr: Language) -> str:
    names = in_order(*visibility.names_of(delegate), tr)
    return tr.beside(f"{delegate.number:03}", *names, delegate.organisation)

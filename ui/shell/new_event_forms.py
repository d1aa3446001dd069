"""Forms of the first page for a new event (wizard): the event, its days, its sessions; then the passphrase."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from checkin.errors import BadPlan, KnownError
from checkin.settings import stores_folder
from ui.parts.columns import WidgetList
from ui.parts.secret_form import SecretForm
from ui.parts.theme import STEP, TOUCH
from ui.parts.widgets import Choice, Elided, KeyButton, lead, link, text
from ui.shell.joining_forms import SUFFIX, free

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from checkin.language import Language
    from checkin.plan.draft import EventDraft
    from checkin.plan.plan import Plan
    from ui.parts.theme import Theme

STEPS: Final = 4


class NewEventHost(Protocol):
    """The first page, as these forms see it."""

    def show_form(self, form: SecretForm) -> None:
        """Shows a form in place of the one before."""
        ...

    def offer(self) -> None:
        """Shows the first form of all."""
        ...

    def create_from(self, name: str, folder: Path, back: Callable[[], object], plan: Plan) -> None:
        """Asks for the passphrase of a new store, and creates it from a plan."""
        ...


class NewEventForms:
    """Three steps that need no file; each can be gone back from, and keeps what was typed."""

    def __init__(self, host: NewEventHost, language: Language, theme: Theme) -> None:
        self._host, self._language, self._theme = host, language, theme
        self._known: EventDraft | None = None

    @property
    def draft(self) -> EventDraft:
        """What was typed so far."""
        from checkin.plan.draft import EventDraft  # noqa: PLC0415 - the window is there first

        if self._known is None:
            self._known = EventDraft()
        return self._known

    def begin(self) -> None:
        """A new event from the beginning."""
        self._known = None
        self.ask_about()

    def ask_about(self) -> None:
        """Name, venue and time zone."""
        tr, known = self._language, self.draft.about
        form = self._form(1, tr.text("All of this can be changed later on the page Event."))
        name = form.field(tr.text("Name of the event"))
        venue = form.field(tr.text("Venue"))
        zone = form.field(tr.text("Time zone"))
        name.setText(tr.name(known.get("name", {})))
        venue.setText(known.get("venue", ""))
        zone.setText(known.get("time_zone") or bytes(QTimeZone.systemTimeZoneId().data()).decode())

        def draft() -> EventDraft:
            typed = {tr.code: name.text().strip()}
            return self.draft.with_about(typed, venue.text().strip(), zone.text().strip())

        labels = {"name": name, "venue": venue, "time_zone": zone}
        self._show(form, labels, draft, self.ask_days)
        form.back.connect(self._host.offer)

    def ask_days(self) -> None:
        """The first day and the last one."""
        tr, days = self._language, self.draft.days
        form = self._form(2, tr.text("A day is written like 2026-10-30."))
        first = form.field(tr.text("First day"))
        last = form.field(tr.text("Last day; empty for one day"))
        first.setText(days[0] if days else "")
        last.setText(days[-1] if len(days) > 1 else "")
        self._show(
            form, {}, lambda: self.draft.with_days(first.text(), last.text()), self.ask_sessions
        )
        form.back.connect(self.ask_about)

    def ask_sessions(self) -> None:
        """One session after the other; without a name it goes on."""
        tr = self._language
        sentence = tr.text("The entrance is there already. Sessions can also be added later.")
        form = self._form(3, sentence)
        listed = WidgetList()
        form.column.addWidget(listed)
        listed.show_all(self._sessions())  # shows itself: not before
        fields = SessionFields(form, self.draft.days, tr, self._theme)

        def draft() -> EventDraft:
            if not fields.name.text().strip():
                return self.draft
            return self.draft.with_session(
                {tr.code: fields.name.text().strip()},
                fields.room.text().strip(),
                fields.day.chosen(),
                (fields.starts.text(), fields.ends.text()),
            )

        def then() -> None:
            if fields.name.text().strip():
                self.ask_sessions()
            else:
                self.ask_passphrase()

        fields.name.textChanged.connect(
            lambda typed: self._rename(form, tr.text("Add") if typed.strip() else tr.text("Next"))
        )
        self._show(form, fields.by_key(), draft, then)
        form.back.connect(self.ask_days)

    def ask_passphrase(self) -> None:
        """The last step is that of every new store."""
        folder = free(stores_folder() / f"event{SUFFIX}")  # the event is in no name of a file
        name = self._language.name(self.draft.about["name"])
        self._host.create_from(name, folder, self.ask_sessions, self.draft.plan())

    def _sessions(self) -> list[QWidget]:
        """The sessions so far, each with a link that takes it away."""
        tr = self._language
        rows: list[QWidget] = []
        for at, session in enumerate(self.draft.sessions):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            day, time = str(session["starts"])[:10], str(session["starts"])[11:16]
            words = (tr.name(session["name"]), session["room"], f"{day} {time}")
            away = link(tr.text("Remove"))
            away.setAccessibleName(tr.labelled(tr.name(session["name"]), away.text()))
            away.clicked.connect(partial(self._remove, at))
            line.addWidget(Elided(tr.beside(*filter(None, words)), "row"), 1)
            line.addWidget(away)
            rows.append(row)
        return rows

    def _remove(self, at: int) -> None:
        self._known = self.draft.without_session(at)
        self.ask_sessions()

    def _form(self, step: int, sentence: str) -> SecretForm:
        title = self._language.text("New event: step {step} of {steps}", step=step, steps=STEPS)
        return SecretForm(title, sentence, self._theme)

    def _show(
        self,
        form: SecretForm,
        fields: Mapping[str, QLineEdit],
        draft: Callable[[], EventDraft],
        then: Callable[[], None],
    ) -> None:
        """Shows a step. Its primary button takes what was typed, or says what is wrong with which field."""
        tr = self._language
        form.foot(tr.text("Next"), tr.text("Back"))

        def take() -> None:
            try:
                self._known = draft()
            except KnownError as error:
                form.warn(tr.explain(self._of_field(error, fields)))
            else:
                then()

        form.accepted.connect(take)
        self._host.show_form(form)

    def _of_field(self, error: KnownError, fields: Mapping[str, QLineEdit]) -> KnownError:
        place = error.place if isinstance(error, BadPlan) else ()
        key = next((str(part) for part in reversed(place) if part in fields), "")
        if not (isinstance(error, BadPlan) and key):
            return error
        fields[key].setFocus()
        return error.called(fields[key].accessibleName())

    def _rename(self, form: SecretForm, words: str) -> None:
        if isinstance(form.primary, KeyButton):
            form.primary.change(words, form.primary.key)


class SessionFields:
    """The fields of one session: the name, and room, day and times beside each other."""

    def __init__(
        self, form: SecretForm, days: Sequence[str], language: Language, theme: Theme
    ) -> None:
        tr = language
        self.name = form.field(tr.text("Name of the session"))
        self.room = lead(QLineEdit())
        self.day = Choice(theme)
        for day in days:
            self.day.offer(day, day)
        self.starts, self.ends = lead(QLineEdit()), lead(QLineEdit())
        self.starts.setPlaceholderText("10:00")
        self.ends.setPlaceholderText("11:30")
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        cells: tuple[tuple[str, QWidget, int], ...] = (
            (tr.text("Room"), self.room, 4),
            (tr.text("Day"), self.day, 4),
            (tr.text("Starts"), self.starts, 2),
            (tr.text("Ends"), self.ends, 2),
        )
        for words, field, wide in cells:
            line.addWidget(_labelled(words, field), wide)
        form.column.addWidget(row)

    def by_key(self) -> dict[str, QLineEdit]:
        """The fields by their keys in an event file."""
        return {"name": self.name, "room": self.room, "starts": self.starts, "ends": self.ends}


def _labelled(words: str, field: QWidget) -> QWidget:
    field.setAccessibleName(words)
    field.setMinimumHeight(TOUCH)
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(text(words, "small"))
    column.addWidget(field)
    return cell

"""The question before an act on all who are listed (bulk action): which, and how many it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from checkin.desk.for_all import NEEDS, ForAll, concerned, marks
from checkin.domain import Flag
from checkin.reports import Format
from checkin.wording import flag_name
from ui.parts.keys import WindowKey
from ui.parts.widgets import Choice, Sheet, Tick, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import FilteredPeople
    from checkin.language import Language
    from checkin.roles import Action
    from ui.parts.theme import Theme


class ForAllSheet(Sheet):
    """One act at a time; the button says how many it concerns, a sentence what follows from it."""

    def __init__(
        self,
        found: FilteredPeople,
        session: str,
        language: Language,
        theme: Theme,
        may: Callable[[Action], bool],
    ) -> None:
        title = language.plural("For this person", "For all {n} people", len(found.people))
        super().__init__(title, " ", language.text("Back"), theme)
        self._people, self._session, self._language = found.people, session, language
        self._marks = marks(found.people)
        self.act, self.flag, self.form = Choice(theme), Choice(theme), Choice(theme)
        self.again = Tick(language.text("Also badges that were printed before"), theme)
        self._offer(may)
        self.row(language.text("What"), self.act)
        self.row(language.text("Mark"), self.flag)
        self.row(language.text("File"), self.form)
        self.body.addWidget(self.again)
        self._follows = text("", "quiet").wrapped()
        self.body.addWidget(self._follows)
        self.act.currentIndexChanged.connect(self._show_act)
        self.flag.currentIndexChanged.connect(self._show_count)
        self.again.toggled.connect(self._show_count)
        self._show_act()

    @property
    def chosen(self) -> ForAll:
        return ForAll(self.act.chosen())

    def concerned(self) -> tuple[str, ...]:
        """The ids of those whom the chosen act changes, in the order of the list."""
        flag, again = self.flag.chosen(), self.again.isChecked()
        return concerned(self.chosen, self._people, flag, again=again)

    def _offer(self, may: Callable[[Action], bool]) -> None:
        tr = self._language
        names = {
            ForAll.APPROVE: tr.text("Approve"),
            ForAll.PRINT: tr.text("Print badges"),
            ForAll.HAND_OVER: tr.text("Badges handed over"),
            ForAll.SAVE: tr.text("Save as a list"),
            ForAll.SET_FLAG: tr.text("Set a mark"),
            ForAll.CLEAR_FLAG: tr.text("Clear a mark"),
            ForAll.CHECK_IN: tr.text("Check in"),
            ForAll.CANCEL: tr.text("Cancel registration"),
        }
        for act, name in names.items():  # the first must be one that does no harm
            has_any = self._marks if act is ForAll.CLEAR_FLAG else self._concerns_any(act)
            if may(NEEDS[act]) and has_any:
                self.act.offer(act, name)
        self.form.offer(Format.XLSX, tr.text("Excel workbook"))
        self.form.offer(Format.CSV, tr.text("CSV, for any spreadsheet"))

    def _concerns_any(self, act: ForAll) -> bool:
        return bool(concerned(act, self._people, again=True))

    def _show_act(self) -> None:
        act, tr = self.chosen, self._language
        flags = self._marks if act is ForAll.CLEAR_FLAG else tuple(Flag)
        self.flag.clear()
        for flag in flags:
            self.flag.offer(flag, flag_name(flag, tr))
        self.show_row(self.flag, on=act in {ForAll.SET_FLAG, ForAll.CLEAR_FLAG})
        self.show_row(self.form, on=act is ForAll.SAVE)
        self.again.setVisible(act is ForAll.PRINT)
        self._show_count()

    def _show_count(self) -> None:
        count = len(self.concerned())
        words, follows = self._words(self.chosen, count)
        self.accept_button.change(words, WindowKey.ENTER)
        self.accept_button.setEnabled(bool(count))
        self._follows.setText(follows)
        self._follows.setVisible(bool(follows))

    def _words(self, act: ForAll, count: int) -> tuple[str, str]:
        """What the button says, and what follows."""
        tr = self._language
        match act:
            case ForAll.APPROVE:
                return tr.plural("Approve {n} person", "Approve {n} people", count), tr.text(
                    "Those who wait for approval are expected from now on."
                )
            case ForAll.CHECK_IN:
                return tr.plural("Check in {n} person", "Check in {n} people", count), tr.text(
                    "{session}: whom a rule refuses is not let in.", session=self._session
                )
            case ForAll.PRINT:
                return tr.plural("Print {n} badge", "Print {n} badges", count), tr.text(
                    "They wait in the print queue, in the order of the list."
                )
            case ForAll.HAND_OVER:
                return tr.plural("Hand over {n} badge", "Hand over {n} badges", count), tr.text(
                    "Who has theirs already is not counted again."
                )
            case ForAll.SAVE:
                return tr.plural("Save {n} person", "Save {n} people", count), tr.text(
                    "Names, contact details and notes leave this machine with it."
                )
            case ForAll.SET_FLAG:
                return tr.plural("Mark {n} person", "Mark {n} people", count), tr.text(
                    "What is marked here changes what the desk says at the next scan."
                )
            case ForAll.CLEAR_FLAG:
                return tr.plural(
                    "Clear it of {n} person", "Clear it of {n} people", count
                ), tr.text("What is marked here changes what the desk says at the next scan.")
            case ForAll.CANCEL:
                return tr.plural(
                    "Cancel {n} registration", "Cancel {n} registrations", count
                ), tr.text(
                    "No code of theirs admits anybody from now on. What happened until now stays, and "
                    "the registration can be reinstated."
                )
            case _:
                assert_never(act)

"""The question before an act on all who are listed (bulk action): which, and how many it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.desk.for_all import NEEDS, ForAll, concerned, marks
from checkin.domain import BadgeOrder, Flag, Format, MailFormat
from checkin.wording import flag_name
from ui.parts.keys import WindowKey
from ui.parts.widgets import Choice, Sheet, Tick, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import FilteredPeople
    from checkin.domain import Delegate
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
        self.mail, self.order = Choice(theme), Choice(theme)
        self.again = Tick(language.text("Also those who have one already"), theme)
        self._offer(may)
        self.row(language.text("What"), self.act)
        self.row(language.text("Mark"), self.flag)
        self.row(language.text("File"), self.form)
        self.row(language.text("Files"), self.mail)
        self.row(language.text("Order"), self.order)
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

    def concerned(self) -> tuple[Delegate, ...]:
        """Those whom the chosen act changes, in the order of the list."""
        flag, again = self.flag.chosen(), self.again.isChecked()
        found = concerned(self.chosen, self._people, flag, again=again)
        return tuple(person.delegate for person in found)

    def _offer(self, may: Callable[[Action], bool]) -> None:
        tr = self._language
        names = {
            ForAll.APPROVE: tr.text("Approve"),
            ForAll.PRINT: tr.text("Print badges"),
            ForAll.HAND_OVER: tr.text("Badges handed over"),
            ForAll.INVITE: tr.text("Invite"),
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
        self.mail.offer(MailFormat.EML, tr.text("E-mail files (.eml)"))
        self.mail.offer(MailFormat.CSV, tr.text("Table for a mail merge (.csv)"))
        self.mail.offer(MailFormat.PDF, tr.text("PDF files"))
        self.order.offer(BadgeOrder.NUMBER, tr.text("Number"))
        self.order.offer(BadgeOrder.FAMILY, tr.text("Family name"))
        self.order.offer(BadgeOrder.DELEGATION, tr.text("Delegation"))
        self.order.offer(BadgeOrder.CATEGORY, tr.text("Category"))

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
        self.show_row(self.mail, on=act is ForAll.INVITE)
        self.show_row(self.order, on=act is ForAll.PRINT)
        self.again.setVisible(act in {ForAll.PRINT, ForAll.INVITE})
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
        buttons = {
            ForAll.APPROVE: tr.plural("Approve {n} person", "Approve {n} people", count),
            ForAll.CHECK_IN: tr.plural("Check in {n} person", "Check in {n} people", count),
            ForAll.PRINT: tr.plural("Print {n} badge", "Print {n} badges", count),
            ForAll.HAND_OVER: tr.plural("Hand over {n} badge", "Hand over {n} badges", count),
            ForAll.INVITE: tr.plural("Invite {n} person", "Invite {n} people", count),
            ForAll.SAVE: tr.plural("Save {n} person", "Save {n} people", count),
            ForAll.SET_FLAG: tr.plural("Mark {n} person", "Mark {n} people", count),
            ForAll.CLEAR_FLAG: tr.plural("Clear it of {n} person", "Clear it of {n} people", count),
            ForAll.CANCEL: tr.plural("Cancel {n} registration", "Cancel {n} registrations", count),
        }
        marked = tr.text("What is marked here changes what the desk says at the next scan.")
        follows = {
            ForAll.APPROVE: tr.text("Those who wait for approval are expected from now on."),
            ForAll.CHECK_IN: tr.text(
                "{session}: whom a rule refuses is not let in.", session=self._session
            ),
            ForAll.PRINT: tr.text("They wait in the print queue, in this order."),
            ForAll.HAND_OVER: tr.text("Who has theirs already is not counted again."),
            ForAll.INVITE: tr.text(
                "Files into a new folder. Protected people are left out; see Paper."
            ),
            ForAll.SAVE: tr.text("Names, contact details and notes leave this machine with it."),
            ForAll.SET_FLAG: marked,
            ForAll.CLEAR_FLAG: marked,
            ForAll.CANCEL: tr.text(
                "No code of theirs admits anybody from now on. What happened until now stays, and "
                "the registration can be reinstated."
            ),
        }
        return buttons[act], follows[act]

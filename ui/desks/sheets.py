"""Forms about a desk: what it may do, its letters, its code, and whether to revoke it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from checkin.domain import Settling, Tier
from checkin.wording import tier_name, times_moved, when
from ui.parts.letters import LetterGroups
from ui.parts.question_sheet import QuestionSheet
from ui.parts.widgets import Choice, Sheet, text

if TYPE_CHECKING:
    from checkin.joining import DeskRequest, Invited
    from checkin.language import Language
    from checkin.sync import DeskState, TimesToCorrect
    from ui.parts.theme import Theme

WIDEST: Final = 620
REQUEST, CODE = "request", "code"


class AddDeskSheet(Sheet):
    """What the desk may see, and whether its machine has made a request; if not, its name."""

    def __init__(self, name: str, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(tr.text("Add a desk"), tr.text("Go on"), tr.text("Back"), theme)
        self.setMaximumWidth(WIDEST)
        self._language = language
        self.tier, self.how, self.name = Choice(theme), Choice(theme), QLineEdit(name)
        for tier in (Tier.DESK, Tier.DOOR):
            self.tier.offer(tier, tier_name(tier, tr))
        self.how.offer(REQUEST, tr.text("It has written a request"))
        self.how.offer(CODE, tr.text("Without a request, with a code"))
        self.row(tr.text("What it shows"), self.tier)
        self.row(tr.text("How it joins"), self.how)
        self.row(tr.text("Name of the desk"), self.name)
        self._hint = text("", "quiet").wrapped()
        self.body.addWidget(self._hint)
        self.how.currentIndexChanged.connect(self._explain)
        self._explain()

    @property
    def has_asked(self) -> bool:
        return self.how.chosen() == REQUEST

    def given(self) -> tuple[Tier, str]:
        """The tier, and the name for a desk without a request."""
        return Tier(self.tier.chosen()), self.name.text().strip()

    def _explain(self) -> None:
        tr = self._language
        self.show_row(self.name, on=not self.has_asked)
        self._hint.setText(
            tr.sentences(
                tr.text("Safer: only the machine that wrote the request can open its invitation."),
                tr.text("A picture of its QR code does as well: drop it here."),
            )
            if self.has_asked
            else tr.text("Whoever has both the file and the code can join, for 24 hours, once.")
        )


class LettersSheet(Sheet):
    """The letters of a request, to be compared with those on the screen of the new machine."""

    def __init__(self, request: DeskRequest, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(
            tr.text("Are these the letters on the other screen?"),
            tr.text("Yes, invite it"),
            tr.text("No"),
            theme,
        )
        self.setMaximumWidth(WIDEST)
        self.letters = LetterGroups(request.letters, tr.text("Letters of the request"))
        self.body.addWidget(text(request.name, "strong").wrapped())
        self.body.addWidget(self.letters, 0, Qt.AlignmentFlag.AlignHCenter)
        hint = tr.text("If one differs, the file is not from that machine: do not invite it.")
        self.body.addWidget(text(hint, "quiet").wrapped())


class CodeSheet(Sheet):
    """The code of an invitation; shown once."""

    def __init__(self, invited: Invited, code: str, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(
            tr.text("Write this code down"), tr.text("I have written it down"), "", theme
        )
        self.setMaximumWidth(WIDEST)
        self.cancel_button.hide()
        self.code = LetterGroups(code, tr.text("Code of the invitation"))
        said = tr.text(
            "{name} opens the invitation with it, within 24 hours. It is not shown again. Tell it, or hand "
            "it over on paper: never together with the file.",
            name=invited.name,
        )
        self.body.addWidget(text(said, "quiet").wrapped())
        self.body.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)


class SettleSheet(Sheet):
    """How a conflict is settled, and why. The later scan can be undone only where there is one (`can_undo`)."""

    def __init__(
        self, name: str, about: str, language: Language, theme: Theme, *, can_undo: bool
    ) -> None:
        tr = language
        super().__init__(name, tr.text("Settle"), tr.text("Back"), theme)
        self.setMaximumWidth(WIDEST)
        self._language = language
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
        self.body.addWidget(text(about, "quiet").wrapped())
        self.how, self.reason = Choice(theme), QLineEdit()
        if can_undo:
            self.how.offer(Settling.UNDO, tr.text("Undo the later one"))
        self.how.offer(Settling.BOTH, tr.text("Both were right"))
        self.how.offer(Settling.NOTE, tr.text("Only a note"))
        self.how.choose(Settling.NOTE)  # Enter alone undoes nothing
        self.row(tr.text("Decision"), self.how)
        self.row(tr.text("Reason"), self.reason)

    def complete(self) -> bool:
        if not self.given()[1]:
            self.refuse(self._language.text("Type a reason; it goes on record."))
            self.reason.setFocus()
        return bool(self.given()[1])

    def given(self) -> tuple[Settling, str]:
        return Settling(self.how.chosen()), self.reason.text().strip()


def clock_sheet(
    desk: DeskState, found: TimesToCorrect, time_zone: str, language: Language, theme: Theme
) -> QuestionSheet:
    """What correcting times means: how much of what moves where, and what else is to do."""
    tr = language
    begins, ends = (found.begins + found.offset, found.ends + found.offset)
    set_it = tr.text("Set its clock first, or what it records next is wrong again.")
    return QuestionSheet(
        tr.text("Correct the times of {name}?", name=desk.name),
        tr.sentences(
            times_moved(desk.name, found.scans, found.entries, found.offset, tr),
            tr.text(
                "Recorded as {begins} to {ends}, they become {begun} to {ended}.",
                begins=when(found.begins, begins, time_zone),
                ends=when(found.ends, begins, time_zone),
                begun=when(begins, found.begins, time_zone),
                ended=when(ends, found.begins, time_zone),
            ),
            tr.text("Who is inside follows from it at every desk. The journal keeps both."),
            *((set_it,) if desk.is_clock_wrong else ()),
        ),
        tr.text("Correct the times"),
        tr.text("Back"),
        theme,
    )


class RevokeSheet(Sheet):
    """Whether to revoke a desk. `by_paper`: this one has not added it, so the recovery passphrase is asked for."""

    def __init__(self, name: str, language: Language, theme: Theme, *, by_paper: bool) -> None:
        tr, title = language, language.text("Revoke {name}?", name=name)
        super().__init__(title, tr.text("Revoke this desk"), tr.text("Back"), theme)
        self.setMaximumWidth(WIDEST)
        self._language, self._by_paper = tr, by_paper
        meaning = tr.sentences(
            tr.text("Nothing that it records from now on counts, and it is given nothing more."),
            tr.text("Other desks know of it as soon as they hear of this one."),
            tr.text("What is on it stays on it: names that a thief has seen, the thief has."),
            tr.text("To take part again, it must join anew."),
        )
        self.setAccessibleName(title)
        self.setAccessibleDescription(meaning)
        self.body.addWidget(text(meaning, "quiet").wrapped())
        self.paper = QLineEdit()
        self.paper.setEchoMode(QLineEdit.EchoMode.Password)
        if by_paper:
            why = tr.text(
                "This desk has not added it. The recovery passphrase on paper revokes it."
            )
            self.body.addWidget(text(why).wrapped())
            self.row(tr.text("Recovery passphrase"), self.paper)

    def first(self) -> QWidget:
        return self.paper if self._by_paper else self.accept_button

    def given(self) -> str:
        """The recovery passphrase; empty where none is needed."""
        return self.paper.text()

    def complete(self) -> bool:
        if self._by_paper and not self.given().strip():
            self.refuse(self._language.text("Type the recovery passphrase from the paper."))
            return False
        return True

    def refuse(self, sentence: str) -> None:
        super().refuse(sentence)
        self.first().setFocus()

"""Interface from a page to the main window (shell), and the kinds of change that pages notify."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checkin.domain import BadgeState, DelegateId, Verdict


class Change(Enum):
    """A kind of change (event). A page that shows such data refreshes when it comes to the front."""

    SCAN = auto()  # a check-in or check-out, or its undo
    ROSTER = auto()  # a file was imported, or an import undone
    DELEGATE = auto()  # a delegate or their code
    QUEUE = auto()  # the print queue
    EVENT = auto()  # the event, a session or a category, by this desk
    ROLE = auto()  # the role at the desk
    ENTRIES = auto()  # entries of other desks have come, or count no more


class Shell(Protocol):
    """The main window as its pages see it; each page gets it by constructor."""

    def changed(self, what: Change, who: object) -> None:
        """Notifies a change. `who`: the page that made it, which is up to date already."""
        ...

    def tell(self, sentence: str) -> None:
        """Shows a notice on the page in front, also where the pages were made anew by a change."""
        ...

    def shown(self, verdict: Verdict | None) -> None:
        """The desk shows this verdict now, or none."""
        ...

    def check_in(self, delegate: DelegateId) -> None:
        """Checks in a delegate at the desk, which shows the verdict."""
        ...

    def print_badge(self, delegate: str) -> None:
        """Prints the badge of a check-in: it is queued once the verdict is on the screen."""
        ...

    def print_badge_again(self, delegate: str) -> None:
        """Reprints a badge on request: it is queued at once, whatever was printed before."""
        ...

    def print_badges(self, delegates: Iterable[str], *, again: bool) -> None:
        """Queues the badges of these delegates, in this order; `again`: whatever was printed before."""
        ...

    def badge_state(self, delegate: str, printed: int) -> BadgeState:
        """Where the badge of a check-in is; `printed` is how many this delegate had before."""
        ...

    def withdraw_badges(self, delegates: Iterable[str]) -> None:
        """The check-in of these delegates was undone: badges that are not printed yet are not."""
        ...

    def show_person(self, delegate: str) -> None:
        """Opens a delegate's card on the People page, where the role permits."""
        ...

    def show_presence(self) -> None:
        """Shows who is inside now and who has not come yet, to be printed; for leads."""
        ...

    def keep_session(self, session: str) -> None:
        """Fixes the session chosen by hand (empty: by the clock), also for the next start."""
        ...

    def design(self, layout: str) -> None:
        """Opens a layout in the designer."""
        ...

    def leave_designer(self, layout: str) -> None:
        """Returns to Paper with the layout that was saved last (empty: none)."""
        ...

    def start_kiosk(self) -> None:
        """Asks for confirmation, then starts kiosk mode (self-check-in)."""
        ...

    def start_big_screen(self) -> None:
        """Asks for confirmation, then shows counts without names on the whole screen; for leads."""
        ...

    def practise(self) -> None:
        """Starts practice mode (training) with sample data, in place of the desk."""
        ...

    def restore(self, backup: Path, passphrase: str) -> None:
        """Closes the open store and replaces it with the backup."""
        ...

    def rekey(self, passphrase: str, words: str) -> None:
        """Closes the open store, and opens it encrypted anew, with this passphrase and recovery words."""
        ...

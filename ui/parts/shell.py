"""What a page may ask of the window around it, and the kinds of change that pages tell each other of."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.domain import Verdict


class Change(Enum):
    """What is not as it was before. A page that shows it reads it anew when it comes to the front."""

    SCAN = auto()  # somebody was let in or out, or that was taken back
    ROSTER = auto()  # a file was brought in, or taken back
    DELEGATE = auto()  # a delegate, or a code of theirs
    QUEUE = auto()  # of badges to be printed
    ROLE = auto()  # another role uses the desk


class Shell(Protocol):
    """The window as its pages see it; each page gets it by constructor."""

    def changed(self, what: Change, who: object) -> None:
        """Something is not as it was. `who`: the page that did it, which shows it already."""
        ...

    def shown(self, verdict: Verdict | None) -> None:
        """The desk shows this verdict now, or none."""
        ...

    def check_in(self, number: int) -> None:
        """Presents a delegate at the desk, whose verdict it is to show."""
        ...

    def print_badge(self, delegate: str) -> None:
        """The badge of a check-in: it is queued once the verdict is on the screen."""
        ...

    def print_badge_again(self, delegate: str) -> None:
        """A badge that somebody asks for, whatever was printed before: it is queued at once."""
        ...

    def show_person(self, delegate: str) -> None:
        """Brings a delegate's card to the front, where the role permits."""
        ...

    def keep_session(self, session: str) -> None:
        """The session was chosen by hand (empty: the clock chooses), and stays: at the next start too."""
        ...

    def design(self, layout: str) -> None:
        """Opens a layout in the designer."""
        ...

    def leave_designer(self, layout: str) -> None:
        """Back to Paper, with the layout that was saved last; empty: none was."""
        ...

    def start_kiosk(self) -> None:
        """Asks, and hands the window over to self-check-in."""
        ...

    def practise(self) -> None:
        """Practice with sample data, in place of the desk."""
        ...

    def restore(self, backup: Path, passphrase: str) -> None:
        """Closes the open store, and puts the backup in its place."""
        ...

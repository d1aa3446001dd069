"""Actions of each part of Paper, with label and keyboard shortcut."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from checkin.badges import JobState
from checkin.roles import Action
from ui.parts.actions import Offer
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checkin.badges import Queued
    from checkin.language import Language


class Part(Enum):
    BADGES = auto()
    QUEUE = auto()
    LISTS = auto()
    INVITATIONS = auto()


class PaperAct(Enum):
    PRINT = auto()
    SAVE_BADGES = auto()
    MARK_PRINTED = auto()
    LAYOUT = auto()
    TEST = auto()
    PRINT_NOW = auto()
    CAME_OUT = auto()
    AGAIN = auto()
    RETRY = auto()
    REMOVE = auto()
    SAVE_LIST = auto()
    WRITE = auto()
    STOP = auto()


# No page lists all delegates for a role that may not see them.
NEEDS: Final[Mapping[Part, Action]] = {
    Part.BADGES: Action.SEE_EVERYBODY,
    Part.QUEUE: Action.PRINT,
    Part.LISTS: Action.EXPORT,
    Part.INVITATIONS: Action.EXPORT,
}
PART_KEYS: Final[Mapping[Part, str]] = {
    Part.BADGES: WindowKey.PART_1,
    Part.QUEUE: WindowKey.PART_2,
    Part.LISTS: WindowKey.PART_3,
    Part.INVITATIONS: WindowKey.PART_4,
}
KEYS: Final = (
    WindowKey.PRINT,
    WindowKey.SAVE,
    WindowKey.LAYOUT,
    WindowKey.TEST_PAGE,
    WindowKey.CAME_OUT,
    WindowKey.PRINT_AGAIN,
    WindowKey.RETRY,
    WindowKey.REMOVE,
)


def permitted(may: Callable[[Action], bool]) -> tuple[Part, ...]:
    return tuple(part for part, action in NEEDS.items() if may(action))


def part_name(part: Part, language: Language) -> str:
    match part:
        case Part.BADGES:
            return language.text("Badges and cards")
        case Part.QUEUE:
            return language.text("Print queue")
        case Part.LISTS:
            return language.text("Lists")
        case Part.INVITATIONS:
            return language.text("Invitations")


def on_stop(language: Language) -> tuple[Offer, ...]:
    """What is offered while something is being made."""
    return (Offer(PaperAct.STOP, language.text("Stop"), WindowKey.BACK),)


def on_badges(printable: int, saved: int, language: Language) -> tuple[Offer, ...]:
    """`saved`: how many badges are in a file of which nobody has said yet that it was printed."""
    printed = Offer(PaperAct.MARK_PRINTED, language.text("Were printed"), WindowKey.CAME_OUT)
    return (
        Offer(PaperAct.PRINT, language.text("Print {n}", n=printable), WindowKey.PRINT),
        Offer(PaperAct.SAVE_BADGES, language.text("Save as PDF"), WindowKey.SAVE),
        *((printed,) if saved else ()),
        Offer(PaperAct.LAYOUT, language.text("Layout…"), WindowKey.LAYOUT),
        Offer(PaperAct.TEST, language.text("Test page"), WindowKey.TEST_PAGE),
    )


def on_queue(
    job: Queued | None, doubtful: int, language: Language, *, working: bool
) -> tuple[Offer, ...]:
    """`doubtful`: the number of badges that the printer may have printed. One answer covers all of them."""
    if working:
        return (Offer(PaperAct.STOP, language.text("Stop"), WindowKey.BACK),)
    test = Offer(PaperAct.TEST, language.text("Test page"), WindowKey.TEST_PAGE)
    if job is None:
        return (test,)
    now = Offer(PaperAct.PRINT_NOW, language.text("Print now"), WindowKey.PRINT)
    remove = Offer(PaperAct.REMOVE, language.text("Remove"), WindowKey.REMOVE)
    if job.state is JobState.UNSURE:
        several = doubtful > 1
        out = language.text("Came out up to here") if several else language.text("It came out")
        again = (
            language.text("Print again from here") if several else language.text("Print it again")
        )
        return (
            Offer(PaperAct.CAME_OUT, out, WindowKey.CAME_OUT),
            Offer(PaperAct.AGAIN, again, WindowKey.PRINT_AGAIN),
            remove,
        )
    if job.state is JobState.FAILED:
        return (
            now,
            Offer(PaperAct.RETRY, language.text("Try again"), WindowKey.RETRY),
            remove,
            test,
        )
    return (now, remove, test)


def on_lists(language: Language) -> tuple[Offer, ...]:
    return (Offer(PaperAct.SAVE_LIST, language.text("Save list"), WindowKey.SAVE),)


def on_invitations(language: Language, *, under_way: bool) -> tuple[Offer, ...]:
    if under_way:
        return (Offer(PaperAct.STOP, language.text("Stop"), WindowKey.BACK),)
    return (Offer(PaperAct.WRITE, language.text("Choose a folder and write"), WindowKey.SAVE),)

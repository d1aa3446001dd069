"""Keyboard shortcuts (key bindings): all keys of the window in one table; each means one thing on every page.

A page that needs a key takes it from here. A key with two meanings is pressed for the wrong one: what checks in a
group on the desk must not cancel a registration in People. The bare function keys are for the desk, where each
second counts; the other pages have Alt and a letter.
"""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class WindowKey(StrEnum):
    """Each key as it is shown on a button; `sequence` is the same for Qt."""

    # Everywhere
    ENTER = "Enter"  # the likeliest action; it never admits who was refused, or who is only guessed
    BACK = "Esc"  # leaves, stops or clears, and records nothing
    HIDE = "F12"  # blanks the window
    HELP = "F1"

    # At the desk, and wherever else somebody's card is shown
    NO = "F11"  # the other answer to the question on the card
    CAMERA = "F2"
    EXIT = "F3"  # they go, or have gone
    PROXY = "F4"
    CHECK_IN = "F5"  # the person on the card
    BADGE = "F6"
    LEAD = "F7"  # calls the lead; a lead decides
    UNDO = "F8"  # a scan
    GROUP = "F9"
    WALK_IN = "Ctrl N"
    DRAFT = "Alt W"  # the form of a walk-in that a scan interrupted
    SESSION = "Ctrl J"
    LEGAL_NAME = "Ctrl R"  # of whom an alias stands for; for leads, in sight for some seconds
    HEARD_LATE = "Ctrl H"  # lets in whom a desk refuses that hears late of the others
    LOOK = "Ctrl I"  # who this is and what the door would say, without checking in
    PRESENCE = "Ctrl E"  # who is inside now, who has not come yet
    AFTERWARDS = "Ctrl T"  # a list of numbers with the time at which it happened
    LAMP = "Ctrl L"  # of the camera
    TRY_RULES = "Ctrl K"  # what the door would say to somebody at a session and time
    READY = "Ctrl B"  # what is to look at before the doors open

    # Practice
    PRESENT = "F10"
    END_PRACTICE = "Ctrl Q"

    # A registration
    APPROVE = "Alt A"
    CORRECT = "Alt C"
    MARKS = "Alt M"
    LOST_BADGE = "Alt L"
    JOIN = "Alt P"  # two delegates who are one person
    STANDING = "Alt R"  # cancels the registration, or reinstates it
    FILTER = "Ctrl F"  # whom the list shows
    FOR_ALL = "Ctrl G"  # acts on all whom it shows
    UNDO_FOR_ALL = "Alt Z"  # of the last such act; Ctrl Z is for what is typed

    # Files, lists, paper
    PRINT = "Ctrl P"
    SAVE = "Ctrl S"
    SAVE_COPY = "Ctrl Shift S"
    OPEN = "Ctrl O"
    TAKE_BACK = "Ctrl Z"  # an edit or an import
    REDO = "Ctrl Shift Z"
    INSERT = "Ins"
    REMOVE = "Del"
    EARLIER = "PgUp"
    LATER = "PgDown"
    PART_1 = "Alt 1"  # the parts of a page, or the people of a question, in order
    PART_2 = "Alt 2"
    PART_3 = "Alt 3"
    PART_4 = "Alt 4"
    LAYOUT = "Alt O"
    DESIGN = "Alt D"
    TEST_PAGE = "Alt T"
    CAME_OUT = "Alt I"
    PRINT_AGAIN = "Alt G"
    RETRY = "Alt Y"

    # The event
    MOVE_SESSION = "Ctrl M"

    # The designer
    RENAME = "Alt N"
    OTHER_SIDE = "Alt S"
    DUPLICATE = "Ctrl D"
    RAISE = "Alt ↑"
    LOWER = "Alt ↓"
    TRUE_SIZE = "Ctrl 0"
    LARGER = "Ctrl +"
    SMALLER = "Ctrl -"
    FIT = "Ctrl 9"

    # The station
    TAKE_UP = "Alt U"
    HAND_OVER = "Alt H"
    CHECK_AGAIN = "Alt K"
    BACK_UP = "Alt B"
    CLOSE_EVENT = "Ctrl Shift E"

    # The overview
    BIG_SCREEN = "Alt X"
    PICTURE = "Alt Q"

    # The desks of the event
    WRITE_STICK = "Alt E"
    READ_STICK = "Alt F"
    ADD_DESK = "Alt J"
    REVOKE_DESK = "Alt V"


def sequence(key: str) -> str:
    """Converts a key as shown on a button to Qt's form: `Ctrl Shift Z`, `Ctrl -`, `Alt ↑`."""
    named = {"↑": "Up", "↓": "Down"}
    return "+".join(named.get(part, part) for part in key.split(" "))

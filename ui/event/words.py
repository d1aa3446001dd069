"""Labels of sessions in lists, blocks and forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from checkin.domain import AnswerType, ColumnPlace, HandsOut, ReEntry
from checkin.language import local, time_of_day
from checkin.layout.days import days_text

if TYPE_CHECKING:
    from checkin.domain import Session
    from checkin.language import Language


def hours(session: Session, zone: str) -> str:
    """`10:00–12:00`, what is known of it; empty without times."""
    if session.starts is None:
        return ""
    starts = time_of_day(session.starts, zone)
    return f"{starts}–{time_of_day(session.ends, zone)}" if session.ends is not None else starts


def clock_time(at: int | None, zone: str) -> str:
    """`10:00`, as it is typed; empty for no time."""
    return "" if at is None else local(at, zone).strftime("%H:%M")


def day_name(day: str, language: Language) -> str:
    return days_text((day,), language.code)


def spoken(session: Session, zone: str, language: Language) -> str:
    """The session as a screen reader says it."""
    return language.listed(
        filter(None, (language.name(session.name), session.room, hours(session, zone)))
    )


def re_entry_name(rule: ReEntry, language: Language) -> str:
    match rule:
        case ReEntry.AFTER_EXIT:
            return language.text("After an exit")
        case ReEntry.ALWAYS:
            return language.text("Always")
        case ReEntry.NEVER:
            return language.text("Never")


def hands_out_name(what: HandsOut, language: Language) -> str:
    match what:
        case HandsOut.NOTHING:
            return language.text("Nothing")
        case HandsOut.ONCE:
            return language.text("Once")
        case HandsOut.DAILY:
            return language.text("Once a day")
        case HandsOut.LENT:
            return language.text("Lent, comes back")


def answer_type_name(kind: AnswerType, language: Language) -> str:
    match kind:
        case AnswerType.TEXT:
            return language.text("Text")
        case AnswerType.CHOICE:
            return language.text("One of several")
        case AnswerType.YES_NO:
            return language.text("Yes or no")
        case AnswerType.NUMBER:
            return language.text("Number")
        case _:
            assert_never(kind)


def column_place_name(place: ColumnPlace, language: Language) -> str:
    match place:
        case ColumnPlace.SCAN:
            return language.text("At the scan")
        case ColumnPlace.CARD:
            return language.text("On the card")
        case ColumnPlace.BADGE:
            return language.text("For badges")
        case ColumnPlace.LISTS:
            return language.text("In attendance lists")
        case _:
            assert_never(place)

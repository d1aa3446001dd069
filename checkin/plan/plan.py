"""Event configuration (plan): parses and validates the TOML file from which a store is created.

It is written by hand, under time pressure. So nothing is guessed: an unknown key, an unknown
category or a session that ends before it starts is refused, and the message names the key.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo

from checkin import outside
from checkin.domain import (
    FOUR_IN_THE_MORNING,
    NO_NAMES,
    THE_ENTRANCE,
    Category,
    ConditionKind,
    Event,
    EventColumn,
    EventQuestion,
    HandsOut,
    NameOrder,
    NotACondition,
    ReEntry,
    Session,
    condition,
)
from checkin.domain.conditions import MOST as MOST_CONDITIONS
from checkin.errors import BadPlan
from checkin.language import mark
from checkin.plan.lines import line_of
from checkin.plan.mistakes import mistakes
from checkin.plan.own_words import (
    MOST_AT_SCAN,
    check_categories,
    read_column,
    read_question,
    too_many_at_scan,
)
from checkin.plan.values import PlanTable, asking, likely

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

Keyed = TypeVar("Keyed", Category, Session, EventColumn, EventQuestion)

LARGEST: Final = 1_000_000
LARGEST_NUMBER: Final = 10**9
LONGEST_DOORS: Final = 24 * 60
_EVENT_KEYS: Final = frozenset(
    {"name", "short_name", "time_zone", "days", "day_starts", "venue", "show_at_scan", "name_order"}
)
_CATEGORY_KEYS: Final = frozenset({"key", "name", "colour"})
_SESSION_KEYS: Final = frozenset(
    {
        "key",
        "name",
        "room",
        "starts",
        "ends",
        "doors_minutes",
        "capacity",
        "categories",
        "requires",
        "re_entry",
        "exclusive",
        "leave_minutes",
        "people",
        "quorum",
        "conditions",
        "hands_out",
    }
)


@dataclass(frozen=True, slots=True)
class Plan:
    """An event without a store yet."""

    name: str
    time_zone: str
    days: tuple[str, ...]
    venue: str
    categories: tuple[Category, ...]
    sessions: tuple[Session, ...]
    day_starts: int = FOUR_IN_THE_MORNING
    names: Mapping[str, str] = field(default_factory=lambda: NO_NAMES)
    show_at_scan: tuple[str, ...] = ()
    columns: tuple[EventColumn, ...] = ()
    questions: tuple[EventQuestion, ...] = ()
    short_names: Mapping[str, str] = field(default_factory=lambda: NO_NAMES)
    venues: Mapping[str, str] = field(default_factory=lambda: NO_NAMES)
    name_order: NameOrder = NameOrder.SCRIPT

    def event(self, identifier: str) -> Event:
        """The event as first stored."""
        return Event(
            id=identifier,
            name=self.name,
            time_zone=self.time_zone,
            days=self.days,
            venue=self.venue,
            categories=self.categories,
            sessions=self.sessions,
            day_starts=self.day_starts,
            names=self.names,
            show_at_scan=self.show_at_scan,
            columns=self.columns,
            questions=self.questions,
            short_names=self.short_names,
            venues=self.venues,
            name_order=self.name_order,
        )


def read_plan(path: Path) -> Plan:
    """Reads a plan file. Raises `BadPlan` with its mistakes: each names the key, and its line where that is found."""
    source = _source(path)
    document = _parsed(path, source)
    try:
        return from_mapping(document)
    except BadPlan:
        found = mistakes(document, from_mapping)
        found.sort(key=lambda mistake: line_of(source, mistake.place) or 0)
        raise _together([_with_line(source, mistake) for mistake in found]) from None


def _with_line(source: str, mistake: BadPlan) -> BadPlan:
    line = line_of(source, mistake.place)
    if line is None:
        return mistake
    return BadPlan(mark("Line {line}: {mistake}"), line=line, mistake=mistake)


def _together(found: list[BadPlan]) -> BadPlan:
    """Several as one error of as many lines."""
    first, *others = found
    return BadPlan("{first}\n{others}", first=first, others=_together(others)) if others else first


def from_mapping(document: Mapping[str, Any]) -> Plan:
    """Builds the plan from a parsed TOML document. Raises `BadPlan` naming the key."""
    whole = PlanTable("", document)
    whole.refuse_others({"event", "category", "session", "column", "question"})
    about = read_about(whole.table("event", "[event]"))
    zone = ZoneInfo(about["time_zone"])
    categories = _unique(whole.tables("category"), read_category)
    sessions = _unique(whole.tables("session"), lambda place: read_session(place, zone))
    keys = {category.key for category in categories}
    for at, session in enumerate(sessions):
        check_references(session, keys, sessions, ("session", at))
    about["show_at_scan"], columns = _columns(whole, about["show_at_scan"])
    questions = _unique(whole.tables("question"), read_question)
    for at, question in enumerate(questions):
        check_categories(question, keys, ("question", at))
    return Plan(
        **about,
        categories=categories,
        sessions=sessions or (THE_ENTRANCE,),
        columns=columns,
        questions=questions,
    )


def _columns(
    whole: PlanTable, at_scan: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[EventColumn, ...]]:
    """The columns that stand on the verdict, also those that say so themselves; and all that are described."""
    on_it: list[str] = []

    def read(place: PlanTable) -> EventColumn:
        column, is_shown = read_column(place)
        if is_shown and column.key not in at_scan:
            on_it.append(column.key)
            if len(at_scan) + len(on_it) > MOST_AT_SCAN:
                raise too_many_at_scan(place)
        return column

    columns = _unique(whole.tables("column"), read)
    return (*at_scan, *on_it), columns


def read_about(about: PlanTable) -> dict[str, Any]:
    """The values of the event itself."""
    about.refuse_others(_EVENT_KEYS)
    zone = about.time_zone("time_zone")
    name, names = _in_languages(about, "name", None)
    venue, venues = _in_languages(about, "venue", "")
    return {
        "name": name,
        "names": names,
        "short_names": about.names("short_name") if "short_name" in about.values else NO_NAMES,
        "time_zone": zone.key,
        "days": _days(about),
        "venue": venue,
        "venues": venues,
        "day_starts": about.minutes("day_starts", FOUR_IN_THE_MORNING),
        "show_at_scan": about.texts("show_at_scan", most=MOST_AT_SCAN),
        "name_order": about.one_of("name_order", NameOrder, NameOrder.SCRIPT),
    }


def _source(path: Path) -> str:
    if not path.is_file():
        raise BadPlan(mark("There is no event file at {path}."), path=path)
    try:
        with outside.opened(path) as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise BadPlan(
            mark("{path} cannot be read: {reason}."), path=path, reason=error.strerror or error
        ) from error
    if len(data) > LARGEST:
        raise BadPlan(mark("{path} is too large to be an event file."), path=path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadPlan(mark("{path} is no text in UTF-8."), path=path) from error


def _parsed(path: Path, source: str) -> dict[str, Any]:
    try:
        return outside.toml(source)
    except tomllib.TOMLDecodeError as error:
        raise BadPlan(
            mark("{path} is not written as TOML wants it: {reason}."), path=path, reason=error
        ) from error


def _unique(places: Iterable[PlanTable], read: Callable[[PlanTable], Keyed]) -> tuple[Keyed, ...]:
    found: dict[str, Keyed] = {}
    for place in places:
        item = read(place)
        if item.key in found:
            raise place.wrong(mark("{key} is there twice."), "key", item.key)
        found[item.key] = item
    return tuple(found.values())


def read_category(place: PlanTable) -> Category:
    """A category. Raises `BadPlan` naming the key."""
    place.refuse_others(_CATEGORY_KEYS)
    key = place.key("key")
    place = place.known_as(key)
    colour = place.colour("colour")
    name = place.names("name")
    return Category(key, name, colour) if colour else Category(key, name)


def read_session(place: PlanTable, zone: ZoneInfo) -> Session:
    """A session; its references are checked by `check_references`. Raises `BadPlan` naming the key."""
    key = place.key("key")
    place = place.known_as(key)
    place.refuse_others(_SESSION_KEYS)
    plain = Session(key, place.names("name"))
    starts, ends = place.instant("starts", zone), place.instant("ends", zone)
    if starts is not None and ends is not None and ends <= starts:
        raise place.wrong(mark("{key} must be after the start."), "ends")
    room = place.text("room", default="")
    hands_out = place.one_of("hands_out", HandsOut, plain.hands_out)
    if hands_out is not HandsOut.NOTHING and starts is not None:
        raise place.wrong(mark("{key}: what is handed out has no times."), "hands_out")
    return Session(
        key=key,
        name=plain.name,
        room=room,
        starts=starts,
        ends=ends,
        doors_minutes=place.count("doors_minutes", LONGEST_DOORS, default=plain.doors_minutes),
        capacity=place.count("capacity", LARGEST_NUMBER, default=None),
        categories=place.texts("categories"),
        requires=place.text("requires", default=""),
        re_entry=place.one_of("re_entry", ReEntry, plain.re_entry),
        exclusive=hands_out is HandsOut.NOTHING and place.flag("exclusive", default=bool(room)),
        leave_minutes=place.count("leave_minutes", LONGEST_DOORS, default=plain.leave_minutes),
        people=place.numbers("people", LARGEST_NUMBER),
        quorum=place.count("quorum", LARGEST_NUMBER, default=None),
        conditions=_conditions(place),
        hands_out=hands_out,
    )


def _conditions(place: PlanTable) -> tuple[str, ...]:
    lines = place.texts("conditions", MOST_CONDITIONS)
    for line in lines:
        try:
            condition(line)
        except NotACondition as error:
            sentence = mark("{key} is no condition. Write it like: Training = yes")
            raise place.wrong(sentence, "conditions", line) from error
    return lines


def check_references(
    session: Session,
    categories: set[str],
    sessions: tuple[Session, ...],
    at: tuple[str | int, ...] = (),
) -> None:
    """Raises `BadPlan` where a session names what is not there, or could never be entered.

    `at` leads to the session in the file.
    """
    place = PlanTable(f"session {session.key}", {}, at)
    for category in session.categories:
        if category not in categories:
            sentence = mark("{key} names the category {value}, and there is none.")
            wrong = place.wrong(sentence, "categories", value=category)
            raise asking(wrong, likely(category, categories))
    requires = {session.key: session.requires for session in sessions}
    if session.requires and session.requires not in requires:
        sentence = mark("{key} names the session {value}, and there is none.")
        wrong = place.wrong(sentence, "requires", value=session.requires)
        raise asking(wrong, likely(session.requires, requires.keys() - {session.key}))
    _check_conditions(place, session, categories, requires.keys())
    first, passed = session.requires, set[str]()
    while first and first not in passed:
        passed.add(first)
        first = requires.get(first, "")
    if session.key in passed:
        raise place.wrong(
            mark("{key} goes round in a circle: nobody could ever enter."), "requires"
        )


def _check_conditions(
    place: PlanTable, session: Session, categories: set[str], sessions: Collection[str]
) -> None:
    for line in session.conditions:
        known = condition(line)
        for category in known.categories:
            if category not in categories:
                sentence = mark("{key} names the category {value}, and there is none.")
                wrong = place.wrong(sentence, "conditions", value=category)
                raise asking(wrong, likely(category, categories))
        for key in known.values if known.kind is ConditionKind.ATTENDED else ():
            if key not in sessions:
                sentence = mark("{key} names the session {value}, and there is none.")
                wrong = place.wrong(sentence, "conditions", value=key)
                raise asking(wrong, likely(key, set(sessions) - {session.key}))


def _in_languages(about: PlanTable, key: str, default: str | None) -> tuple[str, Mapping[str, str]]:
    """A text, in English if possible, and all its languages where it has several."""
    if not isinstance(about.values.get(key), dict):
        return about.text(key, default), NO_NAMES
    names = about.names(key)
    return names.get("en") or next(iter(names.values())), names


def _days(about: PlanTable) -> tuple[str, ...]:
    days = tuple(
        sorted(about.day(f"days[{at}]", day) for at, day in enumerate(about.items("days")))
    )
    if not days:
        raise about.wrong(mark("{key} is empty. Name at least one day."), "days")
    if len(set(days)) < len(days):
        raise about.wrong(mark("{key} names one day twice."), "days")
    return days

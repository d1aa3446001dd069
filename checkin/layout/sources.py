"""Data sources of text elements: fields of the delegate and the event, in the right language."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from checkin.domain import fields_by_place
from checkin.layout.days import days_text
from checkin.layout.items import TextField
from checkin.layout.model import NO_TEXTS
from checkin.layout.printed_names import PrintedNames, who
from checkin.layout.properties import DOT, EXTRA, PHRASE, PHRASES
from checkin.layout.script import has_arabic, has_han, has_kana, plain, runs_leftwards
from checkin.layout.values import PLACE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checkin.domain import Category, Delegate, Event, Session
    from checkin.language import Language
    from checkin.layout.items import Pixels
    from checkin.layout.script import Measure

GROUP: Final = 5  # characters of a code per group, for reading out and typing
EVENT: Final = "event"
DELEGATE: Final = "delegate"
NO_DAYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({})
HALF_AN_HOUR: Final = 30  # minutes
NAMES: Final = 2  # languages in which a thing is named in one text

_OF_EVENT: Final = frozenset({"category", "event", "short_event", "venue", "days", "message"})
# For privacy on paper, a part of the name counts as the name.
_MEANS: Final[Mapping[str, TextField]] = {field.value: field for field in TextField}
_FIELDS: Final[Mapping[str, TextField]] = {
    "leading_name": TextField.NAME,
    "other_name": TextField.NAME,
    **{field.name: _MEANS.get(field.name, TextField.NAME) for field in fields_by_place("badge")},
    "event": TextField.EVENT,
    "short_event": TextField.EVENT,
    "venue": TextField.EVENT,
    "days": TextField.EVENT,
    "code": TextField.CODE,
    "message": TextField.INSTRUCTION,
    "sessions": TextField.EVENT,
    "hours": TextField.EVENT,
}


def no_picture(_: str) -> Pixels | None:
    """The picture lookup of a layout without pictures."""
    return None


@dataclass(frozen=True, slots=True)
class Setting:
    """What all pages of a print run have in common."""

    event: Event
    language: Language  # called "event" in a layout
    measure: Measure
    spoken: Mapping[str, Language] = field(default_factory=dict)  # languages of the program
    pictures: Callable[[str], Pixels | None] = no_picture  # file name → picture
    message: Mapping[str, str] = field(default_factory=lambda: NO_TEXTS)  # from the organiser


@dataclass(frozen=True, slots=True)
class PageSubject:
    """The delegate of a page, and the data on it that is not in the roster."""

    delegate: Delegate
    code: str = ""
    sessions: tuple[str, ...] = ()  # keys
    # Session → the days on which it was attended, where that must be said.
    days: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NO_DAYS)
    photo: Pixels | None = None
    minutes: int = 0  # for how long they attended


@dataclass(frozen=True, slots=True)
class Told:
    """A text and the field that it shows."""

    text: str
    field: TextField


def is_of_the_event(source: str) -> bool:
    """Whether a source is the same on every badge of a category."""
    return source in _OF_EVENT or (
        source.startswith(PHRASE) and not PLACE.search(sentence_of(source))
    )


def grouped(code: str) -> str:
    """The code in groups, for reading it out."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def hours_text(minutes: int) -> str:
    """Whole and half hours, rounded down: `7.5`; empty for less than half an hour."""
    halves = minutes // HALF_AN_HOUR
    return f"{halves / 2:g}" if halves else ""


class Teller:
    """Looks up the sources for one delegate; without a delegate, for an event and a category."""

    def __init__(
        self, setting: Setting, category: Category | None, subject: PageSubject | None
    ) -> None:
        self._setting = setting
        self._event = setting.event
        self.category = category
        self.subject = subject
        self.person: PrintedNames = (
            who(subject.delegate) if subject else PrintedNames("", "", TextField.NUMBER)
        )

    def language(self, wanted: Sequence[str]) -> Language:
        """The first of the wanted languages that the program has."""
        for code in wanted:
            found = self._spoken(code)
            if found:
                return found
        return self._setting.language

    def told(self, source: str, languages: Sequence[str]) -> Told:
        """The text of one source, on one line, without control characters."""
        if source in {"leading_name", "name", "native_name"}:
            return self._name(source)
        field_ = _FIELDS.get(
            source, TextField.INSTRUCTION if PHRASE in source else TextField.LAYOUT
        )
        return Told(plain(self._text(source, languages)), field_)

    def own(self, texts: Mapping[str, str], languages: Sequence[str]) -> Told:
        """A text of the layout with its placeholders filled in; bilingual where it has two languages."""
        shown = [self._filled(text, languages) for text in self._named(texts, languages)]
        return Told(DOT.join(filter(None, shown)), TextField.LAYOUT)

    def has(self, sources: Sequence[str], languages: Sequence[str]) -> bool:
        return all(self.told(source, languages).text for source in sources)

    def _filled(self, text: str, languages: Sequence[str]) -> str:
        return plain(PLACE.sub(lambda found: self.told(found[1], languages).text, text))

    def _name(self, source: str) -> Told:
        person = self.person
        if source == "leading_name" or person.hidden:
            return Told(person.first, person.first_element)
        native = source == "native_name"
        if person.second:
            text = person.first if native else person.second
            return Told(text, TextField.NATIVE_NAME if native else TextField.NAME)
        # A delegate with a single name has it in `name`, even in their own script.
        given = self.subject.delegate.native_name if self.subject else ""
        return Told(plain(given) if native else person.first, person.first_element)

    def _text(self, source: str, languages: Sequence[str]) -> str:
        if source.startswith(PHRASE):
            return self._phrase(source, languages)
        if source.startswith(EXTRA):
            return self._extra(source[len(EXTRA) :])
        if source in _OF_EVENT:
            return self._of_the_event(source, languages)
        return self._of_the_person(source, languages)

    def _of_the_event(self, source: str, languages: Sequence[str]) -> str:
        match source:
            case "category":
                names = self.category.name if self.category else NO_TEXTS
                return DOT.join(self._named(names, languages))
            case "event":
                return self.language(languages).name(self._event.names) or self._event.name
            case "short_event":
                short = self.language(languages).name(self._event.short_names)
                return short or self._of_the_event(EVENT, languages)
            case "venue":
                return self.language(languages).name(self._event.venues) or self._event.venue
            case "days":
                return days_text(self._event.days, self.language(languages).code)
            case _:
                return next(iter(self._named(self._setting.message, languages)), "")

    def _of_the_person(self, source: str, languages: Sequence[str]) -> str:
        person, subject = self.person, self.subject
        match source:
            case "other_name":
                return person.second
            case "code":
                return grouped(subject.code) if subject else ""
            case "sessions":
                return DOT.join(self._sessions(languages))
            case "hours":
                return hours_text(subject.minutes) if subject else ""
            case "family_name" | "given_name":
                hidden = person.hidden or subject is None
                return "" if hidden or subject is None else getattr(subject.delegate, source)
            case _:
                return str(getattr(person, source))

    def _sessions(self, languages: Sequence[str]) -> list[str]:
        language = self.language(languages)
        found = map(self._event.session, self.subject.sessions if self.subject else ())
        return [self._attended(session, language) for session in found if session]

    def _attended(self, session: Session, language: Language) -> str:
        name = plain(language.name(session.name))
        days = self.subject.days.get(session.key, ()) if self.subject else ()
        listed = ", ".join(days_text((day,), language.code) for day in days)
        return f"{name} ({listed})" if listed else name

    def _extra(self, column: str) -> str:
        """A custom column of the roster; empty for a delegate who must not be named."""
        if self.subject is None or self.person.hidden:
            return ""
        delegate = self.subject.delegate
        # What desks have of their own is newer than what came with the roster.
        values = (*delegate.extras.items(), *delegate.at_scan.items())
        known = {_heading(heading): value for heading, value in values}
        return known.get(_heading(column), "")

    def _phrase(self, source: str, languages: Sequence[str]) -> str:
        phrase = sentence_of(source)
        language = self.language(languages)
        places = set(PLACE.findall(phrase))
        return language.text(
            phrase, **{place: self.told(place, languages).text for place in places}
        )

    def _named(self, names: Mapping[str, str], languages: Sequence[str]) -> list[str]:
        """The name in the first two of the languages that have one, without duplicates."""
        found: dict[str, None] = {}
        for code in languages:
            language = self._spoken(code) if code in {EVENT, DELEGATE} else None
            text = plain(language.name(names) if language else names.get(code, ""))
            if text:
                found[text] = None
        return list(found)[:NAMES]

    def _spoken(self, code: str) -> Language | None:
        if code == EVENT:
            return self._setting.language
        if code == DELEGATE:
            code = self.subject.delegate.language.strip() if self.subject else ""
            return closest(code, self._setting.spoken) or self._setting.language
        return self._setting.spoken.get(code)


def _heading(column: str) -> str:
    return column.strip().casefold()


def closest(code: str, spoken: Mapping[str, Language]) -> Language | None:
    """The language for a code as in rosters (`zh-TW`, `ja_JP`, `UG`); None where there is none."""
    wanted = code.replace("_", "-").lower()
    known = {spoken_code.lower(): language for spoken_code, language in spoken.items()}
    if wanted in {"zh-tw", "zh-hk", "zh-mo"}:
        wanted = "zh-hant"
    return known.get(wanted) or known.get(wanted.partition("-")[0])


def together(first: str, second: str) -> str:
    """Joins both with their script's list separator; empty where their directions differ."""
    if runs_leftwards(first) != runs_leftwards(second):
        return ""
    if has_arabic(first):
        return f"{first}، {second}"
    wide = has_han(first[-1]) or has_kana(first[-1])
    return f"{first} · {second}" if wide else f"{first}, {second}"


def sentence_of(source: str) -> str:
    return PHRASES[source[len(PHRASE) :]]

"""Presenter of the verdict card: turns a verdict of the core into the content of the card."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from checkin import wording
from checkin.domain import Flag
from checkin.wording import Tone
from ui.desk.verdict_card import CardContent
from ui.parts.name_order import in_order

if TYPE_CHECKING:
    from checkin.desk.last_change import LastChange
    from checkin.domain import BadgeState, Event, Found, Person, SessionCount, Verdict
    from checkin.language import Language
    from checkin.wording import VerdictWords


class Case(Enum):
    """What the card is about."""

    READY = auto()
    VERDICT = auto()
    CALLED = auto()
    UNDONE = auto()
    FAILURE = auto()
    FOUND = auto()  # somebody guessed in the look-up: nothing is recorded
    LOOKED = auto()  # what the door would say, without checking in


def of_verdict(
    verdict: Verdict, words: VerdictWords, event: Event, language: Language
) -> CardContent:
    """The card of a verdict."""
    face = CardContent(
        words.headline, words.icon, words.tone, hint=words.detail, hint_icon=_hint(words)
    )
    person = verdict.person
    if person is None:
        return face
    first, second = in_order(person.name, person.native_name, language)
    number = f"{person.number:03}"
    category = event.category(person.category)
    return replace(
        face,
        name=first or number,
        second_name=second,
        category=language.name(category.name) if category else "",
        colour=category.colour if category else "",
        organisation=_organisation(person, language),
        number=language.text("Delegate {number}", number=number) if first else "",
        notes="\n".join(
            filter(None, (*wording.asides(verdict, event, language), _notes(person, language)))
        ),
        notes_tone=Tone.AGAIN if verdict.attention or verdict.tell else None,
    )


def look_next(language: Language) -> CardContent:
    """The next scan or choice is a look."""
    hint = language.text("Scan a code, or choose somebody: who it is and what the door would say.")
    return CardContent(language.text("Look"), "search", hint=hint, hint_icon="search")


def looked(face: CardContent, language: Language) -> CardContent:
    """The card of a verdict that was not given: nobody was let in or turned away."""
    said = language.text("Only a look. The door would say: {answer}", answer=face.headline)
    return replace(
        face, headline=language.text("Look"), icon="search", tone=None, hint=said, hint_icon="info"
    )


def waiting(face: CardContent, count: int, language: Language) -> CardContent:
    """The same card with the number of queued scans."""
    if not count:
        return face
    words = language.plural("{n} scan waits: press Enter.", "{n} scans wait: press Enter.", count)
    return replace(face, hint=f"{face.hint}\n{words}", hint_icon="queue")


def with_badge(
    face: CardContent, verdict: Verdict, state: BadgeState, language: Language
) -> CardContent:
    """The same card with what has become of the badge."""
    number = f"{verdict.person.number:03}" if verdict.person else ""
    return replace(face, hint=wording.badge_line(number, state, language), hint_icon="printer")


def ready(
    count: SessionCount | None,
    language: Language,
    *,
    leaving: bool,
    finds: bool = True,
    quorum: str = "",
) -> CardContent:
    """The idle card, with the attendance count and, for a session that needs one, the quorum. `finds`: whether the
    desk may look people up by name."""
    attendance = ""
    if count is not None:
        attendance = language.plural(
            "{n} is in · {attended} of {expected} came",
            "{n} are in · {attended} of {expected} came",
            count.inside,
            attended=count.attended,
            expected=count.expected,
        )
    if leaving:
        hint = language.text("Whoever is scanned now is marked as out.")
        return CardContent(
            language.text("Exit"),
            "exit",
            Tone.LEAVE,
            organisation=attendance,
            number=quorum,
            hint=hint,
            hint_icon="exit",
        )
    hint = (
        language.text("Scan a code, or type a few letters of a name.")
        if finds
        else language.text("Scan a code, or type a number.")
    )
    return CardContent(
        language.text("Ready"),
        "scan",
        organisation=attendance,
        number=quorum,
        hint=hint,
        hint_icon="scan",
    )


def read_only(language: Language) -> CardContent:
    """A window that cannot record anything says so from the first moment."""
    hint = language.text("The store is open in another window. Scan there.")
    return CardContent(
        language.text("Only for reading"), "stop", Tone.STOP, hint=hint, hint_icon="info"
    )


def altered(language: Language) -> CardContent:
    """A store of which entries are missing or altered says so before anybody scans."""
    hint = language.text(
        "Entries are missing or altered. Write on paper who comes, and fetch an organiser."
    )
    return CardContent(
        language.text("Nothing is recorded"), "stop", Tone.STOP, hint=hint, hint_icon="info"
    )


def of_found(found: Found, event: Event, language: Language) -> CardContent:
    """Somebody who is only guessed: who they are, and that nobody was let in."""
    first, second = in_order(found.name, found.native_name, language)
    number = f"{found.number:03}"
    category = event.category(found.category)
    return CardContent(
        language.text("Did you mean"),
        "ask",
        Tone.ASK,
        name=first or number,
        second_name=second,
        category=language.name(category.name) if category else "",
        colour=category.colour if category else "",
        organisation=_organisation(found, language),
        number=language.text("Delegate {number}", number=number) if first else "",
        hint=language.text("This is a guess. Ask for the name: nothing was recorded."),
        hint_icon="ask",
    )


def undone(change: LastChange, event: Event, language: Language, now: int) -> CardContent:
    name, line = wording.change_lines(change.scan, change.people, event, language, now)
    hint = language.text("That scan no longer counts. Scan again if needed.")
    return CardContent(language.text("Undone"), "undo", name=name, organisation=line, hint=hint)


def lead_called(
    person: Person | None, desk: str, language: Language, *, heard: bool
) -> CardContent:
    """Large, for a lead to see from across the hall; without a lead's desk the volunteer must be seen."""
    hint = language.text("A lead is needed at {desk}.", desk=desk)
    if not heard:
        alone = language.text("Raise your hand: this desk is alone.")
        hint = language.sentences(hint, alone)
    number = ""
    if person is not None:
        number = language.text("Delegate {number}", number=f"{person.number:03}")
    return CardContent(
        language.text("One moment"), "ask", Tone.ASK, number=number, hint=hint, hint_icon="flag"
    )


def not_recorded(sentence: str, language: Language) -> CardContent:
    """A failure: nothing was recorded; suggests paper."""
    paper = language.text(
        "Write it on paper: the name, the time, the session. Nothing was recorded."
    )
    return CardContent(
        language.text("Not recorded"),
        "stop",
        Tone.STOP,
        notes=sentence,
        notes_tone=Tone.STOP,
        hint=paper,
        hint_icon="paper",
    )


def _organisation(person: Person | Found, language: Language) -> str:
    """The organisation, with the country unless its name has it already."""
    country = "" if person.country in person.organisation else person.country
    return language.beside(person.organisation, country)


def _notes(person: Person, language: Language) -> str:
    """Notes for the volunteer."""
    flags = [wording.flag_name(flag, language) for flag in person.flags if flag == Flag.NO_PHOTO]
    return language.beside(*flags, person.notes)


def _hint(words: VerdictWords) -> str:
    match words.tone:
        case Tone.WELCOME | Tone.LEAVE:
            return "chevron-right"
        case Tone.ASK:
            return "ask"
        case _:
            return "info"

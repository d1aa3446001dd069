"""Sample delegates for trying a layout: each is difficult in another way. All names are made up."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, Final

from checkin.domain import Delegate, Flag
from checkin.language import mark

if TYPE_CHECKING:
    from checkin.domain import Event

SESSIONS: Final = 4


@dataclass(frozen=True, slots=True)
class Specimen:
    """A sample delegate; `words` (marked for translation) say what is difficult."""

    words: str
    delegate: Delegate
    sessions: tuple[str, ...] = ()


_ROWS: Final[tuple[tuple[str, dict[str, object]], ...]] = (
    (
        mark("Kanji with a reading and a title"),
        {
            "name": "Kadenokoji Mariko",
            "native_name": "勘解由小路 万里子",
            "reading": "かでのこうじ まりこ",
            "title": "議員",
            "organisation": "参議院 外交防衛委員会",
            "country": "日本",
            "language": "ja",
        },
    ),
    (
        mark("The longest Latin name"),
        {
            "name": "Wolfgang-Maximilian von Hohenstein-Waldburgen",
            "given_name": "Wolfgang-Maximilian",
            "family_name": "von Hohenstein-Waldburgen",
            "title": "Dr",
            "organisation": "Parliamentary Assembly, Committee on Human Rights and Humanitarian Affairs",
            "country": "Liechtenstein",
            "language": "de",
        },
    ),
    (
        mark("Uyghur"),
        {
            "name": "Abdurehman Qurbanjan",
            "native_name": "ئابدۇرەھمان قۇربانجان",
            "title": "President",
            "organisation": "ئۇيغۇر تەتقىقات ئىنستىتۇتى",
            "country": "Germany",
            "language": "ug",
        },
    ),
    (
        mark("Traditional Chinese"),
        {
            "name": "Ouyang Jing-yi",
            "native_name": "歐陽靜怡",
            "organisation": "臺灣人權文化學會",
            "country": "Taiwan",
            "language": "zh-TW",
        },
    ),
    (
        mark("Simplified Chinese"),
        {
            "name": "Zhuge Xiaoming",
            "native_name": "诸葛晓明",
            "organisation": "独立学者协会",
            "country": "China",
            "language": "zh-CN",
        },
    ),
    (
        mark("Cyrillic"),
        {
            "name": "Aleksandra Preobrazhenskaya",
            "native_name": "Александра Преображенская",
            "organisation": "Институт восточных рукописей",
            "country": "Kazakhstan",
            "language": "ru",
        },
    ),
    (
        mark("Korean"),
        {
            "name": "Namgung Hye-won",
            "native_name": "남궁혜원",
            "organisation": "한국인권연구소",
            "country": "South Korea",
            "language": "ko",
        },
    ),
    (
        mark("Arabic"),
        {
            "name": "Abd al-Rahman al-Haddad",
            "native_name": "عبد الرحمن الحدّاد",
            "organisation": "مركز دراسات حقوق الإنسان",
            "country": "Jordan",
            "language": "ar",
        },
    ),
    (
        mark("Tibetan"),
        {
            "name": "Pema Lhadron",
            "native_name": "པདྨ་ལྷ་སྒྲོན།",
            "organisation": "བོད་ཀྱི་དཔེ་མཛོད་ཁང",
            "country": "India",
            "language": "bo",
        },
    ),
    (
        mark("Mongolian"),
        {
            "name": "Bat-Erdene Ganbold",
            "native_name": "ᠪᠠᠲᠤ ᠡᠷᠳᠡᠨᠢ",
            "organisation": "Southern Mongolian Writers' Circle",
            "country": "Mongolia",
            "language": "mn",
        },
    ),
    (
        mark("Hebrew"),
        {
            "name": "Noa Ben-Shalom",
            "native_name": "נעה בן־שלום",
            "organisation": "המכון לזכויות האדם",
            "country": "Israel",
            "language": "he",
        },
    ),
    (
        mark("Thai"),
        {
            "name": "Siriporn Wongsawat",
            "native_name": "ศิริพร วงศ์สวัสดิ์",
            "organisation": "สถาบันสิทธิมนุษยชน",
            "country": "Thailand",
            "language": "th",
        },
    ),
    (
        mark("Devanagari"),
        {
            "name": "Krishna Shrestha",
            "native_name": "कृष्ण श्रेष्ठ",
            "organisation": "मानव अधिकार केन्द्र",
            "country": "Nepal",
            "language": "ne",
        },
    ),
    (
        mark("One name alone"),
        {"name": "Aziza", "organisation": "Human Rights Desk", "country": "Norway"},
    ),
    (
        mark("No photographs"),
        {
            "name": "Sofia Lindqvist",
            "organisation": "Nordic Press Agency",
            "country": "Sweden",
            "flags": (Flag.NO_PHOTO.value,),
        },
    ),
    (
        mark("Must not be named"),
        {
            "name": "Not To Be Printed",
            "organisation": "Not to be printed either",
            "country": "Nowhere",
            "flags": (Flag.PROTECTED.value, Flag.NO_PHOTO.value),
        },
    ),
    (
        mark("A name for the badge alone"),
        {
            "name": "Not To Be Printed",
            "badge_name": "Guest of the Forum",
            "organisation": "Not to be printed either",
            "country": "Nowhere",
        },
    ),
)


def specimens(event: Event) -> tuple[Specimen, ...]:
    """One sample delegate per difficulty, spread over the categories of the event."""
    categories = cycle([category.key for category in event.categories] or [""])
    sessions = tuple(session.key for session in event.sessions[:SESSIONS])
    return tuple(
        Specimen(words, _delegate(number, fields, next(categories)), sessions)
        for number, (words, fields) in enumerate(_ROWS, start=1)
    )


def _delegate(number: int, fields: dict[str, object], category: str) -> Delegate:
    """A sample delegate with a three-digit number, as most are printed."""
    facts = {"category": category, **fields}
    return Delegate(id=f"specimen-{number}", number=100 + number, **facts)  # type: ignore[arg-type]

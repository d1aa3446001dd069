"""Names on paper (privacy): which name of a delegate may be printed, and which must not."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import Flag
from checkin.layout.fit import TextStyle, set_line
from checkin.layout.items import TextField
from checkin.layout.script import Family, Weight, has_han, has_kana, plain
from checkin.scripts import HIRAGANA_POINTS

if TYPE_CHECKING:
    from checkin.domain import Delegate
    from checkin.layout.script import Measure

_JAPAN: Final = frozenset({"japan", "jp", "jpn", "日本", "日本国", "nippon", "nihon"})
_KOREA: Final = frozenset(
    {"korea", "south korea", "republic of korea", "kr", "kor", "韓国", "대한민국", "한국"}
)
_SIMPLIFIED: Final = frozenset(
    {"china", "people's republic of china", "prc", "cn", "chn", "中国", "singapore", "sg", "新加坡"}
    | {"malaysia", "my", "马来西亚"}
)
_COUNTRIES: Final = {
    **dict.fromkeys(_JAPAN, Family.JAPANESE),
    **dict.fromkeys(_KOREA, Family.KOREAN),
    **dict.fromkeys(_SIMPLIFIED, Family.SIMPLIFIED),
}
_LANGUAGES: Final = {
    "ja": Family.JAPANESE,
    "日本": Family.JAPANESE,
    "ko": Family.KOREAN,
    "한국": Family.KOREAN,
    "zh-hans": Family.SIMPLIFIED,
    "zh-cn": Family.SIMPLIFIED,
    "zh-sg": Family.SIMPLIFIED,
    "简体": Family.SIMPLIFIED,
    "zh-hant": Family.CHINESE,
    "zh-tw": Family.CHINESE,
    "zh-hk": Family.CHINESE,
    "繁體": Family.CHINESE,
}


@dataclass(frozen=True, slots=True)
class PrintedNames:
    """The printable texts of one person; empty where there is nothing to print.

    `first` is the name that a badge shows largest. `hidden` says that everything except the pseudonym or
    the number is left out.
    """

    number: str
    first: str
    first_element: TextField
    second: str = ""
    title: str = ""
    reading: str = ""
    organisation: str = ""
    country: str = ""
    hidden: bool = False
    han: Family = Family.JAPANESE


_TEXTS: Final = {field.name for field in fields(PrintedNames)} - {
    "number",
    "first_element",
    "hidden",
    "han",
}


def number_text(number: int) -> str:
    """The number as it is printed: `018`."""
    return f"{number:03d}"


def must_stay_unnamed(delegate: Delegate) -> bool:
    """Whether only the pseudonym (the name for the badge) or the number may be printed."""
    return bool(delegate.badge_name.strip()) or Flag.PROTECTED in delegate.flags


def name_on_paper(delegate: Delegate) -> str:
    """One name for a list: the pseudonym or the number of a delegate who must not be named."""
    if must_stay_unnamed(delegate):
        return plain(delegate.badge_name) or number_text(delegate.number)
    return plain(delegate.display_name)


def who(delegate: Delegate) -> PrintedNames:
    """The printable texts of a delegate."""
    if must_stay_unnamed(delegate):
        return _unnamed(delegate)
    latin, native = plain(delegate.display_name), plain(delegate.second_name)
    number = number_text(delegate.number)
    if not latin:
        return PrintedNames(number, number, TextField.NUMBER)
    # A delegate with a single name has it in `display_name`, in any script.
    first, element = (native, TextField.NATIVE_NAME) if native else (latin, TextField.NAME)
    return PrintedNames(
        number,
        first,
        element,
        second=latin if native else "",
        title=plain(delegate.title),
        reading=_furigana(delegate, first),
        organisation=plain(delegate.organisation),
        country=plain(delegate.country),
        han=han_of(delegate),
    )


def only_printable(person: PrintedNames, measure: Measure) -> PrintedNames:
    """The person without texts that contain a character without a glyph; at least the number is left."""
    kind = TextStyle(Weight.REGULAR, 1.0, han=person.han)

    def kept(text: str) -> str:
        return "" if text and set_line(text, kind, measure).missing else text

    texts = {name: kept(getattr(person, name)) for name in _TEXTS}
    element = person.first_element
    if not texts["first"]:
        texts |= {"first": texts["second"] or person.number, "second": "", "reading": ""}
        element = TextField.NAME if texts["first"] == person.second else TextField.NUMBER
    changes: dict[str, Any] = {"first_element": element, **texts}
    return replace(person, **changes)


def _unnamed(delegate: Delegate) -> PrintedNames:
    number = number_text(delegate.number)
    shown = plain(delegate.badge_name)
    element = TextField.BADGE_NAME if shown else TextField.NUMBER
    return PrintedNames(number, shown or number, element, hidden=True, han=han_of(delegate))


def _furigana(delegate: Delegate, name: str) -> str:
    """The reading where it helps: kana above a name of Han letters."""
    reading = plain(delegate.reading)
    return reading if has_kana(reading) and has_han(name) else ""


def han_of(delegate: Delegate) -> Family:
    """The regional Han forms (Japanese, simplified, traditional, Korean) for a delegate's name.

    Decided by the language, then the country, then hiragana in the reading; not by katakana, because
    rosters made in Japan give Chinese names a reading in katakana too.
    """
    language = delegate.language.strip().lower().replace("_", "-")
    country = delegate.country.strip().casefold()
    for begins, family in _LANGUAGES.items():
        if language.startswith(begins):
            return family
    if language.startswith(("zh", "中文")):
        return Family.SIMPLIFIED if country in _SIMPLIFIED else Family.CHINESE
    if language or country:
        return _COUNTRIES.get(country, Family.CHINESE)
    kana = has_kana(delegate.native_name) or any(
        ord(letter) in HIRAGANA_POINTS for letter in delegate.reading
    )
    return Family.JAPANESE if kana else Family.CHINESE

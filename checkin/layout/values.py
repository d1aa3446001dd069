"""Validation of property values from a file or a form, and their serialisation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from checkin.errors import KnownError
from checkin.language import mark
from checkin.layout.model import NO_TEXTS, Condition, Frame
from checkin.layout.properties import (
    COLOURS,
    CONDITION_KEYS,
    EXTRA,
    PHRASE,
    PHRASES,
    SHORTENINGS,
    SOURCES,
    TURNS,
    Property,
    Type,
    sources_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from enum import StrEnum

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_FILE: Final = re.compile(r"[\w][\w .-]{0,120}\.(png|jpg|jpeg)", re.IGNORECASE)
THOUSANDTHS: Final = 3
LONGEST: Final = 2_000  # characters of a layout's own text
PLACE: Final = re.compile(r"\{([^{}]*)\}")


class Wrong(KnownError):
    """An invalid property value, and why; the caller adds where it was."""


def checked(prop: Property, raw: object) -> Any:
    """Validates and converts a raw value; raises `Wrong`."""
    return _CHECKS[prop.takes](prop, raw)


def _number(prop: Property, raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise Wrong(mark("a number is needed, such as 12 or 3.5"))
    # Files have thousandths; a finer value would not survive writing and reading.
    value = round(float(raw), THOUSANDTHS)
    if not prop.least <= value <= prop.most:
        raise Wrong(
            mark("it must be between {least} and {most}"), least=_n(prop.least), most=_n(prop.most)
        )
    return value


def _whole(prop: Property, raw: object) -> int:
    value = _number(prop, raw)
    if value != int(value):
        raise Wrong(mark("a whole number is needed"))
    if prop.key == "turn" and int(value) not in TURNS:
        raise Wrong(mark("it must be 0, 90, 180 or 270"))
    return int(value)


def _yes_no(_: Property, raw: object) -> bool:
    if not isinstance(raw, bool):
        raise Wrong(mark("it must be true or false"))
    return raw


def _line(prop: Property, raw: object) -> str:
    if not isinstance(raw, str):
        raise Wrong(mark("a text in quotation marks is needed"))
    if len(raw) > LONGEST:
        raise Wrong(mark("the text is too long"))
    _check_letters(raw)
    if prop.key == "id" and not _ID.fullmatch(raw):
        raise Wrong(mark("a name is made of small letters, digits, - and _"))
    return raw


def _choice(prop: Property, raw: object) -> object:
    options: list[StrEnum] = list(prop.choices) if prop.choices else []
    for option in options:
        if raw == option or (isinstance(raw, str) and raw.lower() == option.lower()):
            return option
    raise Wrong(mark("it must be one of {known}"), known=", ".join(map(str.lower, options)))


def _colour(prop: Property, raw: object) -> str:
    if isinstance(raw, str):
        if raw in COLOURS or (raw == "" and "" in prop.suggestions):
            return raw
        if _COLOUR.fullmatch(raw):
            return raw.lower()
    raise Wrong(mark("it must be #rrggbb or one of {known}"), known=", ".join(COLOURS))


def _numbers(prop: Property, raw: object, count: int) -> list[float]:
    if isinstance(raw, Frame):
        raw = [raw.left, raw.top, raw.width, raw.height]
    if not isinstance(raw, list | tuple) or len(raw) != count:
        raise Wrong(mark("{count} numbers in brackets are needed"), count=count)
    return [_number(prop, number) for number in raw]


def _frame(prop: Property, raw: object) -> Frame:
    frame = Frame(*_numbers(prop, raw, 4))
    if frame.width <= 0 or frame.height <= 0:
        raise Wrong(mark("width and height must be more than 0"))
    return frame


def _inset(prop: Property, raw: object) -> tuple[float, ...]:
    return tuple(_numbers(prop, raw, 4))


def _texts(prop: Property, raw: object) -> Mapping[str, str]:
    if isinstance(raw, str):
        raw = {"en": raw}
    if not isinstance(raw, Mapping) or not all(isinstance(text, str) for text in raw.values()):
        raise Wrong(mark('texts by language are needed, such as { en = "Guest", ja = "ゲスト" }'))
    if any(len(text) > LONGEST for text in raw.values()):
        raise Wrong(mark("the text is too long"))
    _check_letters("".join((*raw, *raw.values())))
    if prop.key == "text":
        for text in raw.values():
            _check_places(text)
    return MappingProxyType({str(key): str(text) for key, text in raw.items()}) if raw else NO_TEXTS


def _check_letters(text: str) -> None:
    """Rejects lone surrogates (from a damaged clipboard): they would make the file unreadable."""
    if not text.isascii() and any(0xD800 <= ord(letter) < 0xE000 for letter in text):
        raise Wrong(mark("a letter of the text is damaged"))


def _check_places(text: str) -> None:
    for name in PLACE.findall(text):
        _check_source(name)
    bare = PLACE.sub("", text)
    if "{" in bare or "}" in bare:
        raise Wrong(mark("a brace in the text is not closed"))


def _check_source(name: str) -> None:
    if name in SOURCES or (name.startswith(EXTRA) and len(name) > len(EXTRA)):
        return
    if name.startswith(PHRASE) and name[len(PHRASE) :] in PHRASES:
        return
    known = ", ".join((*SOURCES, f"{EXTRA}COLUMN", f"{PHRASE}…"))
    raise Wrong(mark("there is no source {name}; there is: {known}"), name=name, known=known)


def _words(prop: Property, raw: object) -> tuple[str, ...]:
    if isinstance(raw, str):
        raw = [raw]
    if not isinstance(raw, list | tuple) or not all(isinstance(word, str) for word in raw):
        raise Wrong(mark('a list of texts is needed, such as ["en", "ja"]'))
    words = tuple(str(word) for word in raw)
    _check_letters("".join(words))
    if prop.key == "short":
        for word in words:
            if word not in SHORTENINGS:
                for source in sources_of(word):
                    _check_source(source)
    return words


def _sources(_: Property, raw: object) -> tuple[str, ...]:
    names = _words(Property("", Type.WORDS, ""), raw)
    for name in names:
        _check_source(name)
    return names


def _condition(_: Property, raw: object) -> Condition:
    if isinstance(raw, Condition):
        return raw
    if not isinstance(raw, Mapping) or not set(raw) <= set(CONDITION_KEYS):
        raise Wrong(mark("a condition is made of {known}"), known=", ".join(CONDITION_KEYS))
    words = Property("", Type.WORDS, "")
    parts = {key: _words(words, part) for key, part in raw.items()}
    for name in parts.get("has", ()):
        _check_source(name)
    return Condition(**parts)


def is_picture_name(name: str) -> bool:
    """Whether the name is allowed as a picture file of a layout."""
    return bool(_FILE.fullmatch(name))


def _file(_: Property, raw: object) -> str:
    """Accepts a bare file name only: a layout never opens a file outside the layouts folder."""
    if not isinstance(raw, str) or not is_picture_name(raw):
        raise Wrong(mark("the bare name of a .png or .jpg file in the layouts folder is needed"))
    return raw


_CHECKS: Final[Mapping[Type, Callable[[Property, object], Any]]] = {
    Type.NUMBER: _number,
    Type.WHOLE: _whole,
    Type.YES_NO: _yes_no,
    Type.LINE: _line,
    Type.CHOICE: _choice,
    Type.COLOUR: _colour,
    Type.FRAME: _frame,
    Type.INSET: _inset,
    Type.TEXTS: _texts,
    Type.SOURCES: _sources,
    Type.WORDS: _words,
    Type.CONDITION: _condition,
    Type.FILE: _file,
}


def written(prop: Property, value: Any) -> str:
    """Serialises the value for the TOML file."""
    match prop.takes:
        case Type.NUMBER | Type.WHOLE:
            return _n(value)
        case Type.YES_NO:
            return "true" if value else "false"
        case Type.FRAME:
            parts = (value.left, value.top, value.width, value.height)
            return f"[{', '.join(_n(part) for part in parts)}]"
        case Type.INSET:
            return f"[{', '.join(_n(number) for number in value)}]"
        case Type.TEXTS:
            return _table(value)
        case Type.SOURCES | Type.WORDS:
            return _list(value)
        case Type.CONDITION:
            return _condition_table(value)
        case _:
            return quoted(str(value).lower() if prop.takes is Type.CHOICE else str(value))


def quoted(text: str) -> str:
    """Quotes a text as a TOML basic string."""
    shown = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{"".join(_escaped(letter) for letter in shown)}"'


def _escaped(letter: str) -> str:
    """Escapes invisible characters as their number."""
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _list(values: tuple[str, ...]) -> str:
    return f"[{', '.join(quoted(value) for value in values)}]"


def _table(texts: Mapping[str, str]) -> str:
    return f"{{ {', '.join(pairs(texts))} }}" if texts else "{}"


def pairs(texts: Mapping[str, str]) -> Iterator[str]:
    """Yields `key = "text"` for each text."""
    for key, text in texts.items():
        yield f"{key if _BARE.fullmatch(key) else quoted(key)} = {quoted(text)}"


def _condition_table(condition: Condition) -> str:
    parts = (
        f"{key} = {_list(getattr(condition, key))}"
        for key in CONDITION_KEYS
        if getattr(condition, key)
    )
    return f"{{ {', '.join(parts)} }}"

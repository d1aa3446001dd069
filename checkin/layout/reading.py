"""Parser of layout files (TOML); an error names the line, the element, the key and the reason."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from checkin import outside
from checkin.errors import BadLayout
from checkin.language import mark
from checkin.layout.model import (
    CLASSES,
    AnyElement,
    BandElement,
    ElementKind,
    ImageElement,
    Layout,
    TextElement,
)
from checkin.layout.properties import (
    LAYOUT_PROPERTIES,
    Property,
    default_of,
    properties_of,
)
from checkin.layout.values import Wrong, checked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LARGEST: Final = 1_000_000  # characters of a file
MOST_ELEMENTS: Final = 500
ELEMENTS: Final = "element"
_LAYOUT: Final = {prop.key: prop for prop in LAYOUT_PROPERTIES}
_SYNTAX: Final = re.compile(r"^(.*) \(at line (\d+), column \d+\)$", re.DOTALL)
_HEADER: Final = re.compile(r"^\s*\[\[\s*element\s*\]\]")


def read(text: str, name: str) -> Layout:
    """Parses the text of a layout file; raises `BadLayout`, which says where and why."""
    if len(text) > LARGEST:
        raise BadLayout(mark("{layout}: the file is too long."), layout=name)
    raw = _parsed(text, name)
    where = _Where(name, text)
    elements = raw.pop(ELEMENTS, [])
    if not isinstance(elements, list) or not all(isinstance(element, dict) for element in elements):
        raise where.wrong(Wrong(mark("each element begins with [[element]]")), key=ELEMENTS)
    if len(elements) > MOST_ELEMENTS:
        raise where.wrong(Wrong(mark("there are too many elements")), key=ELEMENTS)
    facts = _values(raw, _LAYOUT, where, None)
    for needed in ("width", "height"):
        if needed not in facts:
            raise where.wrong(Wrong(mark("it is missing")), key=needed)
    made = tuple(_element(table, index, where) for index, table in enumerate(elements))
    return validated(Layout(name=name, elements=made, **facts), where)


def validated(layout: Layout, where: _Where | None = None) -> Layout:
    """The layout, if it is consistent; raises `BadLayout` otherwise."""
    place = where or _Where(layout.name, "")
    seen: set[str] = set()
    for index, element in enumerate(layout.elements):
        try:
            if element.id in seen:
                raise Wrong(mark("another element has that name already"), key="id")  # noqa: TRY301
            _check_element(element, layout)
        except Wrong as wrong:
            raise place.wrong(wrong, element.id, index) from None
        seen.add(element.id)
    return layout


def made_element(values: Mapping[str, object]) -> AnyElement:
    """Builds an element from raw values by key; raises `Wrong`, with the key among its facts."""
    kind = _kind(values)
    table = properties_of(kind)
    facts = {}
    for key, value in values.items():
        if key == "kind":
            continue
        if key not in table:
            known = ", ".join(table)
            raise Wrong(mark("there is no such key; there is: {known}"), known=known, key=key)
        facts[key] = _checked(table[key], value)
    for needed in ("id", "box"):
        if needed not in facts:
            raise Wrong(mark("it is missing"), key=needed)
    return CLASSES[kind](**facts)


def is_default(element: AnyElement, key: str) -> bool:
    """Whether a property has its default value."""
    return bool(getattr(element, key) == default_of(element.kind, key))


def _kind(values: Mapping[str, object]) -> ElementKind:
    found = values.get("kind")
    for kind in ElementKind:
        if found == kind:
            return kind
    known = ", ".join(ElementKind)
    raise Wrong(mark("it must be one of {known}"), known=known, key="kind")


def _checked(prop: Property, value: object) -> Any:
    try:
        return checked(prop, value)
    except Wrong as wrong:
        raise Wrong(wrong.sentence, **{**wrong.facts, "key": prop.key}) from None


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        return outside.toml(text)
    except tomllib.TOMLDecodeError as error:
        found = _SYNTAX.match(str(error))
        if not found:
            raise BadLayout(mark("{layout}: this is no TOML file."), layout=name) from error
        raise BadLayout(
            mark("{layout}, line {line}: this is no TOML ({reason})."),
            layout=name,
            line=found[2],
            reason=found[1],
        ) from error


def _values(
    raw: Mapping[str, object], table: Mapping[str, Property], where: _Where, index: int | None
) -> dict[str, Any]:
    facts = {}
    for key, value in raw.items():
        try:
            if key not in table:
                known = ", ".join((*table, f"[[{ELEMENTS}]]"))
                raise Wrong(  # noqa: TRY301
                    mark("there is no such key; there is: {known}"), known=known
                )
            facts[key] = checked(table[key], value)
        except Wrong as wrong:
            raise where.wrong(wrong, key=key, index=index) from None
    return facts


def _element(raw: Mapping[str, object], index: int, where: _Where) -> AnyElement:
    try:
        return made_element(raw)
    except Wrong as wrong:
        name = raw.get("id")
        shown = name if isinstance(name, str) and name else str(index + 1)
        raise where.wrong(wrong, shown, index) from None


def _check_element(element: AnyElement, layout: Layout) -> None:
    if not element.box.meets(layout.frame):
        raise Wrong(mark("it lies beside the page"), key="box")
    if isinstance(element, TextElement | BandElement) and element.smallest > element.largest:
        raise Wrong(mark("it is more than the largest size"), key="smallest")
    if isinstance(element, TextElement) and not element.source and not element.text:
        raise Wrong(mark("a text needs a source or a text of its own"), key="source")
    if isinstance(element, ImageElement) and not element.file:
        raise Wrong(mark("a picture needs a file"), key="file")
    if isinstance(element, BandElement):
        _check_inset(element)


def _check_inset(band: BandElement) -> None:
    left, top, right, bottom = band.inset
    if left + right >= band.box.width or top + bottom >= band.box.height:
        raise Wrong(mark("it leaves no room for the text"), key="inset")


class _Where:
    """Locates errors: the line in the file, or the element where there is no file."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._lines: Sequence[str] = text.splitlines()

    def wrong(
        self, wrong: Wrong, element: str = "", index: int | None = None, key: str = ""
    ) -> BadLayout:
        named = str(wrong.facts.get("key", key))
        line = self._line(index, named)
        if line and element:
            sentence = mark("{layout}, line {line}, {element}, {key}: {reason}.")
        elif line:
            sentence = mark("{layout}, line {line}, {key}: {reason}.")
        elif element:
            sentence = mark("{layout}, {element}, {key}: {reason}.")
        else:
            sentence = mark("{layout}, {key}: {reason}.")
        return BadLayout(
            sentence,
            layout=self._name,
            line=line,
            element=element,
            key=named or "id",
            reason=wrong,
        )

    def _line(self, index: int | None, key: str) -> int:
        """The line of the key, or of the header of its element; 0 without a file."""
        start, end = self._span(index)
        if start is None:
            return 0
        pattern = re.compile(rf"\s*{re.escape(key)}\s*=") if key else None
        for number in range(start, end):
            if pattern and pattern.match(self._lines[number]):
                return number + 1
        return start + 1 if index is not None else 0

    def _span(self, index: int | None) -> tuple[int | None, int]:
        headers = [at for at, line in enumerate(self._lines) if _HEADER.match(line)]
        if index is None:
            return (0 if self._lines else None), (headers[0] if headers else len(self._lines))
        if index >= len(headers):
            return None, 0
        rest = headers[index + 1 :]
        return headers[index], rest[0] if rest else len(self._lines)

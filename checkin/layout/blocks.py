"""Text elements: composes one, with its second box, its title line and its furigana."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checkin.layout import ruby, shorten
from checkin.layout.fit import WORTH_A_BREAK, Fitted, TextStyle, set_line
from checkin.layout.items import Box, Flaw, TextField
from checkin.layout.model import BandElement, Furigana, Honorific, Join, TextElement
from checkin.layout.page import Ink, Page, upright
from checkin.layout.properties import DOT, sources_of
from checkin.layout.script import Family, Weight, plain
from checkin.layout.sources import Told, together

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checkin.layout.model import Layout
    from checkin.layout.sources import Teller

SPACED: Final = 1.12  # line pitch of the small lines, as a multiple of their height
RUBY: Final = 1.15  # of the ruby size, from the top of the reading to the top of the name
TALL: Final = 1.4  # line height that suits any script, as a multiple of the type size
SMALL: Final = 7.0  # points; a long first source does not shrink the second below this
GIVES_UP: Final = 0.75  # of its size: what a name keeps at least for a title that can be read
NAMES: Final = frozenset({TextField.NAME, TextField.NATIVE_NAME})
Small = tuple[Fitted, Ink]


@dataclass(frozen=True, slots=True)
class Stage:
    """What composing an element needs: the page, the texts, the layout and the colours."""

    page: Page
    teller: Teller
    layout: Layout
    colour: Callable[[str], str]
    lenient: bool  # a character without a glyph is left out instead of refusing the badge

    def languages(self, own: tuple[str, ...]) -> tuple[str, ...]:
        return own or self.layout.languages


def draw_text(element: TextElement, room: Box, other: Box | None, stage: Stage) -> None:
    """Draws the element into its box, or into the second box where the text comes out clearly larger."""
    texts = _texts(element, stage)
    if not texts:
        return
    if len(texts) > 1:
        _draw_rows(element, texts, room, stage)
        return
    (told,) = texts
    kind = _kind(element, told, stage)
    above, taken, fitted, place = _below_small_lines(
        element, (told, kind), [candidate for candidate in (room, other) if candidate], stage
    )
    whole = replace(place, top=place.top - taken, height=place.height + taken)
    block = upright(whole, taken + fitted.height, element.upright)
    ink = _ink(element, told.field, stage)
    drawn = False
    if element.furigana is Furigana.ABOVE and len(above) == 1 and len(fitted.lines) == 1:
        ((small, small_ink),) = above
        over = ruby.Above(block, small_ink, small.size, kind)
        drawn = _draw_ruby(told, fitted, ink, over, stage)
    if not drawn:
        for small, small_ink in above:
            stage.page.draw(small, block, small_ink)
            block = _lower(block, small.height * SPACED)
        stage.page.draw(fitted, block, ink)


def draw_names(element: BandElement, room: Box, stage: Stage) -> None:
    """Draws the category's names onto its band."""
    told = stage.teller.told("category", stage.languages(element.languages))
    told = _readable(told, element, stage)
    if told.text:
        fitted = stage.page.fitted(told.text, _plain_kind(element, Family.JAPANESE), room)
        place = replace(room, top=room.top + max(0.0, room.height - fitted.height) / 2)
        ink = Ink(stage.colour(element.text_colour), told.field, element.id, element.align)
        stage.page.draw(fitted, place, ink)


def _texts(element: TextElement, stage: Stage) -> list[Told]:
    """The texts of the element: those of its sources that are not empty, or its own text."""
    languages = stage.languages(element.languages)
    if element.text:
        told = [stage.teller.own(element.text, languages)]
    else:
        told = [stage.teller.told(source, languages) for source in element.source]
    if element.join is Join.DOTS and len(told) > 1:
        told = [Told(DOT.join(part.text for part in told if part.text), told[0].field)]
    told = [_readable(part, element, stage) for part in told]
    return _said_once([_titled(part, element, stage) for part in told if part.text])


def _said_once(told: list[Told]) -> list[Told]:
    """Drops a country that the organisation's name already ends with: House of Councillors, Japan."""
    if len(told) == 2 and told[1].field is TextField.COUNTRY:
        *_, last = told[0].text.replace("、", ",").rpartition(",")
        if last.strip().casefold() == told[1].text.casefold():
            return told[:1]
    return told


def _readable(told: Told, element: TextElement | BandElement, stage: Stage) -> Told:
    """The text; in lenient mode without the characters that have no glyph."""
    if not stage.lenient or not told.text:
        return told
    kind = _plain_kind(element, Family.JAPANESE)
    missing = set_line(told.text, kind, stage.page.measure).missing
    if not missing:
        return told
    ink = Ink("", told.field, element.id)
    stage.page.blame(ink, Flaw.GLYPH, missing, refuses=False)
    return replace(
        told, text=plain("".join(character for character in told.text if character not in missing))
    )


def _titled(told: Told, element: TextElement, stage: Stage) -> Told:
    title = stage.teller.person.title
    if element.title is Honorific.NONE or told.field not in NAMES or not title:
        return told
    return replace(told, text=shorten.titled(told.text, title, element.title))


def _draw_rows(element: TextElement, texts: Sequence[Told], room: Box, stage: Stage) -> None:
    """Sets several texts on one line where they fit at full size, else each on its own lines."""
    page, first = stage.page, texts[0]
    kind = _plain_kind(element, stage.teller.person.han)
    one_line = _one_line(texts)
    fitted = page.fitted(one_line, replace(kind, lines=1), room) if one_line else None
    if fitted and fitted.size == kind.largest and fitted.narrow == 1:
        page.draw(fitted, _stood(element, room, fitted.height), _ink(element, first.field, stage))
        return
    others = len(texts) - 1
    least = min(kind.legible * TALL, room.height / (1 + others))
    row = max(room.height / (kind.lines + others), least)
    upper = replace(room, height=room.height - others * row)
    main = page.fitted(first.text, _kind(element, first, stage), upper)
    largest = max(main.size, min(max(SMALL, kind.legible), kind.largest))
    smaller = replace(kind, largest=largest, lines=1)
    left = max(row, (room.height - main.height) / others)
    place, drawn = replace(room, height=left), [(main, first)]
    drawn += [
        (page.fitted(text.text, _short_of(smaller, element, text, stage), place), text)
        for text in texts[1:]
    ]
    block = _stood(element, room, sum(fitted.height for fitted, _ in drawn))
    for fitted, told in drawn:
        page.draw(fitted, block, _ink(element, told.field, stage))
        block = _lower(block, fitted.height)


def _one_line(texts: Sequence[Told]) -> str:
    whole = texts[0].text
    for text in texts[1:]:
        whole = together(whole, text.text) if whole else ""
    return whole


def _below_small_lines(
    element: TextElement, text: tuple[Told, TextStyle], rooms: Sequence[Box], stage: Stage
) -> tuple[list[Small], float, Fitted, Box]:
    """The small lines and their height, and the text below them with its place.

    A small line that would be shrunk stands on two lines where the text below stays about as large.
    """
    told, kind = text
    tried = []
    for lines in (1, 2):
        above = _above(element, rooms[0], stage, lines)
        taken = sum(fitted.height for fitted, _ in above) * SPACED
        options = [_lower(candidate, taken) for candidate in rooms]
        fitted, place = _larger(
            [(stage.page.fitted(told.text, kind, option), option) for option in options]
        )
        tried.append((above, taken, fitted, place))
        if all(small.size >= element.above_size for small, _ in above):
            break
    least = tried[0][2].size * GIVES_UP
    return tried[-1] if tried[-1][2].size >= least else tried[0]


def _above(element: TextElement, room: Box, stage: Stage, lines: int) -> list[Small]:
    """The small lines above the text: a title, a reading."""
    kind = TextStyle(Weight.REGULAR, element.above_size, han=stage.teller.person.han)
    kind = replace(kind, narrowest=element.narrowest, lines=lines)
    line = replace(room, height=element.above_size * 1.3 * lines)
    drawn = []
    for source in element.above:
        told = stage.teller.told(source, stage.languages(element.languages))
        told = _readable(told, element, stage)
        if told.text:
            ink = Ink(stage.colour(element.above_colour), told.field, element.id, element.align)
            drawn.append((stage.page.fitted(told.text, kind, line), ink))
    return drawn


def _draw_ruby(told: Told, fitted: Fitted, ink: Ink, over: ruby.Above, stage: Stage) -> bool:
    """Sets each part of the reading above its part of the name; returns whether that was possible."""
    person = stage.teller.person
    pairs = ruby.pairs(told.text, person.reading, person.title)
    if not pairs or fitted.shortened or fitted.cut or over.ink.field is not TextField.READING:
        return False
    stage.page.draw(fitted, _lower(over.place, over.size * RUBY), ink)
    ruby.draw(stage.page, pairs, fitted, over)
    return True


def _larger(options: list[tuple[Fitted, Box]]) -> tuple[Fitted, Box]:
    """Prefers the first box unless the text comes out clearly smaller there."""
    best = options[0]
    for option in options[1:]:
        if option[0].size > best[0].size * WORTH_A_BREAK or (best[0].cut and not option[0].cut):
            best = option
    return best


def _lower(box: Box, by: float) -> Box:
    return replace(box, top=box.top + by, height=max(0.0, box.height - by))


def _stood(element: TextElement, room: Box, height: float) -> Box:
    return upright(room, height, element.upright)


def _kind(element: TextElement, told: Told, stage: Stage) -> TextStyle:
    return _short_of(_plain_kind(element, stage.teller.person.han), element, told, stage)


def _plain_kind(element: TextElement | BandElement, han: Family) -> TextStyle:
    return TextStyle(
        element.weight,
        element.largest,
        element.smallest,
        element.lines,
        han,
        element.legible,
        element.narrowest,
    )


def _short_of(kind: TextStyle, element: TextElement, told: Told, stage: Stage) -> TextStyle:
    """The style with its shortened forms, mildest first; each rule shortens the result of the last."""
    forms: list[str] = []
    text = told.text
    for rule in element.short:
        if rule in shorten.RULES:
            text = shorten.RULES[rule](text, stage.layout.short)
        else:
            text = _joined(rule, element, stage) or text
        if text not in (told.text, *forms):
            forms.append(text)
    return replace(kind, short=tuple(forms)) if forms else kind


def _joined(rule: str, element: TextElement, stage: Stage) -> str:
    """The text of a source, or of several that are written as they are printed: `short_event · days`."""
    languages = stage.languages(element.languages)
    told = (stage.teller.told(source, languages).text for source in sources_of(rule))
    return DOT.join(filter(None, told))


def _ink(element: TextElement, field: TextField, stage: Stage) -> Ink:
    return Ink(stage.colour(element.colour), field, element.id, element.align)

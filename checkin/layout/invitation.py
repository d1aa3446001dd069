"""Composing an invitation: one A4 page with the symbol that is scanned at the entrance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checkin.layout.days import days_text
from checkin.layout.fit import Kind
from checkin.layout.geometry import A4, HAIRLINE, MUTED, Slot
from checkin.layout.items import Composed, Element, Filled, Ground, Stamp, Symbol, box
from checkin.layout.page import Page
from checkin.layout.script import Measure, Weight, plain
from checkin.layout.who import Who, who

if TYPE_CHECKING:
    from checkin.domain import Delegate, Event
    from checkin.language import Language

GROUP: Final = 5  # letters of the code, as they are read out or typed
_LEFT, _WIDTH = 25, 160

# A name of one line stands just above the place, as the last of two would.
_EVENT: Final = Slot(box(_LEFT, 26, _WIDTH, 24), Kind(Weight.BOLD, 26, lines=2))
_PLACE: Final = Slot(box(_LEFT, 52, _WIDTH, 7), Kind(Weight.REGULAR, 13), MUTED)
_DAYS: Final = Slot(box(_LEFT, 59, _WIDTH, 7), Kind(Weight.REGULAR, 13), MUTED)
_RULE: Final = box(_LEFT, 71, _WIDTH, 0.3)
_FIRST: Final = Slot(box(_LEFT, 80, _WIDTH, 18), Kind(Weight.BOLD, 30, lines=2))
_SECOND: Final = Slot(box(_LEFT, 98, _WIDTH, 11), Kind(Weight.REGULAR, 19))
_CATEGORY: Final = Slot(box(_LEFT, 110, _WIDTH, 7), Kind(Weight.REGULAR, 13), MUTED)
_SYMBOL: Final = box(_LEFT, 130, 63, 63)
_CODE: Final = Slot(box(_LEFT, 197, _WIDTH, 8), Kind(Weight.REGULAR, 15))
_ADVICE: Final = tuple(
    Slot(box(_LEFT, top, _WIDTH, 12), Kind(Weight.REGULAR, 12, lines=2)) for top in (216, 229, 242)
)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited to what, with which code."""

    delegate: Delegate
    event: Event
    code: str
    symbol: Symbol


def compose_pass(invited: Invited, language: Language, measure: Measure) -> Composed:
    """One invitation. A text with a letter that no font has is left out: the symbol is what counts."""
    page = Page(measure)
    event = page.fitted(plain(invited.event.name), _EVENT)
    top = _EVENT.box.bottom - event.height
    _put(page, plain(invited.event.name), _at(_EVENT, top), Element.EVENT)
    _put(page, plain(invited.event.venue), _PLACE, Element.EVENT)
    _put(page, days_text(invited.event.days, language.code), _DAYS, Element.EVENT)
    page.items.append(Filled(_RULE, HAIRLINE))
    _person(page, invited, language)
    page.items.append(Stamp(invited.symbol, _SYMBOL))
    _put(page, grouped(invited.code), _CODE, Element.CODE)
    for slot, text in zip(_ADVICE, _advice(language), strict=True):
        _put(page, text, slot, Element.INSTRUCTION)
    return Composed(*A4, Ground(), tuple(page.items), tuple(page.faults))


def grouped(code: str) -> str:
    """The code in groups, as it is read out."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def _advice(language: Language) -> tuple[str, str, str]:
    return (
        language.text("Show this page at the entrance, on paper or on a telephone."),
        language.text("It admits one person. Keep it to yourself and put no picture of it online."),
        language.text("If the symbol cannot be scanned, the letters below it can be typed."),
    )


def _person(page: Page, invited: Invited, language: Language) -> None:
    person = who(invited.delegate)
    names = [(person.first, person.first_element, _FIRST), (person.second, Element.NAME, _SECOND)]
    drawn = [_put(page, text, _of(slot, person), element) for text, element, slot in names if text]
    if not any(drawn):
        _put(page, person.number, _FIRST, Element.NUMBER)
    category = invited.event.category(invited.delegate.category)
    name = plain(language.name(category.name)) if category else ""
    number = language.text("No. {number}", number=person.number)
    _put(page, " · ".join(filter(None, (name, number))), _CATEGORY, Element.CATEGORY)


def _at(slot: Slot, top: float) -> Slot:
    return replace(slot, box=replace(slot.box, top=top))


def _of(slot: Slot, person: Who) -> Slot:
    return replace(slot, kind=replace(slot.kind, han=person.han))


def _put(page: Page, text: str, slot: Slot, element: Element) -> bool:
    """Draws the text where all of its letters can be; whether it was."""
    fitted = page.fitted(text, slot)
    if not text or fitted.missing:
        return False
    page.draw(fitted, slot.box, slot.colour, element)
    return True

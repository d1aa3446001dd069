"""The organiser's own text of an invitation (mail merge template), in each language, with placeholders. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.errors import NotPossible
from checkin.language import FIRST_STRONG_ISOLATE, POP_ISOLATE, mark
from checkin.layout.model import Honorific
from checkin.layout.printed_names import who
from checkin.layout.shorten import titled
from checkin.layout.sources import DELEGATE, EVENT, Teller, closest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain import Delegate
    from checkin.language import Language
    from checkin.layout import PageSubject, Setting

_LANGUAGES: Final = (DELEGATE, EVENT, "en")
_OF_THE_PAGE: Final = ("number", "organisation", "category", "event", "venue", "days", "code")
PLACEHOLDERS: Final = ("address", "name", *_OF_THE_PAGE)
LONGEST: Final = 20_000
_PLACE: Final = re.compile(r"\{([^{}\n]*)\}")
# Languages whose letters use the name in the person's own script.
_OWN_SCRIPT: Final = frozenset({"ja", "ug", "zh-Hant"})
SUBJECT: Final = mark("Invitation: {event}")
BODY: Final = mark(
    "Dear {address},\n\nwe are pleased to invite you to {event}.\n{days}\n{venue}\n\nBelow is your personal "
    "code. Please show it at the entrance, on paper or on a telephone. It admits one person: keep it to yourself "
    "and put no picture of it online.\n\nWe look forward to welcoming you."
)


@dataclass(frozen=True, slots=True)
class InvitationText:
    """Subject and body of a letter; with placeholders such as `{name}`, or filled in."""

    subject: str
    body: str


def default_text(language: Language) -> InvitationText:
    """The text of the program, where the organiser has written none in this language."""
    return InvitationText(language.text(SUBJECT), language.text(BODY))


def check(text: InvitationText) -> None:
    """Raises `NotPossible` for a placeholder that there is not, an empty subject, and a text that is too long."""
    for name in _PLACE.findall(text.subject + text.body):
        if name not in PLACEHOLDERS:
            known = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)
            raise NotPossible(
                mark("There is no placeholder {name}. There is: {known}"),
                name=f"{{{name}}}",
                known=known,
            )
    if not text.subject.strip():
        raise NotPossible(mark("The invitation has no subject."))
    if len(text.subject) + len(text.body) > LONGEST:
        raise NotPossible(mark("The text of the invitation is too long."))


def language_of(delegate: Delegate, setting: Setting) -> Language:
    """The delegate's own language where the program has it, else the one on paper."""
    return closest(delegate.language.strip(), setting.spoken) or setting.language


def facts(subject: PageSubject, setting: Setting) -> Mapping[str, str]:
    """What the placeholders stand for. Of who must not be named on paper, pseudonym or number alone."""
    delegate = subject.delegate
    language = language_of(delegate, setting)
    teller = Teller(setting, setting.event.category(delegate.category), subject)
    name, address = _names(delegate, language)
    told = {source: teller.told(source, _LANGUAGES).text for source in _OF_THE_PAGE}
    category = setting.event.category(delegate.category)
    told["category"] = language.name(category.name) if category else ""
    return {"address": address, "name": name, **told}


def filled(text: InvitationText, facts: Mapping[str, str], language: Language) -> InvitationText:
    """The text with its placeholders filled in, each kept apart from a right-to-left sentence around it."""

    def value(found: re.Match[str]) -> str:
        fact = facts.get(found[1], found[0])
        if not language.right_to_left or found.string[: found.start()].endswith(
            FIRST_STRONG_ISOLATE
        ):
            return fact
        return f"{FIRST_STRONG_ISOLATE}{fact}{POP_ISOLATE}"

    subject, body = (_PLACE.sub(value, part) for part in (text.subject, text.body))
    return InvitationText(" ".join(subject.split()), body)


def _names(delegate: Delegate, language: Language) -> tuple[str, str]:
    """The name, and the name as one is addressed: Dr Sato, 佐藤 議員."""
    person = who(delegate)
    if person.hidden:
        unnamed = person.first == person.number
        address = language.text("Delegate {number}", number=person.number)
        return person.first, address if unnamed else person.first
    own = language.code in _OWN_SCRIPT
    name = person.first if own else person.second or person.first
    return name, titled(name, person.title, Honorific.AUTO) if person.title else name

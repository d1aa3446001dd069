"""Machine-readable zones for tests: the specimens of ICAO Doc 9303, and documents of people who are made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from checkin import mrz

# The specimens of the document itself (parts 4 to 7, appendices), by their lines.
SPECIMENS: Final = {
    "TD1": (
        "I<UTOD231458907<<<<<<<<<<<<<<<",
        "7408122F1204159UTO<<<<<<<<<<<6",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    ),
    "TD2": ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"),
    "TD3": (
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ),
    "MRV-A": (
        "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
    ),
    "MRV-B": ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"),
}
# A number of more than nine letters goes on in the optional data (parts 5 and 6).
LONG_NUMBERS: Final = {
    "TD1": (
        "I<UTOD23145890<7349<<<<<<<<<<<",
        "3407127M9507122UTO<<<<<<<<<<<2",
        "STEVENSON<<PETER<JOHN<<<<<<<<<",
    ),
    "TD2": ("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<", "D23145890<UTO3407127M95071227349<<<8"),
}


@dataclass(frozen=True)
class Document:
    """What stands on a made-up document."""

    primary: str
    secondary: str
    number: str
    birth: str
    expiry: str
    personal: str


def with_digit(field: str) -> str:
    return f"{field}{mrz.check_digit(field)}"


def zone(primary: str, secondary: str) -> str:
    return passport(Document(primary, secondary, "L898902C3", "740812", "120415", "ZE184226B"))


def passport(made: Document) -> str:
    name = f"{made.primary}<<{made.secondary}".replace(" ", "<")[:39].ljust(39, "<")
    number, birth, expiry, personal = map(
        with_digit,
        (made.number.ljust(9, "<"), made.birth, made.expiry, made.personal.ljust(14, "<")),
    )
    last = mrz.check_digit(number + birth + expiry + personal)
    return f"P<UTO{name}{number}UTO{birth}F{expiry}{personal}{last}"


def card(made: Document) -> str:
    name = f"{made.primary}<<{made.secondary}".replace(" ", "<")[:30].ljust(30, "<")
    number = made.number.ljust(9, "<")
    first = with_digit(number) + made.personal.ljust(15, "<")
    if len(made.number) > 9:
        rest = made.number[9:] + str(mrz.check_digit(made.number))
        first = f"{made.number[:9]}<{rest.ljust(15, '<')}"
    birth, expiry = with_digit(made.birth), with_digit(made.expiry)
    last = mrz.check_digit(first + birth + expiry + "<" * 11)
    return f"I<UTO{first}{birth}F{expiry}UTO{'<' * 11}{last}{name}"

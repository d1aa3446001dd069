"""Keyboard layouts of desks and scanners: the letter of each key position.

Positions go row by row, from the key left of 1 to the one left of the right Shift: 14, 12, 12 and
12. The last of the first row and of the last row exists on Japanese keyboards only, the first of
the last row not on American ones. A dead key is written as its mark on the next letter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

NONE: Final = "\0"  # this position gives nothing
PLACES: Final = 14 + 12 + 12 + 12


@dataclass(frozen=True, slots=True)
class KeyboardLayout:
    """A layout: its name, and the letters of its positions without Shift and with it."""

    name: str
    plain: str
    shifted: str
    latin: bool = True
    places: dict[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        positions: dict[str, tuple[int, ...]] = {}
        for position, letter in enumerate(self.plain + self.shifted):
            earlier = positions.get(letter, ())
            if letter != NONE and position - PLACES not in earlier:  # Shift that changes nothing
                positions[letter] = (*earlier, position)
        object.__setattr__(self, "places", positions)

    def gives(self, place: int) -> str:
        """The letter at a position; from `PLACES` on it is the one with Shift."""
        return (self.plain + self.shifted)[place]


def _layout(name: str, plain: str, shifted: str, *, latin: bool = True) -> KeyboardLayout:
    """Parses rows in a readable form: separated by line breaks, `▢` where a position gives nothing."""
    return KeyboardLayout(name, _level(plain), _level(shifted), latin)


def _level(rows: str) -> str:
    return rows.replace("\n", "").replace("▢", NONE)


US: Final = _layout(
    "us",
    "`1234567890-=▢\nqwertyuiop[]\nasdfghjkl;'\\\n▢zxcvbnm,./▢",
    '~!@#$%^&*()_+▢\nQWERTYUIOP{}\nASDFGHJKL:"|\n▢ZXCVBNM<>?▢',
)
GB: Final = _layout(
    "gb",
    "`1234567890-=▢\nqwertyuiop[]\nasdfghjkl;'#\n\\zxcvbnm,./▢",
    '¬!"£$%^&*()_+▢\nQWERTYUIOP{}\nASDFGHJKL:@~\n|ZXCVBNM<>?▢',
)
JP: Final = _layout(
    "jp",
    "▢1234567890-^\\\nqwertyuiop@[\nasdfghjkl;:]\n▢zxcvbnm,./\\",
    "▢!\"#$%&'()~=~|\nQWERTYUIOP`{\nASDFGHJKL+*}\n▢ZXCVBNM<>?_",
)
FR: Final = _layout(
    "fr",
    "²&é\"'(-è_çà)=▢\nazertyuiop\u0302$\nqsdfghjklmù*\n<wxcvbn,;:!▢",
    "~1234567890°+▢\nAZERTYUIOP\u0308£\nQSDFGHJKLM%µ\n>WXCVBN?./§▢",
)
DE: Final = _layout(
    "de",
    "\u03021234567890ß\u0301▢\nqwertzuiopü+\nasdfghjklöä#\n<yxcvbnm,.-▢",
    "°!\"§$%&/()=?\u0300▢\nQWERTZUIOPÜ*\nASDFGHJKLÖÄ'\n>YXCVBNM;:_▢",
)
TR: Final = _layout(
    "tr",
    '"1234567890*-▢\nqwertyuıopğü\nasdfghjklşi,\n<zxcvbnmöç.▢',
    "é!'^+%&/()=?_▢\nQWERTYUIOPĞÜ\nASDFGHJKLŞİ;\n>ZXCVBNMÖÇ:▢",
)
RU: Final = _layout(
    "ru",
    "ё1234567890-=▢\nйцукенгшщзхъ\nфывапролджэ\\\n▢ячсмитьбю.▢",
    'Ё!"№;%:?*()_+▢\nЙЦУКЕНГШЩЗХЪ\nФЫВАПРОЛДЖЭ/\n▢ЯЧСМИТЬБЮ,▢',
    latin=False,
)
UA: Final = _layout(
    "ua",
    "'1234567890-=▢\nйцукенгшщзхї\nфівапролджє\\\nґячсмитьбю.▢",
    '₴!"№;%:?*()_+▢\nЙЦУКЕНГШЩЗХЇ\nФІВАПРОЛДЖЄ/\nҐЯЧСМИТЬБЮ,▢',
    latin=False,
)
UG: Final = _layout(
    "ug",
    "`1234567890-=▢\nچۋېرتيۇڭوپ][\nھسداەىقكل؛'\\\n▢زشغۈبنم،.ئ▢",
    '~!@#$%^&*)(—+▢\n▢▢▢▢▢▢▢▢▢▢»«\n▢▢ژفگخجۆ▢:"|\n▢▢▢▢▢▢▢▢›‹؟▢',
    latin=False,
)
# Letter keys give the same kana with Shift, except small ones: a scanner's capitals arrive so.
KANA: Final = _layout(
    "kana",
    "▢ぬふあうえおやゆよわほへー\nたていすかんなにらせ゛゜\nちとしはきくまのりれけむ\n▢つさそひこみもねるめろ",
    "▢ぬふぁぅぇぉゃゅょをほへー\nたてぃすかんなにらせ゛「\nちとしはきくまのりれけ」\n▢っさそひこみも、。・ろ",
    latin=False,
)
LAYOUTS: Final = (US, GB, JP, FR, DE, TR, RU, UA, UG, KANA)
# The layouts that a scanner can be set to.
OF_SCANNERS: Final = tuple(layout for layout in LAYOUTS if layout.latin)


def layout_named(name: str) -> KeyboardLayout:
    """The layout of that name. Raises `StopIteration` for an unknown one."""
    return next(layout for layout in LAYOUTS if layout.name == name)

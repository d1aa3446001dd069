"""QR symbols of codes: version 1 at level M, the mask pinned, so that one is made in a fraction of a millisecond."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from checkin.layout import Symbol

if TYPE_CHECKING:
    from collections.abc import Sequence

MASK: Final = (
    3  # searching the best of eight takes longer than all the rest; readers undo any of them
)


def symbol(code: str) -> Symbol:
    """The symbol of twenty upper-case letters, which are the alphanumeric mode's: 21 × 21 modules."""
    maker = qrcode.QRCode(version=1, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    maker.add_data(code.upper(), optimize=0)
    maker.make(fit=False)
    return Symbol(tuple(_bits(row) for row in maker.modules))


def _bits(row: Sequence[bool | None]) -> int:
    value = 0
    for dark in row:
        value = value << 1 | bool(dark)
    return value

"""Label printers: the bytes sent, status parsing, and error messages."""

from __future__ import annotations

from typing import Any

import pytest

from checkin.printers import (
    Label,
    brother,
    read_label,
    zebra,
)
from checkin.printers.labels import turn_for
from tests.checkin.paper_samples import CODE, TANAKA, badge, codes_in
from tests.checkin.printers.connected import BADGES, ROLL, dots_of
from tests.checkin.printers.fake_printers import (
    brother_picture,
    brother_status,
    zebra_picture,
    zebra_status,
)

# What is sent


@pytest.mark.parametrize("name", BADGES)
def test_every_symbol_is_read_from_the_bytes_that_a_brother_is_sent(name: str) -> None:
    for side in badge(TANAKA, layout=name).sides:
        dots = dots_of(side, brother.DPI, 0)
        size = (side.width * 25.4 / 72, side.height * 25.4 / 72)
        turn = turn_for(size, ROLL)
        if turn is None:
            continue  # larger than any roll: the check says so
        dots = dots_of(side, brother.DPI, turn)
        sent = brother.page(dots, ROLL)
        printed = brother_picture(_rows(sent))
        assert codes_in(printed) == codes_in(dots.image().convert("L"))
        assert codes_in(printed) in ([CODE], [CODE, CODE], [])


def _rows(sent: bytes) -> list[bytes]:
    row = b"g\x00" + bytes((brother.ROW,))
    start = sent.index(row)
    step = len(row) + brother.ROW
    return [sent[place + len(row) : place + step] for place in range(start, len(sent), step)]


@pytest.mark.parametrize("name", BADGES)
@pytest.mark.parametrize("dpi", zebra.DPI[:2])
def test_every_symbol_is_read_from_the_bytes_that_a_zebra_is_sent(name: str, dpi: int) -> None:
    for side in badge(TANAKA, layout=name).sides:
        dots = dots_of(side, dpi, 0)
        printed = zebra_picture(zebra.page(dots))
        assert codes_in(printed) == codes_in(dots.image().convert("L"))
        expected = dots.image().convert("L")
        assert printed.crop((0, 0, *expected.size)).tobytes() == expected.tobytes()


@pytest.mark.parametrize("label", brother.ROLLS, ids=str)
def test_a_brother_prints_the_middle_of_the_picture_in_the_middle_of_the_label(
    label: Label,
) -> None:
    across, along, right = brother.DOTS[round(label.width), round(label.length)]

    class Cross:
        """As large as the printable area, with a dot in each corner and in the middle."""

        width, height = across, along or 400

        def row(self, number: int) -> bytes:
            value = 0
            if number in {0, self.height - 1}:
                value = 1 << (across - 1) | 1
            if number == self.height // 2:
                value = 1 << (across - 1 - across // 2)
            return (value << -across % 8).to_bytes((across + 7) // 8, "big")

    printed = brother_picture(_rows(brother.page(Cross(), label)))
    black = [
        divmod(place, printed.width)[::-1]
        for place, pixel in enumerate(printed.tobytes())
        if pixel == 0
    ]
    left, bottom = brother.PINS - right - across, Cross.height - 1
    assert black == [
        (left, 0),
        (left + across - 1, 0),
        (left + across // 2, Cross.height // 2),
        (left, bottom),
        (left + across - 1, bottom),
    ]


def test_a_roll_that_can_turn_red_is_told_which_dots_are_black_and_that_none_is_red() -> None:
    dots = dots_of(badge(TANAKA, layout="roll-62"), brother.DPI, 90)
    sent = brother.page(dots, ROLL, two_coloured=True)
    assert b"\x1biK\x09" in sent
    row = 3 + brother.ROW
    pairs = sent[sent.index(b"w\x01\x5a") :]
    assert len(pairs) == dots.height * 2 * row
    assert all(
        pairs[place : place + 3] == b"w\x02\x5a" and not any(pairs[place + 3 : place + row])
        for place in range(row, len(pairs), 2 * row)
    )


def test_a_page_tells_the_printer_what_has_to_be_in_it() -> None:
    dots = dots_of(badge(TANAKA, layout="roll-62"), brother.DPI, 90)
    roll = brother.page(dots, ROLL)
    assert b"\x1biz\xc6\x0a\x3e\x00" + dots.height.to_bytes(4, "little") in roll
    assert b"\x1bid\x23\x00" in roll
    cut = brother.page(dots, Label(62.0, 100.0))
    assert b"\x1biz\xce\x0b\x3e\x64" + (1109).to_bytes(4, "little") in cut
    assert b"\x1bid\x00\x00" in cut


# What fits


@pytest.mark.parametrize(
    ("size", "label", "turn"),
    [
        ((100, 62), Label(62), 90),
        ((62, 100), Label(62), 0),
        ((91, 55), Label(62), 90),
        ((55, 50), Label(62), 0),
        ((91, 55), Label(29), None),
        ((100, 62), Label(62, 100), 90),
        ((100, 62), Label(62, 29), None),
        ((101.6, 76.2), Label(102, 76), 0),
        ((105, 148), Label(62), None),
    ],
)
def test_a_badge_is_turned_so_that_it_fits(
    size: tuple[float, float], label: Label, turn: int | None
) -> None:
    assert turn_for(size, label) == turn


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("62", Label(62)),
        ("62x100", Label(62, 100)),
        ("62 × 29", Label(62, 29)),
        ("101.6x76.2", Label(101.6, 76.2)),
        ("", None),
        ("wide", None),
        ("-62", None),
        ("1x2x3", None),
        ("nan", None),
    ],
)
def test_labels_are_told_by_their_size(words: str, label: Label | None) -> None:
    assert read_label(words) == label


# What they say


def test_nothing_else_is_taken_for_the_status_of_a_brother() -> None:
    assert brother.status(b"") is None
    assert brother.status(bytes(32)) is None
    assert brother.status(brother_status(0)[:31]) is None


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (0x01, 0, "no labels are in it"),
        (0x02, 0, "used up"),
        (0x04, 0, "cutter"),
        (0x10, 0, "another computer"),
        (0, 0x01, "not the roll"),
        (0, 0x10, "cover is open"),
        (0, 0x40, "not moved on"),
        (0, 0x80, "reports a fault"),
        (0x80, 0, "reports a fault"),
    ],
)
def test_a_brother_says_what_is_wrong_with_it(first: int, second: int, said: str) -> None:
    answer = brother.status(brother_status(0, first=first, second=second))
    assert answer
    assert said in answer.state.fault


def test_a_brother_says_which_labels_are_in_it() -> None:
    for roll, label in (((62, 0), Label(62)), ((29, 90), Label(29, 90))):
        answer = brother.status(brother_status(0, roll))
        assert answer
        assert answer.state.label == label
    empty = brother.status(brother_status(0, (0, 0)))
    assert empty
    assert empty.state.label is None
    gone = brother.status(brother_status(4))
    assert gone
    assert "cannot be reached" in gone.state.fault


def test_a_zebra_says_what_is_wrong_with_it() -> None:
    def fault(**facts: Any) -> str:
        answer = zebra.status(zebra_status(**facts).decode().splitlines())
        assert answer
        return answer.state.fault

    assert fault() == ""
    assert "used up" in fault(empty=True)
    assert "print head" in fault(head=True)
    assert "paused" in fault(paused=True)
    assert zebra.status(["hello"]) is None
    assert zebra.status(["a,b", "c", "d"]) is None
    busy = zebra.status(zebra_status(waiting=2).decode().splitlines())
    assert busy
    assert busy.busy

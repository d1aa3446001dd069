"""Label printers over a connection: error messages, and when a badge is in doubt."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from checkin.errors import PrinterInDoubt, PrinterTrouble
from checkin.printers import (
    Came,
    Label,
    LabelPrinter,
    label_printer,
    read_address,
)
from checkin.printers.brother import Brother
from checkin.printers.wire import DeviceWire, TcpWire, read_exactly
from checkin.printers.zebra import Zebra
from tests.checkin.paper_samples import CODE, TANAKA, badge
from tests.checkin.printers.connected import LABEL, QUICK, at, dots_of
from tests.checkin.printers.fake_printers import (
    LoopbackBrother,
    LoopbackPrinter,
    LoopbackZebra,
    Plan,
    Stream,
    running,
)

# Connecting


@pytest.mark.parametrize("kind", [LoopbackBrother, LoopbackZebra])
def test_a_badge_comes_out_and_the_printer_says_so(kind: type[LoopbackPrinter]) -> None:
    with running(kind()) as device:
        printer = at(device)
        printer.check(LABEL)
        assert printer.send([badge(TANAKA, layout="roll-62")]) is Came.OUT
        assert device.codes == [CODE]


def test_another_roll_is_noticed_before_the_first_badge() -> None:
    with running(LoopbackBrother(roll=(29, 0))) as device:
        printer = at(device)
        with pytest.raises(PrinterTrouble, match=r"100 × 62 mm, and labels of 29 mm are in it"):
            printer.check(LABEL)
        assert device.seen == 0


def test_labels_that_were_told_of_are_held_against_the_badge_where_the_printer_does_not_say() -> (
    None
):
    with running(LoopbackZebra()) as device:
        printer = at(device, "?label=50x25")
        with pytest.raises(PrinterTrouble, match="labels of 50 × 25 mm"):
            printer.check(LABEL)
        at(device, "?label=102x76").check(LABEL)


def test_a_roll_that_no_brother_has_is_refused() -> None:
    with (
        running(LoopbackBrother(talks=False)) as device,
        pytest.raises(PrinterTrouble, match="cannot print on labels of 80 mm"),
    ):
        at(device, "?roll=80").check(LABEL)


@pytest.mark.parametrize("kind", [LoopbackBrother, LoopbackZebra])
@pytest.mark.parametrize("state", ["open", "empty"])
def test_what_is_wrong_is_said_before_a_badge_is_spoilt(
    kind: type[LoopbackPrinter], state: str
) -> None:
    with running(kind()) as device:
        device.state.add(state)
        printer = at(device)
        with pytest.raises(PrinterTrouble) as raised:
            printer.send([badge(TANAKA, layout="roll-62")])
        assert not isinstance(raised.value, PrinterInDoubt)
        device.state.clear()
        assert printer.send([badge(TANAKA, layout="roll-62")]) is Came.OUT
        assert device.codes == [CODE]


@pytest.mark.parametrize("kind", [LoopbackBrother, LoopbackZebra])
@pytest.mark.parametrize("fault", ["eaten", "torn", "jam"])
def test_a_printer_that_fails_behind_the_last_byte_leaves_a_doubt(
    kind: type[LoopbackPrinter], fault: str
) -> None:
    with running(kind(Plan({1: fault}))) as device:
        printer = at(device)
        with pytest.raises(PrinterInDoubt):
            printer.send([badge(TANAKA, layout="roll-62")])
        assert len(device.paper) == (fault == "torn")


def test_a_printer_that_fails_while_the_badge_comes_in_leaves_none() -> None:
    with running(LoopbackBrother(Plan({1: "reset"}))) as device:
        printer = at(device)
        # The system may have accepted everything before it noticed the lost connection: then there is a doubt.
        with pytest.raises(PrinterTrouble):
            printer.send([badge(TANAKA, layout="roll-62")])
        assert device.paper == []


def test_a_second_badge_that_fails_leaves_the_first_in_doubt() -> None:
    with running(LoopbackBrother(Plan({2: "jam"}))) as device:
        printer = at(device)
        with pytest.raises(PrinterInDoubt):
            printer.send([badge(TANAKA, layout="roll-62")] * 2)


def test_a_printer_that_says_nothing_has_taken_the_badge_and_no_more_is_known() -> None:
    with running(LoopbackBrother(talks=False)) as device:
        printer = at(device)
        printer.check(LABEL)
        assert printer.send([badge(TANAKA, layout="roll-62")]) is Came.TAKEN
        device.wait_for(1)
        assert device.codes == [CODE]


def test_a_printer_that_said_something_once_is_not_believed_when_it_is_silent() -> None:
    with running(LoopbackBrother(Plan({1: "mute"}))) as device:
        assert isinstance(device, LoopbackBrother)
        printer = at(device)
        with pytest.raises(PrinterInDoubt, match="does not answer any more"):
            printer.send([badge(TANAKA, layout="roll-62")])
        device.talks = False
        with pytest.raises(PrinterTrouble, match="does not answer any more"):
            printer.check(LABEL)


def test_a_printer_that_is_not_there_is_told_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    address = read_address(f"zebra://127.0.0.1:{port}")
    assert address
    with pytest.raises(PrinterTrouble, match="cannot be reached"):
        label_printer(address, dots_of).look()


def test_a_device_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    address = read_address(f"brother://{tmp_path}/lp0?roll=62")
    assert address
    with pytest.raises(PrinterTrouble, match="cannot be reached"):
        label_printer(address, dots_of).look()


# USB device files


def test_a_device_file_carries_both_ways() -> None:
    """A pseudo-terminal is a device file like that of a USB printer."""
    tty = pytest.importorskip("tty", reason="this system has no device files")
    ours, theirs = os.openpty()
    tty.setraw(ours)
    tty.setraw(theirs)
    wire = DeviceWire(Path(os.ttyname(theirs)))
    wire.write(b"hello\x00")
    assert os.read(ours, 10) == b"hello\x00"
    assert wire.read(4, 0.05) == b""
    os.write(ours, b"four and more")
    assert read_exactly(wire, 4, 1) == b"four"
    assert read_exactly(wire, 100, 0.05) == b""
    wire.close()
    os.close(ours)
    os.close(theirs)


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no device files")
@pytest.mark.parametrize("kind", ["file", "link to a file", "link to a device", "pipe"])
@pytest.mark.parametrize("make", ["zebra", "brother"])
def test_what_is_no_device_is_never_written_to(tmp_path: Path, make: str, kind: str) -> None:
    """An address is typed by hand: a file of that name must stay what it is."""
    file, place = tmp_path / "thesis.odt", tmp_path / "lp0"
    file.write_text("years of work")
    match kind:
        case "file":
            place = file
        case "link to a file":
            place.symlink_to(file)
        case "link to a device":
            place.symlink_to("/dev/null")
        case _:
            os.mkfifo(place)
    address = read_address(f"{make}://{place}")
    assert address
    with pytest.raises(PrinterTrouble, match="is no device of a printer"):
        label_printer(address, dots_of, QUICK).send([badge(TANAKA, layout="roll-62")])
    assert file.read_text() == "years of work"


# Addresses


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("brother://192.0.2.7?roll=62", "Brother QL · 192.0.2.7"),
        ("brother://printer.example:9101?roll=62x100", "Brother QL · printer.example:9101"),
        ("brother:///dev/usb/lp0?roll=62", "Brother QL · /dev/usb/lp0"),
        ("zebra://[2001:db8::7]?dpi=300", "Zebra · 2001:db8::7"),
        ("zebra:///dev/usb/lp1?dpi=203&label=102x76", "Zebra · /dev/usb/lp1"),
    ],
)
def test_an_address_is_kept_in_one_line(line: str, name: str) -> None:
    address = read_address(line)
    assert address
    assert (str(address), address.name) == (line, name)
    assert isinstance(label_printer(address, dots_of), LabelPrinter)


@pytest.mark.parametrize(
    "name", ["", "Laser", "Brother QL-820NWB", "file:///etc/passwd", "brother"]
)
def test_anything_else_is_a_queue_of_the_system(name: str) -> None:
    assert read_address(name) is None


@pytest.mark.parametrize(
    "line",
    [
        "brother://?roll=62",
        "zebra://host:99999",
        "zebra://host:port",
        "zebra://host?dpi=72",
        "zebra://host?dpi=many",
        "brother://host?roll=wide",
        "zebra://[::1",
    ],
)
def test_half_an_address_is_refused(line: str) -> None:
    with pytest.raises(PrinterTrouble, match="no address of a printer"):
        read_address(line)


def test_a_connection_is_ended_so_that_what_was_sent_still_arrives() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        wire = TcpWire("127.0.0.1", listening.getsockname()[1])
        printer_end, _ = listening.accept()
        with printer_end:
            wire.write(b"x" * 100_000)
            printer_end.settimeout(5)
            assert Stream(printer_end).take(100_000) == b"x" * 100_000
            printer_end.shutdown(socket.SHUT_WR)
            wire.close()


def test_the_languages_are_what_a_printer_needs() -> None:
    assert Brother().dpi == 300
    assert Zebra().dpi == 203
    assert not Zebra().refuses(Label(1))

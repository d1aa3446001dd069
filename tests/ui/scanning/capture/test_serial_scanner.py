"""Serial barcode scanners: framing of lines into scans, hot-plug, reconnect."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin import codes
from tests import factories
from tests.ui.serial_pty import Lines
from ui.scanning.capture.serial_framing import LONGEST, Framing, Rest, decoded
from ui.scanning.capture.serial_scanner import SerialScanner, place_of, ports
from ui.scanning.capture.serial_state import LineState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CODE, OTHER = factories.code(1), factories.code(2)


class TestFraming:
    @pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t", "\x03", "\x04", "\n\n"])
    def test_whatever_a_scanner_ends_with_ends_a_scan(self, end: str) -> None:
        assert Framing().feed(f"{CODE}{end}".encode()) == (CODE,)

    def test_two_in_one_breath_are_two(self) -> None:
        assert Framing().feed(f"{CODE}\r\n{OTHER}\r\n".encode()) == (CODE, OTHER)

    @given(st.lists(st.integers(1, 30), max_size=20))
    def test_however_the_bytes_are_cut_the_scans_are_the_same(self, cuts: list[int]) -> None:
        data = f"{CODE}\r\n]Q1{OTHER}\rhttps://example.org/ü\n".encode()
        framing = Framing()
        scans: list[str] = []
        while data:
            size = cuts.pop() if cuts else len(data)
            scans += framing.feed(data[:size])
            data = data[size:]
        assert scans == [CODE, f"]Q1{OTHER}", "https://example.org/ü"]
        assert not framing.waits

    def test_what_nothing_ended_is_complete_after_a_silence(self) -> None:
        framing = Framing()
        assert framing.feed(CODE.encode()) == ()
        assert framing.waits
        assert framing.fall_silent() == Rest(CODE)
        assert not framing.waits

    def test_a_code_of_another_system_too(self) -> None:
        framing = Framing()
        framing.feed(b"pretix-7fA9")
        assert framing.fall_silent() == Rest("pretix-7fA9")

    def test_half_a_code_is_dropped_and_said_to_have_broken_off(self) -> None:
        framing = Framing()
        framing.feed(CODE[:12].lower().encode())
        assert framing.fall_silent() == Rest(broken_off=True)
        assert framing.feed(f"{OTHER}\r".encode()) == (OTHER,)

    @pytest.mark.parametrize("noise", [b"", b"BC", b" "])
    def test_a_spark_on_the_line_is_nothing(self, noise: bytes) -> None:
        framing = Framing()
        framing.feed(noise)
        rest = framing.fall_silent()
        assert not rest.text.strip()
        assert not rest.broken_off

    def test_empty_lines_are_no_scans(self) -> None:
        assert Framing().feed(b"\r\n\r\n \r\n") == ()

    def test_an_endless_stream_is_dropped_until_it_ends(self) -> None:
        framing = Framing()
        for _ in range(10):
            assert framing.feed(b"x" * LONGEST) == ()
        assert framing.feed(f"yz\r\n{CODE}\r\n".encode()) == (CODE,)

    @pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
    def test_japanese_is_understood_however_it_is_sent(self, encoding: str) -> None:
        assert decoded("国会議員".encode(encoding)) == "国会議員"

    @given(st.binary(max_size=200))
    def test_no_bytes_make_it_fail(self, data: bytes) -> None:
        framing = Framing()
        for text in (*framing.feed(data), framing.fall_silent().text):
            codes.read(text)


@pytest.fixture
def lines() -> Iterator[Lines]:
    if sys.platform == "win32":
        pytest.skip("Windows has no terminals to put in place of a line")
    made = Lines()
    yield made
    made.pull()


@pytest.fixture
def scanner(lines: Lines) -> Iterator[SerialScanner]:
    made = SerialScanner(lines.place)
    yield made
    made.stop()


@pytest.fixture
def scans(scanner: SerialScanner) -> list[str]:
    heard: list[str] = []
    scanner.scanned.connect(heard.append)
    return heard


def line_of(scanner: SerialScanner) -> LineState:
    """Reads the state in a call, since it changes during the test (type narrowing)."""
    return scanner.line


class TestLine:
    def test_what_comes_in_is_a_scan(
        self, lines: Lines, scanner: SerialScanner, scans: list[str], qtbot: QtBot
    ) -> None:
        lines.plug()
        scanner.start("usb:0c2e:0b6a:1")
        assert line_of(scanner) is LineState.OPEN
        lines.send(f"{CODE}\r\n{OTHER}\r\n".encode())
        qtbot.waitUntil(lambda: len(scans) == 2)
        assert scans == [CODE, OTHER]
        assert lines.asked == ["usb:0c2e:0b6a:1"]

    def test_a_scanner_without_a_terminator_is_heard_too(
        self, lines: Lines, scanner: SerialScanner, scans: list[str], qtbot: QtBot
    ) -> None:
        lines.plug()
        scanner.start("x")
        lines.send(CODE.encode())
        qtbot.waitUntil(lambda: scans == [CODE])

    def test_half_a_code_is_told_of(
        self, lines: Lines, scanner: SerialScanner, scans: list[str], qtbot: QtBot
    ) -> None:
        lines.plug()
        scanner.start("x")
        with qtbot.waitSignal(scanner.broken_off):
            lines.send(CODE[:9].encode())
        assert scans == []

    def test_pulled_out_and_plugged_in_again_it_goes_on(
        self, lines: Lines, scanner: SerialScanner, scans: list[str], qtbot: QtBot
    ) -> None:
        def wait_for_scan(code: str) -> None:
            qtbot.waitUntil(lambda: scans[-1:] == [code])

        lines.plug()
        scanner.start("x")
        for code in (CODE, OTHER):
            lines.send(f"{code}\r".encode())
            wait_for_scan(code)
            lines.pull()
            qtbot.waitUntil(lambda: scanner.line is LineState.ABSENT)
            lines.plug()
            scanner.look()
            assert line_of(scanner) is LineState.OPEN

    def test_half_a_code_before_the_cable_was_pulled_is_forgotten(
        self, lines: Lines, scanner: SerialScanner, scans: list[str], qtbot: QtBot
    ) -> None:
        lines.plug()
        scanner.start("x")
        lines.send(CODE[:9].encode())
        lines.pull()
        qtbot.waitUntil(lambda: scanner.line is LineState.ABSENT)
        lines.plug()
        scanner.look()
        lines.send(f"{OTHER}\r".encode())
        qtbot.waitUntil(lambda: scans == [OTHER])

    def test_one_that_is_not_there_yet_is_waited_for(
        self, lines: Lines, scanner: SerialScanner
    ) -> None:
        scanner.start("x")
        assert line_of(scanner) is LineState.ABSENT
        lines.plug()
        scanner.look()
        assert line_of(scanner) is LineState.OPEN
        scanner.look()
        assert line_of(scanner) is LineState.OPEN

    def test_what_is_no_line_is_said_to_have_failed(
        self, lines: Lines, scanner: SerialScanner, tmp_path: Path
    ) -> None:
        (tmp_path / "file").touch()
        lines.spoil(str(tmp_path / "file"))
        scanner.start("x")
        assert line_of(scanner) in {LineState.FAILED, LineState.DENIED, LineState.ABSENT}
        scanner.stop()
        assert line_of(scanner) is LineState.OFF

    def test_a_change_is_said_once(
        self, lines: Lines, scanner: SerialScanner, qtbot: QtBot
    ) -> None:
        lines.plug()
        said: list[LineState] = []
        scanner.changed.connect(lambda: said.append(scanner.line))
        scanner.start("x")
        scanner.stop()
        scanner.stop()
        assert said == [LineState.OPEN, LineState.OFF]


def test_a_machine_lists_the_ports_that_it_has() -> None:
    listed = ports()
    assert len({port.key for port in listed}) == len(listed)
    assert all(place_of(port.key) and port.name for port in listed)
    assert place_of("usb:0000:0000:nowhere") == ""

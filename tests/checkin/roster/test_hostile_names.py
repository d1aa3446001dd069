"""Malicious and malformed names: unchanged through import, search, screens and exports."""

from __future__ import annotations

import csv
import io
import socket
from typing import TYPE_CHECKING, NoReturn

import pytest

from checkin.names import clean
from checkin.paper.csv_safe import armed
from tests.checkin.roster.roster_files import (
    codes_of,
    csv_of,
    load,
    names,
    nobody,
    table,
    text_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.domain import Delegate
    from checkin.station import Station

LITERAL = [
    "<b>Ali</b>",
    '<img src="file:///etc/hostname">',
    '<img src="http://192.0.2.9/x.png">',
    '<img src="file://192.0.2.9/s/x.png">',
    r"\\192.0.2.9\s\x",
    '<a href="file:///etc/passwd">click</a>',
    "&lt;b&gt;",
    "<script>alert(1)</script>",
    "Ali) Tj ET BT (Veli",
    "O'Brien",
    "Kapiʻolani",
    "Jean-Luc",
    "N'Ko",
    "{name} %s $HOME `id`",
    "Robert'); DROP TABLE delegates;--",
    "王",
    "Ł",
    "👩‍🚀 Ali 🏳️‍🌈 🇯🇵",
    "دىل\u200dنۇر",
    "می\u200cخواهم",
    "Gỹ̃ữ",
    "\ufa19谷",
]


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with nobody(tmp_path) as opened:
        yield opened


def stored(station: Station, folder: Path, name: str) -> tuple[Delegate, list[str]]:
    """A name after its import, and the findings."""
    preview = load(station, text_file(folder, csv_of([["name", "number"], [name, "1"]])))
    (delegate,) = station.roster.delegates()
    return delegate, codes_of(preview)


def test_what_could_be_markup_or_an_order_is_a_name_and_found_by_it(
    station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_packet(*_: object) -> NoReturn:
        pytest.fail("a name opened a socket")

    monkeypatch.setattr(socket.socket, "connect", no_packet)
    rows = [["name", "number"], *([name, str(at)] for at, name in enumerate(LITERAL, 1))]
    preview = load(station, text_file(tmp_path, csv_of(rows)))

    assert codes_of(preview) == []
    assert names(station) == LITERAL
    for number, name in enumerate(LITERAL, 1):
        assert station.desk.find(name)[0].name == name
        person = station.desk.checkin(number, "entrance").person
        assert person is not None
        assert person.name == name
    assert station.journal.verify().intact


def test_an_export_gives_the_name_back_as_text(station: Station, tmp_path: Path) -> None:
    load(station, text_file(tmp_path, csv_of([["name"], *([name] for name in LITERAL)])))
    out = tmp_path / "out.csv"
    station.reports.write(station.reports.delegates(), "csv", out)

    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) == 1 + len(LITERAL)
    for name in LITERAL:
        if name != "دىل\u200dنۇر":
            assert any(name in armed(cell) for row in rows[1:] for cell in row), name


@pytest.mark.parametrize("name", ["=1+1", "+1+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0"])
def test_an_export_disarms_what_a_spreadsheet_would_run(
    station: Station, tmp_path: Path, name: str
) -> None:
    stored(station, tmp_path, name)
    out = tmp_path / "out.csv"
    station.reports.write(station.reports.delegates(), "csv", out)

    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert f"'{name}" in cells
    assert name not in cells


@pytest.mark.parametrize(
    ("raw", "kept", "finding"),
    [
        ("Ali\u202efdp.exe", "Alifdp.exe", "direction"),
        ("\u2067Ali\u2069", "Ali", "direction"),
        ("A" + "\u0301\u0316\u20dd" * 66 + "li", None, "marks"),
        ("Ali\nVeli", "Ali Veli", "lines"),
        ("Ali\tVeli", "Ali Veli", "lines"),
        ("Ali\x1b[31m", "Ali[31m", "control"),
        ("A\u200bli\u00ad\ufeff", "Ali", "invisible"),
        ("Аli", "Аli", "confusable"),
        ("A" * 300, "A" * 300, "long_name"),
        ("A" * 1100, "A" * 1000, "cut"),
        ("🏴\U000e0067\U000e0062\U000e007f Ali", "🏴 Ali", "invisible"),
    ],
)
def test_what_hides_is_taken_out_and_told(
    station: Station, tmp_path: Path, raw: str, kept: str | None, finding: str
) -> None:
    delegate, findings = stored(station, tmp_path, raw)

    assert delegate.name == (clean(raw) if kept is None else kept)
    assert finding in findings
    assert len(delegate.name) <= 1000


def test_zalgo_is_bounded_to_three_marks_a_letter() -> None:
    name = clean("Z" + "\u0301" * 200 + "o" + "\u0316" * 200)

    assert len(name) <= 8


def test_halves_of_characters_come_to_no_harm(station: Station, tmp_path: Path) -> None:
    # No text file can hold one, but invalid UTF-8 (CESU-8) comes close.
    path = text_file(
        tmp_path,
        b"name,organisation\nAli \xed\xa0\x80,K\xc3\xb6ln\nVeli,\xc5\x81\xc3\xb3d\xc5\xba\n",
    )
    preview = load(station, path)

    assert codes_of(preview) == ["bad_bytes"]
    assert station.roster.delegates()[0].name == "Ali \ufffd"


def test_look_alikes_of_two_scripts_are_two_people(station: Station, tmp_path: Path) -> None:
    preview = load(station, text_file(tmp_path, table({"name": "Ali"}, {"name": "Аli"})))

    assert (preview.counts.added, codes_of(preview)) == (2, ["confusable"])


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("İpek Işık", "ipek isik"),
        ("İpek Işık", "IPEK IŞIK"),
        ("ısmail", "ISMAIL"),
        ("José", "Jose\u0301"),
        ("Jose\u0301", "jose"),
        ("Kapiʻolani", "kapiolani"),
        ("دولقۇن", "دولقون"),
    ],
)
def test_a_name_is_found_however_it_is_typed(
    station: Station, tmp_path: Path, name: str, typed: str
) -> None:
    stored(station, tmp_path, name)

    assert len(station.desk.find(typed)) == 1


def test_composed_and_decomposed_are_one_person(station: Station, tmp_path: Path) -> None:
    load(station, text_file(tmp_path, table({"name": "José Pérez"})))
    preview = load(station, text_file(tmp_path, table({"name": "Jose\u0301 Pe\u0301rez"})))

    assert (preview.counts.added, preview.counts.unchanged) == (0, 1)


def test_a_pseudonym_in_use_is_told_without_saying_whose(station: Station, tmp_path: Path) -> None:
    hidden = {"name": "Real Person", "badge_name": "Guest Seven", "flags": "protected"}
    load(station, text_file(tmp_path, table(hidden)))
    preview = load(station, text_file(tmp_path, table({"name": "guest seven"})))

    (finding,) = preview.findings
    assert finding.code == "name_in_use"
    assert not {"Real", "1"} & set(finding.message.replace(".", " ").split())
    hits = station.desk.find("guest seven")
    assert {hit.name for hit in hits} == {"Guest Seven", "guest seven"}

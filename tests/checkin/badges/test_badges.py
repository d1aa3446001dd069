"""Badges of a store: issuing codes, badges that are left out, invitations, the print queue."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from checkin.badges import JobState
from checkin.domain import CodeKind, Severity, Status
from checkin.errors import DiskFull, NotFound, NotPossible, PrinterTrouble
from checkin.journal import code_revoked
from checkin.language import mark
from checkin.layout import PlacedSymbol
from checkin.paper.qr import symbol
from checkin.printers import Came
from tests.checkin.paper_samples import codes_in, picture, words_of
from tests.checkin.paper_store import PaperStation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checkin.layout import Composed
    from checkin.printers import Size


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    station = PaperStation(tmp_path)
    yield station
    station.station.close()


class Paper:
    """A fake printer that keeps what it prints and runs out after a number of badges."""

    name = "Paper"

    def __init__(self, sheets: int = 1_000) -> None:
        self.sheets = sheets
        self.printed: list[Composed] = []

    def check(self, size: Size) -> None:
        """Accepts any size."""

    def send(self, badges: Sequence[Composed]) -> Came:
        if len(self.printed) + len(badges) > self.sheets:
            raise PrinterTrouble(mark("Out of labels."))
        self.printed.extend(badges)
        return Came.OUT

    def rest(self) -> None:
        """Does nothing: there is no connection to release."""


def test_a_first_badge_brings_a_code_and_a_second_one_the_same(at: PaperStation) -> None:
    anna = at.add(name="Anna")
    assert at.codes(anna, CodeKind.BADGE) == []
    first = at.station.badges.render([anna])
    (code,) = at.codes(anna, CodeKind.BADGE)
    assert codes_in(picture(first, 200)) == [code]
    assert codes_in(picture(at.station.badges.render([anna]), 200)) == [code]
    assert at.codes(anna, CodeKind.BADGE) == [code]


def test_the_code_on_the_badge_is_not_the_one_of_the_invitation(at: PaperStation) -> None:
    anna = at.add(name="Anna")
    at.station.badges.render([anna])
    assert at.codes(anna, CodeKind.BADGE) != at.codes(anna, CodeKind.INVITATION)


def test_a_badge_after_a_revoked_code_has_a_new_one(at: PaperStation) -> None:
    anna = at.add(name="Anna")
    at.station.badges.render([anna])
    (lost,) = at.codes(anna, CodeKind.BADGE)
    with at.station.store.write() as connection:
        at.station.journal.append(connection, code_revoked(lost))
    (code,) = codes_in(picture(at.station.badges.render([anna]), 200))
    assert code != lost


def test_a_badge_that_cannot_be_printed_is_left_out_listed_and_gets_no_code(
    at: PaperStation,
) -> None:
    anna, emoji = at.add(name="Anna", number=1), at.add(name="Ávila 😀", number=2)
    made = at.station.badges.make([anna, emoji])
    assert made.delegates == (anna.id,)
    assert made.badges == made.pages == 1
    assert [
        (finding.row, finding.column, finding.value, finding.code) for finding in made.findings
    ] == [(2, "name", "😀", "glyph")]
    assert made.findings[0].severity is Severity.REFUSED
    assert at.codes(emoji, CodeKind.BADGE) == []


def test_no_badge_at_all_is_said_and_not_an_empty_page(at: PaperStation) -> None:
    emoji = at.add(name="😀")
    made = at.station.badges.make([emoji])
    assert (made.badges, made.pages, made.pdf) == (0, 0, b"")
    with pytest.raises(NotPossible):
        at.station.badges.render([emoji])


def test_the_check_warns_before_paper_is_spoilt_and_issues_nothing(at: PaperStation) -> None:
    long = at.add(name="Anna", organisation="Institute " * 40, number=131)
    entries = at.entries()
    (finding,) = at.station.badges.check([long])
    assert (finding.row, finding.column, finding.code) == (131, "organisation", "overflow")
    assert finding.severity is Severity.DOUBT
    assert at.entries() == entries


def test_a_letter_that_no_screen_shows_is_named_by_its_number(at: PaperStation) -> None:
    (finding,) = at.station.badges.check([at.add(name="A\ue000")])
    assert finding.value == "U+E000"


def test_the_preview_is_the_badge_and_issues_nothing(at: PaperStation) -> None:
    anna = at.add(name="Anna")
    entries = at.entries()
    before = at.station.badges.compose(anna)
    assert at.entries() == entries
    at.station.badges.render([anna])
    after = at.station.badges.compose(anna)
    assert before.own[:-1] == after.own[:-1]
    (code,) = at.codes(anna, CodeKind.BADGE)
    stamp = after.own[-1]
    assert isinstance(stamp, PlacedSymbol)
    assert stamp.symbol == symbol(code)


def test_ten_badges_go_on_a_sheet(at: PaperStation) -> None:
    everyone = [at.add() for _ in range(12)]
    made = at.station.badges.make(everyone, sheet="a4-10")
    assert (made.badges, made.pages) == (12, 2)


def test_unknown_layouts_and_sheets_are_refused(at: PaperStation) -> None:
    with pytest.raises(NotFound):
        at.station.badges.render([at.add()], "badge-a7")
    with pytest.raises(NotFound):
        at.station.badges.render([at.add()], sheet="a4-12")


def test_a_second_print_counts_up(at: PaperStation) -> None:
    anna = at.add()
    at.station.badges.render([anna])
    assert at.printed(anna) == 0
    assert at.station.badges.record_printed([anna.id]) == 1
    at.station.badges.record_printed([anna.id])
    assert at.printed(anna) == 2


def test_a_corrected_name_makes_the_printed_badge_outdated(at: PaperStation) -> None:
    anna, ben = at.add(name="Anna"), at.add(name="Ben")
    at.station.badges.record_printed([anna.id, ben.id])
    assert at.station.badges.outdated() == frozenset()
    at.clock.forward(1000)
    at.change(anna, name="Hannah")
    at.change(ben, email="ben@example.org")
    assert at.station.badges.outdated() == {anna.id}
    at.clock.forward(1000)
    at.station.badges.record_printed([anna.id])
    assert at.station.badges.outdated() == frozenset()


def test_more_badges_than_one_chunk_holds_all_get_their_codes(
    at: PaperStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checkin.badges.codes.CHUNK", 2)
    everyone = [at.add() for _ in range(5)]
    at.station.badges.render(everyone)
    at.station.badges.record_printed([delegate.id for delegate in everyone])
    assert all(at.codes(delegate, CodeKind.BADGE) for delegate in everyone)
    assert [at.printed(delegate) for delegate in everyone] == [1] * 5


# Invitations


def test_everybody_who_is_expected_gets_an_invitation_under_a_name_that_tells_nothing(
    at: PaperStation, tmp_path: Path
) -> None:
    anna = at.add(name="Anna Kovač", email="anna@example.org", number=1)
    at.add(name="Ben", number=2, status=Status.CANCELLED.value)
    at.add(name="Chloe", number=3, status=Status.PENDING.value)
    tanaka = at.add(name="Tanaka", native_name="田中", language="ja", number=4)
    out = tmp_path / "passes"
    steps: list[tuple[int, int]] = []
    assert at.station.badges.invitations(out, progress=lambda *step: steps.append(step)) == 2
    assert steps == [(1, 2), (2, 2)]
    rows = list(csv.reader(io.StringIO((out / "index.csv").read_text("utf-8-sig"))))
    assert rows[0] == ["number", "email", "file"]
    assert [row[:2] for row in rows[1:]] == [["1", "anna@example.org"], ["4", ""]]
    files = {path.name for path in out.iterdir()}
    assert files == {"index.csv", *(row[2] for row in rows[1:])}
    assert not any("anna" in name.lower() for name in files)
    for row, delegate in zip(rows[1:], (anna, tanaka), strict=True):
        assert codes_in(picture((out / row[2]).read_bytes(), 100)) == at.codes(
            delegate, CodeKind.INVITATION
        )
    assert "Anna Kovač" in words_of((out / rows[1][2]).read_bytes())


def test_invitations_can_be_read_by_their_owner_only(at: PaperStation, tmp_path: Path) -> None:
    at.add()
    out = tmp_path / "passes"
    at.station.badges.invitations(out)
    assert {path.stat().st_mode & 0o777 for path in out.iterdir()} == {0o600}
    assert out.stat().st_mode & 0o777 == 0o700


def test_a_hostile_address_does_not_run_in_the_index(at: PaperStation, tmp_path: Path) -> None:
    at.add(email="=cmd|'/c calc'!A0")
    at.station.badges.invitations(tmp_path / "passes")
    assert ",'=cmd" in (tmp_path / "passes" / "index.csv").read_text("utf-8-sig")


def test_a_folder_that_cannot_be_made_is_said(at: PaperStation, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotPossible, match="file"):
        at.station.badges.invitations(tmp_path / "file")


# The print queue


def test_the_queue_is_printed_in_the_order_in_which_it_was_filled(at: PaperStation) -> None:
    everyone = [at.add() for _ in range(3)]
    assert at.station.badges.enqueue([delegate.id for delegate in everyone]) == 3
    paper = Paper()
    assert at.station.badges.work_off(paper).printed == 3
    assert [at.printed(delegate) for delegate in everyone] == [1, 1, 1]
    assert at.station.badges.waiting() == ()
    stamps = [badge.own[-1] for badge in paper.printed]
    expected = [symbol(at.codes(delegate, CodeKind.BADGE)[0]) for delegate in everyone]
    assert [stamp.symbol for stamp in stamps if isinstance(stamp, PlacedSymbol)] == expected


def test_when_the_labels_run_out_the_rest_waits(at: PaperStation) -> None:
    everyone = [at.add() for _ in range(3)]
    at.station.badges.enqueue([delegate.id for delegate in everyone])
    done = at.station.badges.work_off(Paper(sheets=1))
    assert done.printed == 1
    assert isinstance(done.trouble, PrinterTrouble)
    left = at.station.badges.waiting()
    assert [job.delegate for job in left] == everyone[1:]
    assert [(job.state, job.reason, job.attempts) for job in left] == [
        (JobState.WAITING, "Out of labels.", 1),
        (JobState.WAITING, "", 0),
    ]
    assert at.station.badges.work_off(Paper()).printed == 2


def test_a_badge_that_cannot_be_printed_is_set_aside_and_does_not_hold_up_the_others(
    at: PaperStation,
) -> None:
    emoji, anna = at.add(name="😀"), at.add(name="Anna")
    at.station.badges.enqueue([emoji.id, anna.id])
    done = at.station.badges.work_off(Paper())
    assert (done.printed, done.set_aside, done.trouble) == (1, 1, None)
    (job,) = at.station.badges.waiting()
    assert job.state is JobState.FAILED
    assert "😀" in job.reason
    at.change(emoji, badge_name="Smiley")
    at.station.badges.queue.retry(job.id)
    assert at.station.badges.work_off(Paper()).printed == 1


def test_a_badge_of_somebody_who_left_the_roster_is_set_aside(at: PaperStation) -> None:
    at.station.badges.enqueue(["f" * 32])
    assert at.station.badges.work_off(Paper()).set_aside == 1
    (job,) = at.station.badges.waiting()
    assert job.delegate is None
    at.station.badges.queue.drop(job.id)
    assert at.station.badges.waiting() == ()


def test_a_disk_that_is_full_stops_the_queue_and_nothing_else(
    at: PaperStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.station.badges.enqueue([at.add().id])

    def full(*_: object) -> object:
        raise DiskFull(mark("The disk is full."))

    with monkeypatch.context() as broken:
        broken.setattr(at.station.store, "write", full)
        assert isinstance(at.station.badges.work_off(Paper()).trouble, DiskFull)
    assert at.station.badges.work_off(Paper()).printed == 1


def test_nobody_works_off_the_queue_twice_at_once(at: PaperStation) -> None:
    at.station.badges.enqueue([at.add().id])
    inner = []

    class Greedy(Paper):
        def send(self, badges: Sequence[Composed]) -> Came:
            inner.append(at.station.badges.work_off(Paper()))
            return super().send(badges)

    assert at.station.badges.work_off(Greedy()).printed == 1
    assert [done.printed for done in inner] == [0]


def test_a_folder_serves_as_a_printer(at: PaperStation, tmp_path: Path) -> None:
    anna = at.add(name="Anna")
    at.station.badges.enqueue([anna.id])
    printer = at.station.badges.folder_printer(tmp_path / "out")
    assert printer.name == str(tmp_path / "out")
    assert at.station.badges.work_off(printer).printed == 1
    (file,) = (tmp_path / "out").iterdir()
    assert "Anna" in words_of(file.read_bytes())


def test_a_folder_that_is_none_is_trouble_with_the_printer(
    at: PaperStation, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    at.station.badges.enqueue([at.add().id])
    done = at.station.badges.work_off(at.station.badges.folder_printer(tmp_path / "file"))
    assert isinstance(done.trouble, PrinterTrouble)

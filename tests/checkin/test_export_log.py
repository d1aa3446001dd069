"""Export log: what leaves the store is an entry before the file is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Flag, ListKind, Outgoing, Problem, Role
from checkin.errors import DiskFull, KnownError, NotAllowed, NotPossible
from checkin.export_log import FOLDER
from checkin.journal import EntryKind, Leaving
from checkin.reports import Asked
from tests import store_copies
from tests.factories import Clock
from tests.store_copies import ADA, BEN, EVERYBODY, identifier

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station

LEAVING = Leaving("delegates", "csv", 12)


def kinds(station: Station) -> list[str]:
    with station.store.read() as connection:
        return [entry.header.kind for entry in station.journal.entries(connection)]


def notes(station: Station) -> list[Path]:
    return sorted((station.folder / FOLDER).glob("*"))


def test_the_entry_is_there_before_the_file(station: Station) -> None:
    with station.export_log.leaving(LEAVING):
        assert kinds(station)[-1] == EntryKind.EXPORTED
    (past,) = station.export_log.history()
    assert (past.what, past.form, past.people, past.by) == ("delegates", "csv", 12, "organiser")
    assert past.is_finished


def test_a_list_that_is_saved_says_how_many_people_and_protected_are_on_it(
    station: Station, tmp_path: Path
) -> None:
    station.people.flag(identifier(ADA), Flag.PROTECTED, on=True)
    asked = Asked(ListKind.ATTENDANCE, "plenary")
    station.reports.write(
        station.reports.table(asked), "csv", tmp_path / "list.csv", why="for the chair"
    )
    (past,) = station.export_log.history()
    assert (past.what, past.session, past.why) == (ListKind.ATTENDANCE, "plenary", "for the chair")
    assert (past.people > 1, past.protected) == (True, 1)


def test_each_list_is_noted_as_the_list_it_is(station: Station, tmp_path: Path) -> None:
    for which in ListKind:
        session = "plenary" if which is ListKind.ABSENT else None
        table = station.reports.table(Asked(which, session))
        station.reports.write(table, "csv", tmp_path / f"{which}.csv")
    assert [past.what for past in reversed(station.export_log.history())] == list(ListKind)
    counts = {past.what: past.people for past in station.export_log.history()}
    assert counts[ListKind.DELEGATES] == counts[ListKind.PAPER_LIST] + 1 == len(EVERYBODY)
    assert counts[ListKind.TOTALS] == counts[ListKind.COLUMNS] == 0


def test_a_file_that_cannot_be_written_did_not_leave(station: Station, tmp_path: Path) -> None:
    table = station.reports.delegates()
    with pytest.raises(NotPossible):
        station.reports.write(table, "csv", tmp_path / "nowhere" / "list.csv")
    (past,) = station.export_log.history()
    assert not past.is_finished
    assert kinds(station)[-2:] == [EntryKind.EXPORTED, EntryKind.EXPORT_FAILED]


def test_without_an_entry_there_is_no_file(
    station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = station.reports.delegates()
    monkeypatch.setattr(station.store, "write", full)
    with pytest.raises(DiskFull):
        station.reports.write(table, "csv", tmp_path / "list.csv")
    assert not list(tmp_path.glob("*.csv"))


def full() -> None:
    raise DiskFull("full")


def test_badges_invitations_and_the_overview_are_noted(station: Station, tmp_path: Path) -> None:
    ada, ben = (station.people.card(identifier(number)).delegate for number in (ADA, BEN))
    station.people.flag(ben.id, Flag.PROTECTED, on=True)
    ben = station.people.card(ben.id).delegate
    station.badges.save(station.badges.make((ada, ben)), tmp_path / "badges.pdf")
    station.badges.invitations(tmp_path / "passes")
    shown = station.overview.of()
    station.overview.write_picture(shown, b"PNG", tmp_path / "day.png")
    picture, passes, badges = station.export_log.history()
    assert (badges.what, badges.people, badges.protected) == (Outgoing.BADGES, 2, 1)
    assert (passes.what, passes.protected) == (Outgoing.INVITATIONS, 0)
    assert passes.people == len(list((tmp_path / "passes").glob("*.pdf")))
    assert (picture.what, picture.people, picture.day) == (Outgoing.PICTURE, 0, shown.day)


def test_an_invitation_run_that_is_stopped_is_noted_as_not_finished(
    station: Station, tmp_path: Path
) -> None:
    def stop(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        station.badges.invitations(tmp_path / "passes", progress=stop)
    (past,) = station.export_log.history()
    assert (past.what, past.is_finished) == (Outgoing.INVITATIONS, False)


def test_a_purge_is_noted_with_how_many(station: Station) -> None:
    station.purge.run(station.desk.event.name)
    (past,) = station.export_log.history()
    assert (past.what, past.people, past.by) == (Outgoing.PURGE, len(EVERYBODY), "organiser")
    assert station.journal.verify().intact


def test_what_leaves_beside_an_open_window_is_an_entry_when_the_store_is_next_written(
    tmp_path: Path,
) -> None:
    folder, clock = store_copies.copied(tmp_path), Clock()
    with store_copies.opened(folder, clock) as window:
        with store_copies.opened(folder, clock, read_only=True) as beside:
            beside.reports.write(beside.reports.delegates(), "csv", tmp_path / "list.csv")
            assert [past.what for past in beside.export_log.history()] == ["delegates"]
        assert len(notes(window)) == 1
        assert b"delegates" not in notes(window)[0].read_bytes()
        (past,) = window.export_log.history()
        assert (past.what, past.by, past.people) == ("delegates", "organiser", len(EVERYBODY))
        assert notes(window) == []
        assert EntryKind.EXPORTED in kinds(window)


def test_a_note_beside_says_too_that_nothing_left(tmp_path: Path) -> None:
    folder = store_copies.copied(tmp_path)
    with store_copies.opened(folder, Clock(), read_only=True) as beside, pytest.raises(KnownError):
        beside.reports.write(beside.reports.delegates(), "csv", tmp_path / "nowhere" / "list.csv")
    with store_copies.opened(folder, Clock()) as station:  # taken up at once
        assert notes(station) == []
        assert [past.is_finished for past in station.export_log.history()] == [False]


def test_a_note_that_this_store_did_not_write_is_left_alone(station: Station) -> None:
    station.store.alarm.add([Problem("heads", "altered")])
    with station.export_log.leaving(LEAVING):
        pass
    (note,) = notes(station)
    sealed = bytearray(note.read_bytes())
    sealed[-1] ^= 1
    note.write_bytes(bytes(sealed))
    station.store.alarm.accept()
    assert station.export_log.take_up() == 0
    assert notes(station) == [note]


def test_a_store_that_was_altered_records_it_when_somebody_has_seen_that(
    station: Station,
) -> None:
    before = kinds(station)
    station.store.alarm.add([Problem("heads", "altered")])
    with station.export_log.leaving(LEAVING):
        assert kinds(station) == before
        assert len(notes(station)) == 1
    station.store.alarm.accept()
    assert station.export_log.take_up() == 1
    assert len(station.export_log.history()) == 1


def test_a_lead_reads_the_history_and_a_volunteer_does_not(station: Station) -> None:
    station.shift.role = Role.LEAD
    with station.export_log.leaving(Leaving("inside", "paper", 3)):
        pass
    assert [past.by for past in station.export_log.history()] == ["lead"]
    station.shift.role = Role.VOLUNTEER
    with pytest.raises(NotAllowed):
        station.export_log.history()


def test_the_tables_are_the_same_when_they_are_made_anew(station: Station, tmp_path: Path) -> None:
    station.reports.write(station.reports.delegates(), "csv", tmp_path / "list.csv", why="archive")
    before = station.export_log.history()
    station.journal.rebuild()
    assert station.export_log.history() == before
    assert station.journal.verify().intact

"""Remote attendance: participant reports of Zoom, Teams and Webex become attendance of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checkin.domain import Manner, RemoteVisit, Role
from checkin.errors import BadFile, FindingsInDoubt, NotAllowed, NotFound, NotPossible
from checkin.journal import delegates_joined
from checkin.presence import calendar_of
from checkin.remote import RemoteFinding, Sureness
from checkin.reports import Threshold
from checkin.store.remote import remote_stays
from tests import factories, store_copies
from tests.factories import HOUR, MINUTE, MORNING, Clock, session, timed
from tests.store_copies import ADA, BEN, CHIO, FAY, HANA, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.remote import RemotePreview
    from checkin.station import Station
    from checkin.store.remote import RemoteStay

DAY = "2026-10-30"
PEOPLE: dict[int, dict[str, Any]] = {
    ADA: {"name": "Adrian Zentner", "native_name": "", "email": "azenz@voc.example.org"},
    BEN: {"name": "Okabe Mira", "native_name": "岡部 美良", "email": "okabe@office.example.org"},
    CHIO: {"name": "Keiji Furuya", "native_name": "古屋 圭司"},
    FAY: {"name": "Ali Karimi"},
    HANA: {"name": "Ali Karimi", "email": "hana@example.org"},
}
ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
812 3456 7890,Panel 1,10/30/2026 09:48:11 AM,10/30/2026 12:04:31 PM,host@example.org,137,5

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent,In Waiting Room
"""
TEAMS = """1. Summary
Meeting title\tForum
Attended participants\t2

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
岡部美良 (Guest)\t10/30/26, 9:58:01 AM\t10/30/26, 11:00:01 AM\t45m 2s\t\t\tPresenter

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
"""
WEBEX = """Session Name,Attendee Name,Attendee Email,Join Time,Leave Time,Attendance Duration,Connection Type
Panel,Adrian Zentner,azenz@voc.example.org,2026-10-30 10:00:00,2026-10-30 10:30:00,30 mins,Desktop
"""


@pytest.fixture
def at(folder: Path, clock: Clock) -> Iterator[Station]:
    with store_copies.opened(folder, clock) as before:
        sessions = (session("entrance"), timed("plenary", capacity=1))
        store_copies.change_event(before, factories.event(sessions=sessions))
    clock.set(MORNING + 4 * HOUR)
    with store_copies.opened(folder, clock) as station:
        for number, fields in PEOPLE.items():
            station.people.correct(identifier(number), fields)
        yield station


def joins(*rows: str) -> str:
    return ZOOM + "\n".join(rows) + "\n"


def read(at: Station, tmp_path: Path, text: str, *, zone: str = "") -> RemotePreview:
    path = tmp_path / "report.csv"
    path.write_text(text, "utf-16" if "\t" in text else "utf-8")
    return at.remote.read(path, "plenary", zone=zone)


def stays(at: Station) -> dict[str, RemoteStay]:
    with at.store.read() as connection:
        found = remote_stays(connection, calendar_of(at.desk.event))
    return {stay.delegate: stay for stay in found}


ADRIAN = "Adrian Zentner,azenz@voc.example.org,10/30/2026 09:55:02 AM,10/30/2026 12:01:10 PM,126,Yes,Y,No"
PHONE = "iPhone (Adrian Zentner),,10/30/2026 10:30:00 AM,10/30/2026 10:41:00 AM,11,Yes,Y,No"
HOST = "Newcastle Events,events@ncl.example.uk,10/30/2026 09:48:11 AM,10/30/2026 12:04:31 PM,137,No,,No"
WAITING = "Keiji Furuya,,10/30/2026 09:40:00 AM,10/30/2026 09:50:00 AM,10,Yes,,Yes"


def test_two_machines_of_one_person_count_once_and_hosts_are_unknown(
    at: Station, tmp_path: Path
) -> None:
    preview = read(at, tmp_path, joins(ADRIAN, PHONE, HOST, WAITING))
    assert (preview.matched, preview.doubtful, preview.unknown) == (2, 0, 1)
    codes = [finding.code for finding in preview.findings]
    assert codes == [RemoteFinding.UNKNOWN, RemoteFinding.WAITED]
    assert preview.apply().added == 2
    (of_adrian,) = stays(at).values()
    assert (of_adrian.delegate, of_adrian.day) == (identifier(ADA), DAY)
    assert of_adrian.stay.minutes == 126


def test_nobody_is_inside_by_it_and_no_place_is_taken(at: Station, tmp_path: Path) -> None:
    read(at, tmp_path, joins(ADRIAN, PHONE)).apply()
    count = at.desk.stats().sessions["plenary"]
    assert (count.remote, count.attended, count.inside) == (1, 0, 0)


def test_teams_tells_its_own_minutes_and_a_name_without_a_space(
    at: Station, tmp_path: Path
) -> None:
    preview = read(at, tmp_path, TEAMS)
    assert preview.matched == 1
    preview.apply()
    stay = stays(at)[identifier(BEN)].stay
    assert (stay.minutes, stay.since) == (45, MORNING + 58 * MINUTE + 1000)


def test_webex(at: Station, tmp_path: Path) -> None:
    assert read(at, tmp_path, WEBEX).apply().added == 1
    assert stays(at)[identifier(ADA)].stay.minutes == 30


@pytest.mark.parametrize(
    ("shown", "email", "sureness", "numbers"),
    [
        ("Okabe Mira", "", Sureness.CERTAIN, [BEN]),
        ("Mira Okabe (mira)", "somewhere@else.example", Sureness.CERTAIN, [BEN]),
        ("Mira", "okabe@office.example.org", Sureness.CERTAIN, [BEN]),
        ("Prof. Adrian Zentner", "", Sureness.CERTAIN, [ADA]),
        ("古屋圭司 議員", "", Sureness.CERTAIN, [CHIO]),
        ("衆議院＠古屋 圭司", "", Sureness.CERTAIN, [CHIO]),
        ("Secretary Tanaka", "okabe@office.example.org", Sureness.DOUBT, [BEN]),
        ("Furuya (MP)", "", Sureness.DOUBT, [CHIO]),
        ("Ali Karimi", "hana@example.org", Sureness.CERTAIN, [HANA]),
        ("Ali Karimi", "", Sureness.SEVERAL, [FAY, HANA]),
        ("Newcastle Events", "events@ncl.example.uk", Sureness.UNKNOWN, []),
        ("Galaxy", "", Sureness.UNKNOWN, []),
    ],
)
def test_who_a_participant_is(
    at: Station, tmp_path: Path, shown: str, email: str, sureness: Sureness, numbers: list[int]
) -> None:
    row = f'"{shown}",{email},10/30/2026 10:00:00 AM,10/30/2026 11:00:00 AM,60,Yes,Y,No'
    (participant,) = read(at, tmp_path, joins(row)).participants
    assert participant.sureness is sureness
    assert sorted(delegate.number for delegate in participant.delegates) == numbers


FURUYA = "Furuya (MP),,10/30/2026 10:00:00 AM,10/30/2026 11:00:00 AM,60,Yes,Y,No"
KARIMI = "Ali Karimi,,10/30/2026 10:00:00 AM,10/30/2026 11:00:00 AM,60,Yes,Y,No"


def test_a_doubt_stores_nothing_until_it_is_answered_or_accepted(
    at: Station, tmp_path: Path
) -> None:
    preview = read(at, tmp_path, joins(ADRIAN, FURUYA, KARIMI))
    with pytest.raises(FindingsInDoubt):
        preview.apply()
    assert stays(at) == {}
    nobody_and_hana = {6: "", 7: identifier(HANA)}
    assert preview.apply(answers=nobody_and_hana).added == 2
    assert stays(at).keys() == {identifier(ADA), identifier(HANA)}
    again = read(at, tmp_path, joins(ADRIAN, FURUYA, KARIMI)).apply(accept=True)
    assert (again.added, again.unchanged) == (1, 1)  # several are never taken for one
    assert identifier(CHIO) in stays(at)


def test_the_same_file_again_changes_nothing(at: Station, tmp_path: Path) -> None:
    read(at, tmp_path, joins(ADRIAN, PHONE)).apply()
    entries = at.journal.verify().entries
    again = read(at, tmp_path, joins(ADRIAN, PHONE)).apply()
    assert (again.added, again.unchanged, again.batch) == (0, 2, None)
    assert at.journal.verify().entries == entries


def test_it_is_taken_back_as_an_import_is(at: Station, tmp_path: Path) -> None:
    applied = read(at, tmp_path, joins(ADRIAN)).apply()
    assert applied.batch is not None
    at.roster.undo(applied.batch)
    assert stays(at) == {}
    assert read(at, tmp_path, joins(ADRIAN)).apply().added == 1
    assert at.journal.verify().intact


def test_a_double_attended_as_the_person(at: Station, tmp_path: Path) -> None:
    read(at, tmp_path, joins(ADRIAN)).apply()
    with at.store.write() as connection:
        at.journal.append(connection, delegates_joined(identifier(BEN), identifier(ADA)))
    assert stays(at).keys() == {identifier(BEN)}


def test_times_far_from_the_session_are_asked_and_a_zone_answers(
    at: Station, tmp_path: Path
) -> None:
    london = "Adrian Zentner,azenz@voc.example.org,10/30/2026 01:00:00 AM,10/30/2026 02:00:00 AM,60,Yes,Y,No"
    preview = read(at, tmp_path, joins(london))
    assert [finding.code for finding in preview.findings] == [RemoteFinding.OTHER_HOURS]
    with pytest.raises(FindingsInDoubt):
        preview.apply()
    assert read(at, tmp_path, joins(london), zone="Europe/London").findings == ()
    with pytest.raises(NotPossible):
        read(at, tmp_path, joins(london), zone="Atlantis/Main")


def test_a_row_that_does_not_say_how_long_is_said(at: Station, tmp_path: Path) -> None:
    preview = read(at, tmp_path, joins(ADRIAN, "Ali Karimi,hana@example.org,,,,Yes,Y,No"))
    (finding,) = preview.findings
    assert (finding.code, finding.row) == (RemoteFinding.NO_TIME, 6)


def test_what_is_no_report_is_refused_whole(at: Station, tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        read(at, tmp_path, "name,email\nAda,ada@example.org\n")
    with pytest.raises(NotFound):
        at.remote.read(tmp_path / "report.csv", "nowhere")


def test_an_organiser_alone_brings_reports_in(at: Station, tmp_path: Path) -> None:
    at.shift.role = Role.LEAD
    with pytest.raises(NotAllowed):
        read(at, tmp_path, joins(ADRIAN))


def test_the_attendance_list_says_how_each_attended(at: Station, tmp_path: Path) -> None:
    read(at, tmp_path, joins(ADRIAN, PHONE, FURUYA)).apply(accept=True)
    at.desk.checkin(CHIO, "plenary", Manner(force="came late"))
    at.people.cancel(identifier(ADA))
    table = at.reports.attendance("plenary")
    rows = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    assert (rows[ADA]["Status"], rows[ADA]["How"]) == ("Attended", "Remote")
    assert rows[ADA]["Minutes, remote"] == 126
    assert (rows[CHIO]["How"], rows[CHIO]["Minutes, remote"]) == ("Both", 60)
    assert (rows[BEN]["Status"], rows[BEN]["How"]) == ("Not attended", "")
    assert "How" not in at.reports.attendance("entrance").columns
    table = at.reports.attendance()
    rows = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    assert rows[ADA]["Plenary"] == "Remote · 126 minutes"
    assert str(rows[CHIO]["Plenary"]).startswith(DAY)


def hybrid(at: Station, tmp_path: Path, clock: Clock) -> None:
    """Ada by video alone; Keiji for an hour by video, and now for twenty minutes in the building."""
    read(at, tmp_path, joins(ADRIAN, FURUYA)).apply(accept=True)
    at.desk.checkin(CHIO, "entrance")
    clock.forward(20 * MINUTE)


def test_matrix_and_totals_count_who_attended_remotely_and_tell_them_apart(
    at: Station, tmp_path: Path, clock: Clock
) -> None:
    before = at.reports.totals(None)
    assert "only_remote" not in before.columns
    assert "remote_minutes" not in at.reports.matrix(None).columns
    hybrid(at, tmp_path, clock)
    table = at.reports.matrix(None)
    rows = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    ada, keiji = rows[ADA], rows[CHIO]
    # The session's own hours are from ten to twelve.
    assert (ada["status"], ada["minutes"], ada["remote_minutes"]) == ("attended", "", 120)
    assert (ada["sessions"], ada["session.plenary"]) == (1, "remote")
    assert (keiji["minutes"], keiji["remote_minutes"], keiji["sessions"]) == (20, 60, 2)
    assert (rows[BEN]["status"], rows[BEN]["remote_minutes"]) == ("not_attended", "")
    of_days = [heading for heading in table.columns if heading.startswith("remote_minutes.")]
    assert of_days == ["remote_minutes.2026-10-30"]  # nobody was in a meeting on the other day
    assert [rows[number][of_days[0]] for number in (ADA, CHIO, BEN)] == [120, 60, ""]
    assert "Remote · 2026-10-30" in at.reports.matrix().columns
    of_one_day = at.reports.matrix(None, day="2026-10-30").columns
    assert "remote_minutes" in of_one_day
    assert not [heading for heading in of_one_day if heading.startswith("remote_minutes.")]
    table = at.reports.totals(None)
    of_all, *rest = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    assert (of_all["came"], of_all["only_remote"]) == (2, 1)
    assert of_all["expected"] == int(of_all["not_come"]) + 2
    plenary = next(row for row in rest if row["name"] == "plenary")
    assert (plenary["came"], plenary["only_remote"]) == (2, 2)


def test_hours_of_a_certificate_include_the_meeting(
    at: Station, tmp_path: Path, clock: Clock
) -> None:
    hybrid(at, tmp_path, clock)
    found = {
        there.delegate.number: (there.minutes, there.remote_minutes, there.sessions)
        for there in at.reports.attended_long_enough()
    }
    assert found == {ADA: (120, 120, ("plenary",)), CHIO: (80, 60, ("entrance", "plenary"))}
    (ada,) = at.reports.attended_long_enough(Threshold(percent=80, sessions=("plenary",)))
    assert ada.delegate.number == ADA
    board = at.badges.board
    everyone = at.roster.delegates()
    certificates = board.subjects(everyone, board.composer("certificate-a4"))
    told = {page.delegate.number: (page.minutes, page.sessions) for page in certificates}
    assert told[ADA] == (120, ("plenary",))


def test_the_card_tells_it_until_it_is_taken_back(at: Station, tmp_path: Path) -> None:
    applied = read(at, tmp_path, joins(ADRIAN)).apply()
    began = MORNING + 55 * MINUTE + 2000
    assert at.people.card(identifier(ADA)).remote == (RemoteVisit("plenary", began, 126),)
    assert at.people.card(identifier(BEN)).remote == ()
    assert applied.batch
    at.roster.undo(applied.batch)
    assert at.people.card(identifier(ADA)).remote == ()

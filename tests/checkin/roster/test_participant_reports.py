"""Participant reports of video meetings are told from rosters."""

from __future__ import annotations

import pytest

from checkin.roster.participant_reports import MeetingSystem, ReportColumn, recognise

ZOOM = [
    ["Meeting ID", "Topic", "Start Time", "End Time", "User Email", "Duration (Minutes)", "Participants"],
    ["812 3456", "Panel 1", "09/01/2026 09:48:11 AM", "09/01/2026 12:04:31 PM", "host@example.org", "137", "2"],
    [],
    ["Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest"],
    ["Mira Okabe (mira)", "mira@example.org", "09/01/2026 09:55", "09/01/2026 11:00", "65", "Yes"],
    ["iPhone"],
]  # fmt: skip
TEAMS = [
    ["1. Summary"],
    ["Meeting title", "Forum"],
    [""],
    ["2. Participants"],
    ["Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role"],
    ["Mira Okabe (Guest)", "9/2/26, 9:58:01 AM", "9/2/26, 11:00:01 AM", "1h 2m", "", "", "Presenter"],
    [],
    ["3. In-Meeting Activities"],
    ["Name", "Join Time", "Leave Time", "Duration", "Email", "Role"],
]  # fmt: skip


def test_a_report_of_zoom_is_recognised_below_its_summary() -> None:
    report = recognise(ZOOM)

    assert report is not None
    assert (report.system, report.header, report.end) == (MeetingSystem.ZOOM, 3, 6)
    assert report.columns == {
        ReportColumn.NAME: 0, ReportColumn.EMAIL: 1, ReportColumn.JOINED: 2, ReportColumn.LEFT: 3,
        ReportColumn.MINUTES: 4,
    }  # fmt: skip


def test_a_report_of_teams_ends_where_its_next_table_begins() -> None:
    report = recognise(TEAMS)

    assert report is not None
    assert (report.system, report.header, report.end) == (MeetingSystem.TEAMS, 4, 6)
    assert report.columns[ReportColumn.EMAIL] == 4


@pytest.mark.parametrize(
    ("headings", "system"),
    [
        ("Name (original name),Email,Total duration (minutes),Guest", MeetingSystem.ZOOM),
        ("名前（元の名前）,メールアドレス,参加時刻,退出時刻,時間（分）,ゲスト", MeetingSystem.ZOOM),
        ("名前,最初の参加,最後の退出,会議内の継続時間,メール,参加者 ID (UPN),役割", MeetingSystem.TEAMS),
        ("Name,Attendee Email,Join Time,Leave Time,Attendance Duration,Connection Type", MeetingSystem.WEBEX),
        ("Nom,Heure d'arrivée,Heure de départ", MeetingSystem.OTHER),
    ],
)  # fmt: skip
def test_other_reports_are_recognised(headings: str, system: MeetingSystem) -> None:
    report = recognise([headings.split(",")])

    assert report is not None
    assert report.system is system


@pytest.mark.parametrize(
    "headings",
    [
        "Name,Email,Organisation",
        "Name,Role,Email",
        "Name,Duration,Organisation",
        "Name,Start time,Completion time,Email",
        "Join Time,Leave Time",
        "",
    ],
)
def test_a_roster_is_no_report(headings: str) -> None:
    assert recognise([headings.split(","), ["Mira Okabe", "x", "y"]]) is None

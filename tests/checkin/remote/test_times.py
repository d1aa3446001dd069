"""Times and durations as Zoom, Teams and Webex write them, in several languages."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from checkin.remote import times

TOKYO = ZoneInfo("Asia/Tokyo")
DAYS = ("2026-09-01", "2026-09-02")


def utc(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("09/01/2026 09:55:02 AM", "2026-09-01T00:55:02"),
        ("9/2/26, 9:58:01 AM", "2026-09-02T00:58:01"),
        ("9/2/26, 12:04:31 PM", "2026-09-02T03:04:31"),
        ("9/2/26, 12:04:31 AM", "2026-09-01T15:04:31"),
        ("01/09/2026 21:30", "2026-09-01T12:30:00"),  # day first: the event's day decides
        ("02.09.2026 10:00:00", "2026-09-02T01:00:00"),
        ("2026/9/2 9:58:01", "2026-09-02T00:58:01"),
        ("2026-09-02 09:58:01", "2026-09-02T00:58:01"),
        ("2026-09-02T09:58:01Z", "2026-09-02T09:58:01"),
        ("2026-09-02T09:58:01+02:00", "2026-09-02T07:58:01"),
        ("2026年9月2日 午後1:05", "2026-09-02T04:05:00"),
        ("２０２６／０９／０２　上午9:58:01", "2026-09-02T00:58:01"),
        ("03/04/2026 10:00 AM", "2026-03-04T01:00:00"),  # no day of the event: month first
    ],
)
def test_a_time_is_read_as_it_was_meant(text: str, at: str) -> None:
    assert times.instant(text, TOKYO, DAYS) == utc(at)


@pytest.mark.parametrize("text", ["", "09:58", "2026-09-02", "13/13/2026 10:00", "9/2/26 25:00"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert times.instant(text, TOKYO, DAYS) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("62", 62),
        ("1h 2m", 62),
        ("1h 2m 31s", 63),
        ("45m 10s", 45),
        ("40s", 1),
        ("2 hrs", 120),
        ("01:02:00", 62),
        ("62 mins", 62),
        ("1 時間 2 分", 62),
        ("1小時2分鐘", 62),
        ("1 Std 2 min", 62),
        ("", None),
        ("long", None),
    ],
)
def test_a_duration_is_read_in_whole_minutes(text: str, minutes: int | None) -> None:
    assert times.minutes(text) == minutes

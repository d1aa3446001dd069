"""A new event that is asked for step by step: each step is checked, and a plan comes of all."""

from __future__ import annotations

import pytest

from checkin.errors import BadPlan, NotPossible
from checkin.plan.draft import EventDraft

ABOUT = EventDraft().with_about({"ja": "会議"}, "Hall", "Asia/Tokyo")
DAYS = ABOUT.with_days("2026-10-30", "２０２６-10-31")


def test_a_plan_comes_of_all_steps() -> None:
    late = DAYS.with_session({"ja": "夕食"}, "Hall", "2026-10-30", ("23:30", "1:00"))
    plan = late.plan()
    assert (plan.name, plan.days) == ("会議", ("2026-10-30", "2026-10-31"))
    entrance, dinner = plan.sessions
    assert entrance.key == "entrance"
    assert (dinner.key, dinner.requires, dinner.room) == ("夕食", "entrance", "Hall")
    assert dinner.starts is not None
    assert dinner.ends is not None
    assert dinner.ends - dinner.starts == 90 * 60_000
    assert late.without_session(0) == DAYS


def test_each_step_is_checked() -> None:
    with pytest.raises(BadPlan, match="is empty"):
        EventDraft().with_about({"en": ""}, "", "Asia/Tokyo")
    with pytest.raises(BadPlan, match="Do you mean Asia/Tokyo"):
        EventDraft().with_about({"en": "Forum"}, "", "Asia/Tokio")
    for first, last in (
        ("31.10.2026", ""),
        ("2026-10-31", "2026-10-30"),
        ("2026-01-01", "2027-01-01"),
    ):
        with pytest.raises(NotPossible):
            ABOUT.with_days(first, last)
    with pytest.raises(NotPossible, match="no time"):
        DAYS.with_session({"en": "Talk"}, "", "2026-10-30", ("soon", ""))
    with pytest.raises(BadPlan, match="after the start"):
        DAYS.with_session({"en": "Talk"}, "", "2026-10-30", ("10:00", "9:00"))


def test_a_day_less_takes_its_sessions_along() -> None:
    draft = DAYS.with_session({"en": "Talk"}, "", "2026-10-31", ("10:00", "11:00"))
    assert draft.with_days("2026-10-30", "").sessions == ()
    assert draft.with_days("2026-10-31", "").sessions == draft.sessions

"""Screenshots of the roster page: an import with the usual errors, step by step."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from tests.shots.demo_window import Scene
from tests.ui import demo_store
from ui.roster import RosterPage
from ui.roster.review import ReviewView

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shots.demo_window import Stage


def roster(stage: Stage) -> RosterPage:
    stage.work.go("roster")
    page = stage.work.front
    assert isinstance(page, RosterPage)
    return page


def start(stage: Stage) -> None:
    roster(stage)


def _odd_file(stage: Stage) -> Path:
    """The demo roster with the usual errors of real files."""
    rows = [{**row, "Diet": "vegetarian"} for row in demo_store.demo_rows()[:80]]
    rows[4]["name"] = "Somebody Else"
    rows[25]["category"] = "Minister"
    for name in ("name", "native_name", "family_name", "given_name"):
        rows[30][name] = ""
    rows[31]["number"] = "x12"
    rows[40]["email"] = "not an address"
    for at, row in enumerate(rows[60:]):
        row.update(number=str(400 + at), email="", name=f"Newcomer {at}", native_name="")
    path = stage.folder / "Delegates (final).csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def columns(stage: Stage) -> None:
    roster(stage).open_file(_odd_file(stage))


def findings(stage: Stage) -> None:
    roster(stage).foot.press("Enter")


def one_decided(stage: Stage) -> None:
    """The first kinds are decided as proposed."""
    for _ in range(2):
        roster(stage).foot.press("Enter")


def what_changes(stage: Stage) -> None:
    roster(stage).review.look_at(ReviewView.CHANGES)


def done(stage: Stage) -> None:
    page = roster(stage)
    page.review.look_at(ReviewView.DOUBTS)
    while page.review.open:
        page.foot.press("Enter")
    page.foot.press("Enter")


def past(stage: Stage) -> None:
    roster(stage).foot.press("Enter")


def bad_file(stage: Stage) -> None:
    path = stage.folder / "photo.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    roster(stage).open_file(path)


def meeting(stage: Stage) -> None:
    path = stage.folder / "participants.csv"
    head = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)"
    hours = "2026-10-30 10:00:00,2026-10-30 11:00:00,60"
    path.write_text(f"{head}\nMira Okabe,mira@example.org,{hours}\n", "utf-8")
    roster(stage).open_file(path)


SCENES: Final = (
    Scene("roster-start", start),
    Scene("roster-columns", columns),
    Scene("roster-findings", findings),
    Scene("roster-one-decided", one_decided),
    Scene("roster-what-changes", what_changes),
    Scene("roster-done", done),
    Scene("roster-past", past),
    Scene("roster-bad-file", bad_file),
    Scene("roster-meeting", meeting),
)

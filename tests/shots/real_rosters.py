"""Screenshots of the roster page with lists of other systems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.checkin.roster.roster_files import sheets
from tests.shots.demo_window import Scene
from ui.roster import RosterPage

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage

ROWS: Final = [
    [
        "姓",
        "名",
        "セイ",
        "メイ",
        "First name",
        "Last name",
        "ご所属（団体名）",
        "Ticket code",
        "出欠",
    ],
    ["岡部", "美良", "オカベ", "ミラ", "Mira", "Okabe", "試験大学", "TCK-0001", "出席"],
    ["野原", "純", "ノハラ", "ジュン", "Jun", "Nohara", "試験大学", "7.5E+22", "代理"],
    ["王", "小明", "オウ", "ショウメイ", "Xiaoming", "Wang", "試験新聞", "TCK-0003", "欠席"],
    ["合計", "", "", "", "", "", "", "", "3"],
]


def roster(stage: Stage) -> RosterPage:
    stage.work.go("roster")
    page = stage.work.front
    assert isinstance(page, RosterPage)
    return page


def sheets_of_people(stage: Stage) -> None:
    path = stage.folder / "参加者名簿.xlsx"
    path.write_bytes(
        sheets({"国会": ROWS, "報道": ROWS[:2], "表紙": [["International Forum"]]}, hidden=(3,))
    )
    roster(stage).open_file(path)


def their_findings(stage: Stage) -> None:
    roster(stage).foot.press("Enter")


SCENES: Final = (
    Scene("roster-sheets", sheets_of_people),
    Scene("roster-sheets-findings", their_findings),
)

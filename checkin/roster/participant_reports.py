"""Participant reports of video meetings (attendance reports of Zoom, Teams, Webex), told from rosters.

A report says who was in a meeting and how long; a roster says who is invited. Read as a roster it would
put everybody on the list who ever joined, under whatever name they typed. Pure: rows of text in,
`ParticipantReport` or None out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from checkin.errors import IsParticipantReport
from checkin.language import mark
from checkin.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FIRST_ROWS: Final = 60


class MeetingSystem(StrEnum):
    ZOOM = "Zoom"
    TEAMS = "Teams"
    WEBEX = "Webex"
    OTHER = ""


class ReportColumn(StrEnum):
    NAME = "name"
    EMAIL = "email"
    JOINED = "joined"
    LEFT = "left"
    MINUTES = "minutes"  # as the report writes it: "62", "1h 2m", "01:02:00"


@dataclass(frozen=True, slots=True)
class ParticipantReport:
    """Where in the rows of a file the participants are.

    The row `header` has the headings, and `rows[header + 1 : end]` are the participants, each join one
    row. `columns` has NAME always, JOINED and LEFT or MINUTES, and EMAIL where the report has it. A row
    may be shorter than its headings. Names, times and durations are as the system wrote them.
    """

    system: MeetingSystem
    header: int
    end: int
    columns: Mapping[ReportColumn, int]


# As the systems write them in English, Japanese, Chinese, German and French; compared by `_key`.
_HEADINGS: Final[Mapping[ReportColumn, tuple[str, ...]]] = {
    ReportColumn.NAME: (
        "name (original name)", "name", "full name", "participant", "participant name", "attendee name",
        "display name", "user name", "名前（元の名前）", "名前", "氏名", "名前（本名）", "ユーザー名", "表示名",
        "名稱（原始名稱）", "姓名（原始姓名）", "名稱", "姓名", "全名", "Name (Originalname)", "vollständiger Name",
        "Nom (nom original)", "Nom", "Nom complet",
    ),
    ReportColumn.EMAIL: (
        "user email", "email", "email address", "attendee email", "メール", "メールアドレス", "ユーザーのメール",
        "ユーザーのメールアドレス", "電子メール", "使用者電子郵件", "電子郵件", "電子郵件地址", "E-Mail-Adresse",
        "Adresse e-mail", "Courriel",
    ),
    ReportColumn.JOINED: (
        "join time", "first join", "first join time", "joined", "joined at", "time joined", "参加時刻", "参加時間",
        "入室時刻", "入室時間", "最初の参加", "最初の参加時刻", "加入時間", "首次加入", "第一次加入", "Beitrittszeit",
        "Beitrittszeitpunkt", "Erster Beitritt", "Heure d'arrivée", "Première connexion", "Heure de connexion",
    ),
    ReportColumn.LEFT: (
        "leave time", "last leave", "last leave time", "left", "left at", "time left", "退出時刻", "退出時間", "退室時刻",
        "退室時間", "最後の退出", "最後の退出時刻", "離開時間", "最後離開", "最後一次離開", "Austrittszeit", "Letzter Austritt",
        "Heure de départ", "Dernière déconnexion", "Heure de déconnexion",
    ),
    ReportColumn.MINUTES: (
        "duration (minutes)", "total duration (minutes)", "duration", "in-meeting duration", "attendance duration",
        "time in session (minutes)", "時間（分）", "合計時間（分）", "期間（分）", "所要時間（分）", "参加時間（分）",
        "会議の長さ", "会議内の継続時間", "会議中の時間", "持續時間（分鐘）", "時間長度（分鐘）", "總持續時間（分鐘）",
        "會議持續時間", "Dauer (Minuten)", "Gesamtdauer (Minuten)", "Dauer", "Besprechungsdauer", "Durée (minutes)",
        "Durée", "Durée totale (minutes)", "Durée de la réunion",
    ),
}  # fmt: skip
# What only a meeting has beside a duration.
_MEETING: Final = (
    "guest", "in waiting room", "recording consent", "recording disclaimer response", "participant id (upn)", "role",
    "connection type", "user action", "ゲスト", "待機室", "参加者 ID (UPN)", "訪客", "來賓", "Gast", "Invité",
)  # fmt: skip
_SIGNS: Final[Mapping[MeetingSystem, tuple[str, ...]]] = {
    MeetingSystem.ZOOM: (
        "name (original name)", "名前（元の名前）", "Name (Originalname)", "Nom (nom original)", "user email", "in waiting room",
        "recording consent", "duration (minutes)", "total duration (minutes)",
    ),
    MeetingSystem.TEAMS: (
        "participant id (upn)", "first join", "last leave", "in-meeting duration", "user action", "参加者 ID (UPN)",
        "最初の参加", "首次加入",
    ),
    MeetingSystem.WEBEX: ("attendance duration", "attendee email", "connection type", "session name"),
}  # fmt: skip


def recognise(rows: Sequence[Sequence[str]]) -> ParticipantReport | None:
    """The participants of a meeting in these rows; None where they are no participant report.

    The headings may stand below a summary of the meeting. A list that only has a name and a duration is
    none: it needs the times of joining and leaving, or a column that meetings alone have.
    """
    for at, row in enumerate(rows[:_FIRST_ROWS]):
        keys = [_key(cell) for cell in row]
        columns = _columns(keys)
        if _is_report(columns, keys):
            return ParticipantReport(_system(keys), at, _end(rows, at), columns)
    return None


def refuse_participant_report(rows: Sequence[Sequence[str]]) -> None:
    """Raises `IsParticipantReport` where a file that is read as a roster is a report of a meeting."""
    report = recognise(rows)
    if report:
        raise IsParticipantReport(
            mark(
                "This file says who was in a video meeting ({system}), and not who is invited. Bring it in as the remote attendance of a session."
            ),
            system=report.system or "–",
        )


def _key(heading: str) -> str:
    return fold(heading[:100]).replace(" ", "")


def _folded(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(_key, words))


_KEYS: Final = {column: _folded(words) for column, words in _HEADINGS.items()}
_MEETING_KEYS: Final = frozenset(_folded(_MEETING))
_SIGN_KEYS: Final = {system: frozenset(_folded(words)) for system, words in _SIGNS.items()}


def _columns(keys: Sequence[str]) -> dict[ReportColumn, int]:
    found = {}
    for column, words in _KEYS.items():
        ranked = [(words.index(key), at) for at, key in enumerate(keys) if key in words]
        if ranked:
            found[column] = min(ranked)[1]
    return found


def _is_report(columns: Mapping[ReportColumn, int], keys: Sequence[str]) -> bool:
    if ReportColumn.NAME not in columns:
        return False
    if ReportColumn.JOINED in columns and ReportColumn.LEFT in columns:
        return True
    return ReportColumn.MINUTES in columns and not _MEETING_KEYS.isdisjoint(keys)


def _system(keys: Sequence[str]) -> MeetingSystem:
    counts = {system: len(signs.intersection(keys)) for system, signs in _SIGN_KEYS.items()}
    system = max(counts, key=counts.__getitem__)
    return system if counts[system] else MeetingSystem.OTHER


def _end(rows: Sequence[Sequence[str]], header: int) -> int:
    """The first empty row below the headings: Teams writes further tables below it."""
    below = range(header + 1, len(rows))
    return next((at for at in below if not any(cell.strip() for cell in rows[at])), len(rows))

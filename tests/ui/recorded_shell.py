"""Mock shell: records the calls of a page that is tested alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from checkin.domain import BadgeState
from checkin.settings import Settings
from ui.parts.settings_holder import SettingsHolder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import DelegateId, Verdict
    from ui.parts.shell import Change


@dataclass
class RecordedShell:
    """Implements `ui.parts.shell.Shell`."""

    changes: list[Change] = field(default_factory=list)
    verdicts: list[Verdict | None] = field(default_factory=list)
    checked_in: list[DelegateId] = field(default_factory=list)
    badges: list[str] = field(default_factory=list)
    badges_again: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)
    designed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    modes: list[str] = field(default_factory=list)
    restored: list[tuple[Path, str]] = field(default_factory=list)
    rekeyed: list[tuple[str, str]] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    badge: BadgeState = BadgeState.WAITS
    presence_shown: int = 0
    told: list[str] = field(default_factory=list)

    def changed(self, what: Change, who: object) -> None:
        self.changes.append(what)

    def tell(self, sentence: str) -> None:
        self.told.append(sentence)

    def shown(self, verdict: Verdict | None) -> None:
        self.verdicts.append(verdict)

    def check_in(self, delegate: DelegateId) -> None:
        self.checked_in.append(delegate)

    def print_badge(self, delegate: str) -> None:
        self.badges.append(delegate)

    def print_badge_again(self, delegate: str) -> None:
        self.badges_again.append(delegate)

    def print_badges(self, delegates: Iterable[str], *, again: bool) -> None:
        (self.badges_again if again else self.badges).extend(delegates)

    def badge_state(self, delegate: str, printed: int) -> BadgeState:
        return self.badge

    def withdraw_badges(self, delegates: Iterable[str]) -> None:
        self.withdrawn += delegates

    def show_person(self, delegate: str) -> None:
        self.people.append(delegate)

    def show_presence(self) -> None:
        self.presence_shown += 1

    def keep_session(self, session: str) -> None:
        self.sessions.append(session)

    def design(self, layout: str) -> None:
        self.designed.append(layout)

    def leave_designer(self, layout: str) -> None:
        self.left.append(layout)

    def start_kiosk(self) -> None:
        self.modes.append("kiosk")

    def start_big_screen(self) -> None:
        self.modes.append("big screen")

    def practise(self) -> None:
        self.modes.append("practice")

    def restore(self, backup: Path, passphrase: str) -> None:
        self.restored.append((backup, passphrase))

    def rekey(self, passphrase: str, words: str) -> None:
        self.rekeyed.append((passphrase, words))


class LooseSettings(SettingsHolder):
    """Settings in memory, without a file."""

    def __init__(self, chosen: Settings | None = None) -> None:
        super().__init__(chosen or Settings(), Path())

    def keep(self, chosen: Settings) -> None:
        self.current = chosen

"""Settings panel for the connection to other desks: none, a hub, or a shared folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from checkin.sharing import Way
from checkin.wording import link_line
from ui.parts.widgets import Elided, button, text
from ui.station.parts import Rows

if TYPE_CHECKING:
    from checkin.desk import Desk
    from checkin.domain import LinkState
    from checkin.language import Language
    from checkin.sharing import Connection


class ConnectionCard(Rows):
    """Shows the connection and its state; what the buttons do is in `connection_acts`. `sets_up`: whether the operator
    may set up a hub, as only an organiser may."""

    def __init__(self, desk: Desk, language: Language, *, sets_up: bool) -> None:
        tr = language
        super().__init__(tr.text("Connection to other desks"))
        self._desk, self._language = desk, language
        self.place, self.state = Elided("", "quiet"), text("", "quiet").wrapped()
        self.stop = button(tr.text("Stop sharing"))
        self.start_hub = button(tr.text("Start here…"))
        self.start_hub.setAccessibleName(tr.text("Start the hub here"))
        self.use_hub = button(tr.text("Use another…"))
        self.use_hub.setAccessibleName(tr.text("Use a hub"))
        self.go_back = button(tr.text("Use the hub again"))
        self.folder = button(tr.text("Choose…"))
        self.folder.setAccessibleName(tr.text("Use a shared folder"))
        self.row(tr.text("Connected by"), self.place, self.go_back, self.stop)
        self.row(tr.text("State"), self.state)
        if sets_up:
            self.row(tr.text("Hub"), self.start_hub, self.use_hub)
        self.row(tr.text("Shared folder"), self.folder)
        self.say(
            tr.text(
                "A hub needs PostgreSQL on one machine; others know of a scan within a second. A shared "
                "folder needs nothing and takes some seconds. Neither can read a name."
            )
        )

    def show_connection(self, chosen: Connection, *, hub_runs: bool) -> None:
        tr = self._language
        match chosen.way:
            case Way.HUB if hub_runs:
                words = tr.text("Hub on this machine, {place}", place=chosen.place)
            case Way.HUB:
                words = tr.text("Hub, {place}", place=chosen.place)
            case Way.FOLDER:
                words = tr.text("Folder {path}", path=chosen.place)
            case Way.NONE:
                words = tr.text("Sticks only")
            case _:
                assert_never(chosen.way)
        self.place.setText(words)
        self.stop.setEnabled(chosen.way is not Way.NONE)
        self.start_hub.setEnabled(not hub_runs)
        # One that ran here is started here.
        has_hub = chosen.membership is not None and not chosen.ran_hub
        self.go_back.setVisible(has_hub and chosen.way is not Way.HUB)

    def show_state(self, state: LinkState) -> None:
        """Shows the line of the desk, and why there is no connection."""
        tr = self._language
        line = link_line(state, self._desk.now(), self._desk.event.time_zone, tr)
        words = line.words or tr.text("Alone")
        reason = tr.explain(state.failure) if state.failure is not None else ""
        self.state.setText(words if reason in words else tr.beside(words, reason))

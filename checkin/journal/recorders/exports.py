"""Recorders of the export log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checkin import schema
from checkin.journal.recorders.recorded import stamp_of

if TYPE_CHECKING:
    from checkin.journal.contents import Understood
    from checkin.journal.recorders.recorded import Recorded


def exported(entry: Understood, out: Recorded) -> None:
    content = entry.content
    numbers = {name: int(content.get(name, 0)) for name in ("people", "protected", "sealed")}
    words = {name: content.get(name, "") for name in ("form", "session", "day", "why")}
    row: dict[str, Any] = {"entry": entry.id, "writer": entry.desk, **stamp_of(entry)}
    about = {
        "what": content["what"],
        "at": content.get("happened") or entry.header.wall,
        "by": content.get("operator") or content.get("by", ""),
    }
    out.add(schema.exported, {**row, **about, **numbers, **words})


def export_failed(entry: Understood, out: Recorded) -> None:
    out.add(schema.export_failure, {"entry": entry.id, "target": entry.content["export"]})


def cards_opened(entry: Understood, out: Recorded) -> None:
    content = entry.content
    row = {"entry": entry.id, "writer": entry.desk, **stamp_of(entry)}
    about = {"at": entry.header.wall, "by": content.get("by", ""), "opened": content["count"]}
    out.add(schema.card_run, {**row, **about})

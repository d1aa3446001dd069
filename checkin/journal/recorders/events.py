"""Recorders of the event, its desks and operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin import schema
from checkin.journal.derive import to_json
from checkin.journal.recorders.recorded import stamp_of

if TYPE_CHECKING:
    from checkin.journal.contents import Understood
    from checkin.journal.recorders.recorded import Recorded


def event_set(entry: Understood, out: Recorded) -> None:
    content = entry.content
    row = {name: content[name] for name in ("name", "venue")}
    lists = {name: to_json(content[name]) for name in ("days", "categories", "sessions")}
    more = {name: to_json(content[name]) for name in ("names", "show_at_scan")}
    more |= {name: content[name] for name in ("time_zone", "day_starts")}
    register = {**stamp_of(entry), "writer": entry.header.desk}
    shown = {**row, **lists}
    out.registers.append((schema.event, {"id": entry.header.event, **shown, **more, **register}))
    out.touched.everybody = True
    written = {"entry": entry.id, "desk": entry.header.desk, "wall": entry.header.wall}
    out.add(schema.event_past, {**written, **stamp_of(entry), **shown})


def desk_added(entry: Understood, out: Recorded) -> None:
    content = entry.content
    row = {"id": content["desk"], "name": content["name"], "tier": content["tier"]}
    row["public_key"] = content["public_key"]
    out.registers.append((schema.desk, {**row, **stamp_of(entry), "writer": entry.header.desk}))


def operator_set(entry: Understood, out: Recorded) -> None:
    content = entry.content
    row = {"id": content["operator"], **{key: content[key] for key in ("name", "role", "pin")}}
    out.registers.append((schema.operator, {**row, **stamp_of(entry), "writer": entry.header.desk}))

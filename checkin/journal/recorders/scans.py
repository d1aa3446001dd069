"""Recorders of scans, undos, calls for a lead, and settled conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin import schema
from checkin.journal.derive import to_json
from checkin.journal.kinds import BY_HAND
from checkin.journal.recorders.recorded import stamp_of

if TYPE_CHECKING:
    from checkin.journal.contents import Understood
    from checkin.journal.recorders.recorded import Recorded


def scanned(entry: Understood, out: Recorded) -> None:
    content = entry.content
    delegate, code = content.get("delegate", ""), content.get("code", "")
    by_hand = BY_HAND + delegate if content.get("by_hand") else ""
    out.add(
        schema.scan,
        {
            "entry": entry.id,
            **stamp_of(entry),
            "desk": entry.desk,
            "chain": entry.header.desk,
            "seq": entry.header.seq,
            "at": content.get("happened", entry.header.wall),
            "entered": entry.header.wall,
            "late": int("happened" in content),
            "paper": int(content.get("paper", False)),
            "heard": content.get("heard", 0),
            "heard_late": int(content.get("heard_late", False)),
            "rules": content.get("rules", 0),
            "session": content["session"],
            "outcome": content["outcome"],
            "why": content.get("why", ""),
            "direction": content["direction"],
            "delegate": delegate,
            "code": code,
            "owner": delegate,
            "presented": content.get("presented", by_hand or code),
            "forced": int(content.get("forced", False)),
            "reason": content.get("reason", content.get("override", "")),
            "represented_by": content.get("represented_by", ""),
            "answers": " ".join(content.get("answers", ())),
            "replies": to_json(content["replies"]) if content.get("replies") else "",
            "act": content.get("act", ""),
            "operator": content.get("by", ""),
        },
    )
    if delegate:
        at = content.get("happened", entry.header.wall)
        out.touched.places.add((delegate, content["session"], at))
        out.touched.stood_on.add(delegate)
    elif code:
        out.touched.provisional.add(code)


def attended_remotely(entry: Understood, out: Recorded) -> None:
    content = entry.content
    about = {name: content[name] for name in ("delegate", "session", "minutes", "batch")}
    between = {"since": content.get("from", 0), "until": content.get("until", 0)}
    out.add(schema.remote_attendance, {"entry": entry.id, **about, **between})


def undone(entry: Understood, out: Recorded) -> None:
    content = entry.content
    of = {"target": content["entry"], "chain": content["desk"], "seq": content["seq"]}
    out.add(schema.undo, {**of, "entry": entry.id})
    out.touched.undone.add(entry.content["entry"])


def lead_called(entry: Understood, out: Recorded) -> None:
    content = entry.content
    row = {"entry": entry.id, "desk": entry.desk, "at": entry.header.wall}
    about = {name: content.get(name, "") for name in ("session", "scan", "kind")}
    out.add(schema.lead_call, {**row, **about})


def call_answered(entry: Understood, out: Recorded) -> None:
    row = {"target": entry.content["call"], "entry": entry.id, "at": entry.header.wall}
    out.add(schema.lead_call_answer, row)


def conflict_settled(entry: Understood, out: Recorded) -> None:
    content = entry.content
    words = {name: content.get(name, "") for name in ("conflict", "kind", "how", "reason")}
    lists = {name: to_json(content[name]) for name in ("people", "desks", "entries")}
    told = {"desk": entry.desk, "at": entry.header.wall, "operator": content.get("by", "")}
    out.add(schema.settlement, {"entry": entry.id, **stamp_of(entry), **told, **words, **lists})

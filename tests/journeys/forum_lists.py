"""Lists of three registration systems for one forum, in the shapes of their exports; the people are invented."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PRETIX_HEAD: Final = (
    *("Event slug", "Order code", "Position ID", "Status", "Email", "Phone number", "Order date"),
    *("Order time", "Product", "Variation", "Price", "Tax rate", "Tax rule", "Tax value"),
    *("Attendee name", "Attendee name: Given name", "Attendee name: Family name"),
    *("Attendee email", "Company", "Address", "ZIP code", "City", "Country", "State", "Voucher"),
    *("Pseudonymization ID", "Seat ID", "Seat name", "Seat zone", "Seat row", "Seat number"),
    *("Order comment", "Follow-up date", "Dietary needs", "Company", "Invoice address name"),
    *("Invoice address name: Given name", "Invoice address name: Family name", "Address"),
    *("ZIP code", "City", "Country", "State", "VAT ID", "Sales channel", "Order locale"),
    *("E-mail address verified", "Payment providers"),
)
# Given name, family name, company, what was ordered, and whether it was paid.
PAID: Final = (
    ("Ada", "Canary", "House of Tests", "Parliamentarian", "Paid"),
    ("Bea", "Canary", "House of Tests", "Parliamentarian", "Paid"),
    ("Cem", "Kanarya", "Press Club", "Press", "Paid"),
    ("Dee", "Canary", "University", "Scholar", "Canceled"),
    ("Eva", "Canary", "University", "Scholar", "Pending"),
)
LATER: Final = (
    (*PAID[0][:2], "Upper House", *PAID[0][3:]),
    *PAID[2:],
    ("Fay", "Canary", "Press Club", "Press", "Paid"),
)
FORMS_HEAD: Final = (
    *("ID", "Start time", "Completion time", "Email", "Name", "Full name", "Organisation"),
    *("Your e-mail", "Diet"),
)
FORMS: Final = (
    ("Gus Canary", "Uni Test", "halal"),
    ("Zoe Canary", "Uni Test", "vegetarian"),
    ("ئالىم تۇرسۇن", "Uni Test", "halal"),
)
MEMBERS: Final = (
    ("古谷 圭介", "ふるや けいすけ", "自由民主党", "衆議院議員"),
    ("下山 博史", "しもやま ひろし", None, "衆議院議員・座長"),
    ("三田 潤", "みた じゅん", "立憲民主党", "参議院議員"),
)


def pretix(path: Path, people: Sequence[Sequence[str]]) -> Path:
    """Order positions: six pairs of equal headings, the buyer's address before the attendee's."""
    rows = []
    for given, family, company, product, status in people:
        values = {
            "Event slug": "forum",
            "Order code": f"AB{family[:2]}{given}".upper(),
            "Position ID": "1",
            "Status": status,
            "Email": f"office.{given.lower()}@example.org",
            "Order date": "2026-09-01",
            "Product": product,
            "Price": "0.00",
            "Attendee name": f"{given} {family}",
            "Attendee name: Given name": given,
            "Attendee name: Family name": family,
            "Country": "JP",
            "Order locale": "en",
            "Attendee email": f"{given.lower()}@example.org",
            "Dietary needs": "none",
        }
        row = [values.get(heading, "") for heading in PRETIX_HEAD]
        row[PRETIX_HEAD.index("Company")] = company  # the first of two
        rows.append(row)
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([PRETIX_HEAD, *rows])
    return path


def microsoft_forms(path: Path) -> Path:
    """A workbook with the column Name empty, because nobody was signed in."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(FORMS_HEAD)
    for at, (name, organisation, diet) in enumerate(FORMS, 1):
        sent = ("9/2/26 10:01:12", "9/2/26 10:03:01", "anonymous", "")
        sheet.append((at, *sent, name, organisation, f"forms{at}@example.org", diet))
    book.save(path)
    return path


def members(path: Path) -> Path:
    """A workbook of a secretariat: title, two-line heading, merged parties, totals and a remark."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("フォーラム 国会議員 出席者名簿",))
    sheet.append((None, None, None, None, None, "令和8年10月20日現在"))
    sheet.append(("担当:事務局 内線 5-1234",))
    sheet.append(("No.", "氏名", "ふりがな", "会派・所属", "役職", "備考"))
    for at, (name, reading, party, title) in enumerate(MEMBERS, 1):
        sheet.append((at, name, reading, party, title, None))
    sheet.append(("計", f"{len(MEMBERS)}名"))
    sheet.append(("※敬称略、順不同",))
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("D5:D6")
    book.save(path)
    return path


def zoom(path: Path, day: str, *people: str) -> Path:
    """A participant report: its first lines are of the meeting."""
    year, month, number = day.split("-")
    date = f"{month}/{number}/{year}"
    head = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"
    lines = [f"{name},{date} 10:02:01 AM,{date} 11:20:01 AM,78,Yes" for name in people]
    path.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return path

"""Reports (export): attendance, roster and journal as tables; tables as CSV, XLSX and PDF."""

from checkin.reports.asked import CHOICES, Asked, Choices, Scope, days_for
from checkin.reports.long_enough import Attended, Threshold
from checkin.reports.reports import Reports
from checkin.reports.writing import Export

__all__ = [
    "CHOICES",
    "Asked",
    "Attended",
    "Choices",
    "Export",
    "Reports",
    "Scope",
    "Threshold",
    "days_for",
]

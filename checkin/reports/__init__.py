"""Reports (export): attendance, roster and journal as tables; tables as CSV, XLSX and PDF."""

from checkin.reports.long_enough import Attended, Threshold
from checkin.reports.reports import Reports
from checkin.reports.writing import Export, Format, write

__all__ = ["Attended", "Export", "Format", "Reports", "Threshold", "write"]

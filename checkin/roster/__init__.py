"""The roster: from a file that somebody sent to delegates, with a look before anything is stored."""

from checkin.roster.headings import FIELDS
from checkin.roster.past import PastImport
from checkin.roster.reading import Choice, Sheet
from checkin.roster.roster import Act, Line, Preview, Roster
from checkin.roster.undoing import Undone

__all__ = ["FIELDS", "Act", "Choice", "Line", "PastImport", "Preview", "Roster", "Sheet", "Undone"]

"""Check-in desk operations: scan, search, admit, undo, walk-in, and the delegate card."""

from checkin.desk.afterwards import LateList, LatePreview, LateRow
from checkin.desk.bulk import Bulk, BulkAct, BulkChange
from checkin.desk.desk import Chosen, Desk
from checkin.desk.groups import Group, GroupAnswer, Member
from checkin.desk.people import Erased, People
from checkin.desk.people_filter import (
    Facet,
    FilterCondition,
    FilteredPeople,
    ListedPerson,
    PeopleFilter,
    Topic,
)
from checkin.desk.presentation import Presentation
from checkin.desk.self_checkin import Served
from checkin.desk.shift import Shift
from checkin.store.watch import Watched

__all__ = [
    "Bulk",
    "BulkAct",
    "BulkChange",
    "Chosen",
    "Desk",
    "Erased",
    "Facet",
    "FilterCondition",
    "FilteredPeople",
    "Group",
    "GroupAnswer",
    "LateList",
    "LatePreview",
    "LateRow",
    "ListedPerson",
    "Member",
    "People",
    "PeopleFilter",
    "Presentation",
    "Served",
    "Shift",
    "Topic",
    "Watched",
]

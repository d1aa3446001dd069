"""Badges and invitations: from delegates to paper, and the queue in front of the printer."""

from checkin.badges.badges import Badges, Made, Prepared
from checkin.badges.pile import Group, Pile, Whose
from checkin.badges.printing import Queued
from checkin.badges.run import WorkedOff
from checkin.badges.workshop import Workshop
from checkin.store.queue import JobState

__all__ = [
    "Badges",
    "Group",
    "JobState",
    "Made",
    "Pile",
    "Prepared",
    "Queued",
    "Whose",
    "WorkedOff",
    "Workshop",
]

"""Badges and invitations: from delegates to paper, and the queue in front of the printer."""

from checkin.badges.badges import Badges, Made
from checkin.badges.printing import Queued, WorkedOff
from checkin.store.queue import JobState

__all__ = ["Badges", "JobState", "Made", "Queued", "WorkedOff"]

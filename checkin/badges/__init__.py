"""Badges and invitations: from delegates to PDF and printer, with the print queue."""

from checkin.badges.badges import Badges
from checkin.badges.documents import BadgeDocument, PreparedBadges
from checkin.badges.invitation_text import InvitationText
from checkin.badges.invited import LastInvitation
from checkin.badges.mailing import Correspondence, Invitees, Mailed, Mailing, MailingOptions
from checkin.badges.printing import Queued
from checkin.badges.run import WorkedOff
from checkin.badges.selection import BadgeGroup, BadgeSelection, Whose
from checkin.badges.table_order import Pile, Piles
from checkin.badges.workshop import Workshop
from checkin.store.queue import JobState

__all__ = [
    "BadgeDocument",
    "BadgeGroup",
    "BadgeSelection",
    "Badges",
    "Correspondence",
    "InvitationText",
    "Invitees",
    "JobState",
    "LastInvitation",
    "Mailed",
    "Mailing",
    "MailingOptions",
    "Pile",
    "Piles",
    "PreparedBadges",
    "Queued",
    "Whose",
    "WorkedOff",
    "Workshop",
]

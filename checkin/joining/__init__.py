"""Joining (device enrolment): a new machine asks, an organiser invites it, and it makes its store."""

from checkin.joining.grant import HubAccess
from checkin.joining.invitation import DeskInvitations, Invited
from checkin.joining.join import Joined, NewDesk, join, needs_code
from checkin.joining.pending import ask, requests_folder
from checkin.joining.request import DeskRequest, read_request

__all__ = [
    "DeskInvitations",
    "DeskRequest",
    "HubAccess",
    "Invited",
    "Joined",
    "NewDesk",
    "ask",
    "join",
    "needs_code",
    "read_request",
    "requests_folder",
]

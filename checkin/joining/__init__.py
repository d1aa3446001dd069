"""Joining (device enrolment): a new machine asks, an organiser invites it, and it makes its store."""

from checkin.joining.invitation import INVITATION_SUFFIX, DeskInvitations, Invited
from checkin.joining.join import Joined, NewDesk, join, needs_code
from checkin.joining.pending import ask, requests_folder
from checkin.joining.request import (
    REQUEST_SUFFIX,
    DeskRequest,
    file_name,
    parse_request,
    read_request,
)
from checkin.joining.revocation import DeskRevocations

__all__ = [
    "INVITATION_SUFFIX",
    "REQUEST_SUFFIX",
    "DeskInvitations",
    "DeskRequest",
    "DeskRevocations",
    "Invited",
    "Joined",
    "NewDesk",
    "ask",
    "file_name",
    "join",
    "needs_code",
    "parse_request",
    "read_request",
    "requests_folder",
]

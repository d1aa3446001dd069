"""Remote attendance (hybrid events): the participant report of a video meeting becomes attendance of a session."""

from checkin.remote.matching import Participant, RemoteFinding, Sureness
from checkin.remote.remote import RemoteApplied, RemoteAttendance, RemotePreview

__all__ = [
    "Participant",
    "RemoteApplied",
    "RemoteAttendance",
    "RemoteFinding",
    "RemotePreview",
    "Sureness",
]

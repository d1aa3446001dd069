"""Sharing (sync transport): by which way this desk exchanges with others while it is open, and that it does."""

from checkin.sharing.connection import Connection, Way, connection_of
from checkin.sharing.hub_here import HubHere
from checkin.sharing.lane import SyncLane
from checkin.sharing.lane_lock import LaneLock, is_exchanging

__all__ = ["Connection", "HubHere", "LaneLock", "SyncLane", "Way", "connection_of", "is_exchanging"]

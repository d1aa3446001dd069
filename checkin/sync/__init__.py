"""Sync (replication): desks of one event exchange entries and statements."""

from checkin.domain import NewChain
from checkin.sync.clock_corrections import ClockCorrections, TimesToCorrect
from checkin.sync.clocks import OwnClock, own_clock
from checkin.sync.desk_list import DeskPhase, DeskState, desks
from checkin.sync.exchange import Exchange, Exchanged
from checkin.sync.statement import BadStatement, SeenAtHub, SignedStatement, Statement

__all__ = [
    "BadStatement",
    "ClockCorrections",
    "DeskPhase",
    "DeskState",
    "Exchange",
    "Exchanged",
    "NewChain",
    "OwnClock",
    "SeenAtHub",
    "SignedStatement",
    "Statement",
    "TimesToCorrect",
    "desks",
    "own_clock",
]

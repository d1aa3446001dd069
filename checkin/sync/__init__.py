"""Sync (replication): desks of one event exchange entries and statements."""

from checkin.domain import NewChain
from checkin.sync.desk_list import DeskPhase, DeskState, desks
from checkin.sync.exchange import Exchange, Exchanged
from checkin.sync.statement import BadStatement, SeenAtHub, SignedStatement, Statement

__all__ = [
    "BadStatement",
    "DeskPhase",
    "DeskState",
    "Exchange",
    "Exchanged",
    "NewChain",
    "SeenAtHub",
    "SignedStatement",
    "Statement",
    "desks",
]

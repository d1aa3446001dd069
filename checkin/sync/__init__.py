"""Sync (replication): desks of one event exchange entries and statements."""

from checkin.sync.exchange import Exchange, Exchanged
from checkin.sync.statement import BadStatement, SignedStatement, Statement

__all__ = ["BadStatement", "Exchange", "Exchanged", "SignedStatement", "Statement"]

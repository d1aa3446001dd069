"""Shift: the role in force at the desk (session login, PIN) and its permissions."""

from __future__ import annotations

import hmac
import secrets
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import keys, schema
from checkin.desk import pins
from checkin.domain import Onlookers, Role, Tier
from checkin.errors import NotAllowed, NotPossible
from checkin.journal import operator_set
from checkin.language import mark
from checkin.roles import Action, may
from checkin.visibility import Viewer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.journal import Journal
    from checkin.store.store import Store

SALT_BYTES: Final = 16
_RANK: Final = {role: rank for rank, role in enumerate(Role)}


class Shift:
    """The role in force. With the passphrase the shift starts in the highest role of this desk.

    That is organiser where the store has an organiser's keys, else lead: nobody is organiser at a
    desk or a door, with no passphrase and no PIN. A PIN opens a lower role's shift in an unlocked
    store and never decrypts anything.
    """

    def __init__(self, store: Store, journal: Journal, role: Role = Role.ORGANISER) -> None:
        self._store = store
        self._journal = journal
        sealing = journal.identity.ring.sealing
        self.highest = Role.ORGANISER if Tier.ORGANISER in sealing else Role.LEAD
        self.role = role
        self.operator = ""
        self._name = ""
        self._attempts = pins.PinAttempts(store, journal)
        self.nameless = False  # this desk hides names, whatever the role
        self.onlookers = Onlookers.AUTOMATIC  # whether visitors can see this desk's screen

    @property
    def role(self) -> Role:
        return self._role

    @role.setter
    def role(self, role: Role) -> None:
        self._role = min(role, self.highest, key=_RANK.__getitem__)

    @property
    def at_work(self) -> str:
        """The id of the operator at work, else the role: it stands in every entry."""
        return self.operator or self.role.value

    @property
    def operator_name(self) -> str:
        """The name of the operator at work, else the role."""
        return (self.operator and self._name) or self.role.value

    @property
    def viewer(self) -> Viewer:
        """The viewer of this desk's screen."""
        return Viewer(self.role, self.nameless, onlookers=self.onlookers)

    def may(self, action: Action) -> bool:
        return self.viewer.may(action)

    def require(self, action: Action) -> None:
        """Raises `NotAllowed` unless the role in force permits the action."""
        if self.may(action):
            return
        if may(Role.LEAD, action):
            raise NotAllowed(mark("This needs a lead or an organiser."))
        raise NotAllowed(mark("This needs an organiser."))

    def hand_over(self) -> None:
        """Switches to the role volunteer; fewer permissions need no PIN."""
        self._begin(Role.VOLUNTEER)

    def _begin(self, role: Role, operator: str = "", name: str = "") -> None:
        self.role, self.operator, self._name = role, operator, name

    def set_pin(self, role: Role, pin: str, name: str = "") -> None:
        """Sets the PIN of a person in a role, whom entries then name; without a name that of the role.

        Raises `NotPossible` for a weak one, and for that of somebody else.
        """
        self.require(Action.SET_UP)
        pins.require_strong(pin)
        called = " ".join(name.split())
        operator = self._id_of(called) if called else role.value
        if any(row.id != operator for row in self._matching(pin)):
            raise NotPossible(mark("Somebody else has this PIN. Choose another one."))
        salt = secrets.token_bytes(SALT_BYTES)
        digest = (salt + keys.digest_pin(pins.plain(pin), salt)).hex()
        with self._store.write() as connection:
            draft = operator_set(operator, called or role.value, role, digest)
            self._journal.append(connection, draft)

    def _id_of(self, name: str) -> str:
        """The id of the operator with that name, or a new one: a role has no person's name for an id."""
        table = schema.operator.c
        query = sa.select(table.id).where(table.name == name, table.id.not_in([*Role]))
        with self._store.read() as connection:
            return connection.scalar(query.limit(1)) or uuid.uuid4().hex

    def take_up(self, pin: str) -> Role:
        """Switches to the role with this PIN. Raises `NotAllowed`."""
        self._begin(*self._whose(pin))
        return self.role

    def unlock(self, pin: str) -> Role:
        """Gives back the role that was there before the desk was locked. Raises `NotAllowed`.

        The PIN of somebody who may do less gives theirs: a lock is no way up.
        """
        role, operator, name = self._whose(pin)
        if _RANK[role] < _RANK[self.role]:
            self._begin(role, operator, name)
        return self.role

    @contextmanager
    def for_once(self, pin: str) -> Iterator[None]:
        """One act in the role of this PIN; afterwards it is as before. Raises `NotAllowed`."""
        before = self.role, self.operator, self._name
        self._begin(*self._whose(pin))
        try:
            yield
        finally:
            self._begin(*before)

    @contextmanager
    def as_owner_once(self) -> Iterator[None]:
        """One act in the highest role of this desk, after the store's passphrase was entered."""
        before = self.role, self.operator, self._name
        self._attempts.passed()
        self._begin(self.highest)
        try:
            yield
        finally:
            self._begin(*before)

    def has_pin(self, *roles: Role) -> bool:
        """Whether a PIN of one of these roles is set."""
        table = schema.operator.c
        query = sa.select(sa.exists().where(table.role.in_(roles), table.pin != ""))
        with self._store.read() as connection:
            return bool(connection.scalar(query))

    def require_owner(self) -> None:
        """Raises `NotAllowed` unless at work is who has the store's passphrase, or may set the desk up."""
        if self.role is not self.highest:
            self.require(Action.SET_UP)

    def can_unlock(self) -> bool:
        """Whether those at work can open a locked desk: the highest role has the passphrase, others a PIN."""
        return self.role is self.highest or self.has_pin(self.role)

    def _whose(self, pin: str) -> tuple[Role, str, str]:
        """Role, id and name of the operator with this PIN. Raises `NotAllowed`.

        A wrong one is recorded, and makes the next one wait; what is no PIN at all is not counted.
        """
        if not pins.is_pin(pin):
            raise NotAllowed(mark("The PIN is wrong."))
        self._attempts.require()
        for row in self._matching(pin):
            self._attempts.passed()
            return Role(row.role), row.id, row.name
        self._attempts.failed()
        raise NotAllowed(mark("The PIN is wrong."))

    def _matching(self, pin: str) -> Iterator[Any]:
        """The operators with this PIN."""
        table = schema.operator.c
        with self._store.read() as connection:
            query = sa.select(table.id, table.name, table.role, table.pin).order_by(table.id)
            operators = connection.execute(query).all()
        for row in operators:
            stored = bytes.fromhex(row.pin)
            salt, digest = stored[:SALT_BYTES], stored[SALT_BYTES:]
            if digest and hmac.compare_digest(keys.digest_pin(pins.plain(pin), salt), digest):
                yield row

    def take_up_as_organiser(self) -> None:
        """Switches to the highest role of this desk, after the store's passphrase was entered again."""
        self._attempts.passed()
        self._begin(Role.ORGANISER)

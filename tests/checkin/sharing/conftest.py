"""The real PostgreSQL of the hub's tests."""

from tests.checkin.hub.conftest import at_hub, cluster  # noqa: F401 - fixtures

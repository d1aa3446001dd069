"""Fixtures for every test: no display, isolated settings and home, unexpected log warnings fail."""

import gc
import linecache
import logging
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from checkin import keys

# Key derivation takes a fifth of a second on purpose. Two thousand tests need not wait for it.
STRENGTH = (keys.MEMORY_KIB, keys.ITERATIONS)
WEAK = (1_024, 1)

SLOWEST = ("test_accessibility", "tests/scanners/", "tests/journeys/", "tests/faults/")

# Half an hour off every full hour and a day behind Tokyo: code that shows the laptop's time
# instead of the event's fails its test.
TIME_ZONE_OF_NO_EVENT = "America/St_Johns"

hypothesis.settings.register_profile(
    "ci",
    deadline=None,  # A busy machine is no bug.
    max_examples=30,
    derandomize="CI" in os.environ,  # CI runs are reproducible: no failure by chance.
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "thorough", hypothesis.settings.get_profile("ci"), max_examples=2000
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show the windows that tests open")


def pytest_configure(config: pytest.Config) -> None:
    home = Path(tempfile.mkdtemp(prefix="uketsuke-test-home-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    if config.getoption("--onscreen"):
        # The X authority file lies in the home directory that is about to change.
        os.environ.setdefault("XAUTHORITY", str(Path.home() / ".Xauthority"))
    else:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    move_into(home)
    os.environ["LC_ALL"] = "C.UTF-8"
    # For the workers, which start after this: glibc raises the limit above which it gives memory
    # back by itself, and keeps the place of every picture of the tests before.
    os.environ["MALLOC_MMAP_THRESHOLD_"] = str(1 << 20)
    os.environ["TZ"] = TIME_ZONE_OF_NO_EVENT
    if hasattr(time, "tzset"):
        time.tzset()

    use_strength(pytest.MonkeyPatch(), WEAK)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Runs the slowest tests first, so that no core waits for them at the end."""
    items.sort(key=lambda item: not any(place in item.nodeid for place in SLOWEST))


def pytest_collection_finish() -> None:
    """Thousands of tests and modules live as long as the process. While they are counted in, Python looks so
    rarely for cycles of garbage that the windows of past tests take half a gigabyte.
    """
    linecache.clearcache()  # the source of every test, 28 MB; read again for what fails
    gc.collect()
    gc.freeze()
    gc.collect()  # Python measures by what was left at the last full look.


def use_strength(patch: pytest.MonkeyPatch, strength: tuple[int, int]) -> None:
    patch.setattr(keys, "MEMORY_KIB", strength[0])
    patch.setattr(keys, "ITERATIONS", strength[1])


@pytest.fixture
def full_strength(monkeypatch: pytest.MonkeyPatch) -> None:
    """Uses key derivation of full strength, as outside of tests."""
    use_strength(monkeypatch, STRENGTH)


def move_into(home: Path) -> None:
    """Isolates the test from the user's settings and home directory."""
    for name in [name for name in os.environ if name.startswith(("XDG_CONFIG", "UKETSUKE_"))]:
        del os.environ[name]
    folders = {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "roaming",
        "LOCALAPPDATA": "local",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_CACHE_HOME": "cache",
    }
    for variable, folder in folders.items():
        path = home / folder
        path.mkdir(exist_ok=True)
        os.environ[variable] = str(path)


class LogWatch(logging.Handler):
    """Records log messages of WARNING and above, and the ones that the test expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name} {record.levelname}: {record.getMessage()}")

    def complaints(self) -> list[str]:
        unexpected = [
            f"logged, but not expected: {message}"
            for message in self.messages
            if not any(re.search(pattern, message) for pattern in self.expected)
        ]
        missing = [
            f"expected, but not logged: {pattern}"
            for pattern in self.expected
            if not any(re.search(pattern, message) for message in self.messages)
        ]
        return unexpected + missing


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """Fails a test that logs a warning which it did not announce by `expect_log`."""
    watch = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    if complaints := watch.complaints():
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture
def expect_log(log_watch: LogWatch) -> Callable[[str], None]:
    """`expect_log("disk is full")`: this test must log a warning or worse that matches the pattern."""
    return log_watch.expected.append

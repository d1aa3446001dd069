from __future__ import annotations

import pytest

from tests.bench.__main__ import TOPICS, parse
from tests.bench.figures import percentile, rate, rounded, single, spread


def test_half_of_the_samples_are_up_to_the_median_and_all_but_one_in_a_hundred_up_to_p99() -> None:
    samples = [number * 1_000_000 for number in range(1, 101)]
    assert percentile(samples, 50) == 51
    assert percentile(samples, 99) == 100
    assert percentile([7_000_000], 99) == 7


@pytest.mark.parametrize(
    ("p50", "p99", "holds"), [(0.6, 1.5, True), (0.5, 2.0, False), (0.7, 1.0, False)]
)
def test_a_spread_holds_when_both_its_ends_do(p50: float, p99: float, *, holds: bool) -> None:
    samples = [int(p50 * 1_000_000)] * 98 + [int(p99 * 1_000_000)] * 2
    assert spread("scan", samples, (0.6, 1.5)).holds is holds


def test_of_a_rate_more_is_better() -> None:
    assert rate("scans", 1_001, 1_000).holds
    assert not rate("scans", 999, 1_000).holds


def test_where_nothing_is_promised_nothing_falls_short() -> None:
    figure = single("index", "s", 9.0)
    assert figure.holds is None
    assert "holds" not in figure.as_json()


def test_a_figure_tells_what_it_is_of_beside_the_one_to_hold() -> None:
    assert single("import", "s", 0.41234, 0.4, rows=2_000).as_json() == {
        "name": "import",
        "rows": 2_000,
        "unit": "s",
        "value": 0.412,
        "hold": {"value": 0.4},
        "holds": False,
    }


@pytest.mark.parametrize(("value", "told"), [(0.012345, 0.0123), (12.345, 12.3), (12345.6, 12346)])
def test_three_digits_are_told(value: float, told: float) -> None:
    assert rounded(value) == told


def test_topics_are_picked_by_name() -> None:
    assert parse([]).only == list(TOPICS)
    assert parse(["--only", "scan,search"]).only == ["scan", "search"]
    with pytest.raises(SystemExit):
        parse(["--only", "scan,dance"])

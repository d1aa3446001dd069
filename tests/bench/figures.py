"""A measured figure, its target, and whether it meets the target."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

P = ParamSpec("P")
T = TypeVar("T")

NANOSECONDS_PER_MS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """`values` and `hold` have the same keys where a value has a target. Smaller is better, except for
    rates."""

    name: str
    unit: str
    values: Mapping[str, float]
    hold: Mapping[str, float] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    a_rate: bool = False

    @property
    def holds(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if not self.hold:
            return None
        return all(self._within(self.values[key], limit) for key, limit in self.hold.items())

    def _within(self, value: float, limit: float) -> bool:
        return value >= limit if self.a_rate else value <= limit

    def as_json(self) -> dict[str, Any]:
        figures = {key: rounded(value) for key, value in self.values.items()}
        told: dict[str, Any] = {"name": self.name, **self.facts, "unit": self.unit, **figures}
        if self.hold:
            told |= {"hold": dict(self.hold), "holds": self.holds}
        return told


def spread(
    name: str, samples: Sequence[int], hold: tuple[float, float] | None = None, **facts: object
) -> Figure:
    """Percentiles of samples given in nanoseconds: p50 and p99 in milliseconds."""
    values = {"p50": percentile(samples, 50), "p99": percentile(samples, 99)}
    limits = dict(zip(("p50", "p99"), hold, strict=True)) if hold else {}
    return Figure(name, "ms", values, limits, {**facts, "samples": len(samples)})


def single(
    name: str, unit: str, value: float, hold: float | None = None, **facts: object
) -> Figure:
    """A single value of something that was done once."""
    return Figure(name, unit, {"value": value}, {} if hold is None else {"value": hold}, facts)


def rate(name: str, value: float, hold: float, **facts: object) -> Figure:
    """A rate per second; more is better."""
    return Figure(name, "per second", {"value": value}, {"value": hold}, facts, a_rate=True)


def share(name: str, value: float, hold: float, **facts: object) -> Figure:
    """A percentage; more is better."""
    return Figure(name, "in a hundred", {"value": value}, {"value": hold}, facts, a_rate=True)


def percentile(samples: Sequence[int], percent: float) -> float:
    """A percentile of the samples, in milliseconds."""
    ordered = sorted(samples)
    at = min(len(ordered) - 1, int(len(ordered) * percent / 100))
    return ordered[at] / NANOSECONDS_PER_MS


def rounded(value: float) -> float:
    """Rounds to three significant digits."""
    return float(f"{value:.3g}") if abs(value) < 1_000 else round(value)


def timed(acts: Iterable[Callable[[], object]]) -> list[int]:
    """The duration of each act in nanoseconds."""
    samples = []
    for act in acts:
        began = time.perf_counter_ns()
        act()
        samples.append(time.perf_counter_ns() - began)
    return samples


def seconds(act: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> tuple[float, T]:
    """The duration of one call in seconds, without garbage of earlier measurements; and its result."""
    gc.collect()
    began = time.perf_counter()
    result = act(*arguments, **named)
    return time.perf_counter() - began, result

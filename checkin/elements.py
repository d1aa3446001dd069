"""Changes of lists and mappings, element by element: what two desks change apart, both have changed.

In an entry, a changed list is two: `{"set": […], "gone": […]}`. A changed mapping has its differing
elements; an empty text, or False, stands for one that is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SET: Final = "set"
GONE: Final = "gone"
_NOTHING: Final = ("", False)


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `after` that differ, as an entry has them."""
    return {
        name: change(before[name], value) for name, value in after.items() if value != before[name]
    }


def change(before: Any, after: Any) -> Any:
    """A changed value as an entry has it: of a list and a mapping the elements, of all else the value."""
    if isinstance(after, Mapping):
        missing = {key: type(item)() for key, item in before.items() if key not in after}
        return missing | {key: item for key, item in after.items() if before.get(key) != item}
    return _of_list(before, after) if isinstance(after, (list, tuple)) else after


def as_added(value: Any) -> Any:
    """A value that nothing was known of, as an entry has it."""
    return {SET: [*value], GONE: []} if isinstance(value, (list, tuple)) else value


def merge(known: dict[str, Any], changed: Mapping[str, Any]) -> None:
    """Takes over the changed fields, as an entry has them."""
    for name, value in changed.items():
        if not isinstance(value, dict):
            known[name] = value
        elif value.keys() == {SET, GONE} and isinstance(value[SET], list):
            left = {*value[SET], *value[GONE]}
            kept = [item for item in known.get(name, ()) if item not in left]
            known[name] = [*kept, *dict.fromkeys(value[SET])]
        else:
            elements = {**known.get(name, {}), **value}
            known[name] = {key: item for key, item in elements.items() if item not in _NOTHING}


def merged(changes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The fields after these changes, in their order."""
    fields: dict[str, Any] = {}
    for changed in changes:
        merge(fields, changed)
    return fields


def _of_list(before: Sequence[str], after: Sequence[str]) -> dict[str, list[str]]:
    """What is set comes last, in its order: also what only moved."""
    left = [item for item in before if item in after]
    same = 0
    while same < len(left) and left[same] == after[same]:
        same += 1
    return {SET: [*after[same:]], GONE: [item for item in before if item not in after]}

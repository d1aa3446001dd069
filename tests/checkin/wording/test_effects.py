"""Every effect of a change of the event has a sentence in every language."""

from __future__ import annotations

import pytest

from checkin.domain import Consequences, Effect, EffectKind
from checkin.language import LANGUAGES, load
from checkin.wording import effect_lines
from tests import factories


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_effect_has_a_sentence(code: str) -> None:
    event = factories.event()
    effects = tuple(
        Effect(kind, 3, "plenary", "workshop", "2026-10-30", factories.MORNING, 2, "7")
        for kind in EffectKind
    )
    lines = effect_lines(Consequences(event, event, effects), load(code))
    assert len(set(lines)) == len(EffectKind)
    assert all("{" not in line for line in lines)

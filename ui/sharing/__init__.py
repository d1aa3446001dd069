"""The open store's connection to other desks: hub, shared folder, and what comes by them."""

from ui.sharing.link_strip import LinkStrip
from ui.sharing.window_sync import WindowSync

__all__ = ["LinkStrip", "WindowSync"]

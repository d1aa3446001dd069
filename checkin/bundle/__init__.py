"""Bundles (offline sync): entries and statements of an event in one sealed file, or in a shared folder."""

from checkin.bundle.bundle import read, write

__all__ = ["read", "write"]

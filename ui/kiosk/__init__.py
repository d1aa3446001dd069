"""Kiosk mode: full-screen self-check-in."""

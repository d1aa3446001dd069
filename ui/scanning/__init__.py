"""Scanning: keyboard scanners told from typing, and the trial of a new scanner."""

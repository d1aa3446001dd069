"""Shared UI building blocks: page, columns, sheets, tables, theme, icons, sounds, background work."""

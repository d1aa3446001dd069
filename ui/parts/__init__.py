"""What pages are made of: page, columns, sheets, tables, theme, icons, sounds, background work."""

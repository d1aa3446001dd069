"""Printing from the window: the print desk, the system's printers, the painted preview."""

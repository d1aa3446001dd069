"""Printing: the print queue worker, printers of the system, label printers, the badge preview."""

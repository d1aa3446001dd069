"""Capturing codes by other ways than a keyboard: camera, serial port, pictures.

Each says one small signal, `scanned(str)`. What a machine lacks is found out when it is asked for, and costs
that one way only; nothing in here is imported before somebody wants it.
"""

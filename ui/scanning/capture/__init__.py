"""Capturing codes without a keyboard: camera, serial port, image files.

Each emits one signal, `scanned(str)`. A missing device or library is found out at first use, and disables
only that source; everything in here is imported lazily.
"""

"""Scanners on a real screen: an X server with real keyboard layouts, and xdotool in place of the hand.

`python -m tests.scanners` types a thousand codes for each layout, and through each kind of input method, into the
real window, wherever the focus is, and counts what was read and what was pressed. The suite types twenty.
"""

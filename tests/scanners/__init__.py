"""Scanner tests on a virtual screen: an X server with real keyboard layouts, and xdotool as scanner.

`python -m tests.scanners` types a thousand codes for each layout, and through each kind of input method, into the
real window, with the focus in different places, and counts what was read and what was pressed. The suite types
twenty.
"""

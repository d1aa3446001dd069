"""Barcode scanner tests (keyboard wedge) on a real X server: keyboard layouts, input methods, xdotool.

`python -m tests.scanners` types a thousand codes for each layout and each kind of input method into the real
window, with the focus in different places, and counts misread codes and stray key presses. The suite types twenty.
"""

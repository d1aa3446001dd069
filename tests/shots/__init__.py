"""Screenshots of every page, in every language and theme, for visual review: `make shots`.

Each module here with `SCENES` adds to them. A scene is a name and a function that brings the stage into a
state; the clock is fixed and the people are those of the demo event, so that two runs differ only where the
window does.
"""

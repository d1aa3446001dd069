"""Pictures of every page, in every language and theme, to be looked at: `make shots`.

Each module here that has `SCENES` adds to them. A scene is a name and a function that brings the stage
into a state; the clock stands still and the people are those of the demo event, so that two runs differ
only where the window does.
"""

"""Golden pictures: every layout with the worst cases of the demo, as paper would show it.

Small pictures beside this file, made anew by `python -m tests.golden` and looked at before they are kept.
"""

"""Help in the program: the page for volunteers, the sheet for incidents, the handbook."""

from ui.help.help_sheet import HelpSheet

__all__ = ["HelpSheet"]

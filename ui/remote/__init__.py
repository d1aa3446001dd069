"""Remote attendance (hybrid events): forms and acts, for the pages that offer the report of a video meeting."""

from ui.remote.acts import RemoteActs
from ui.remote.sheets import ParticipantsSheet, ReportSheet

__all__ = ["ParticipantsSheet", "RemoteActs", "ReportSheet"]

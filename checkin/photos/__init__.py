"""Photographs of delegates (ID photos): shrunk in a process of their own, sealed in the journal, shown to staff."""

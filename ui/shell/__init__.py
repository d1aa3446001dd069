"""The shell: application, main window, lock, appearance, and what comes before a store is open."""

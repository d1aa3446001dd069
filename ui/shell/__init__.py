"""Application shell: main window, screen lock, language and theme, welcome page."""

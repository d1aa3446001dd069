"""Application shell: main window, screen lock, language and theme, and the pages before a store is open."""

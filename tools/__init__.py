"""What make calls: setting up, translations, gates."""

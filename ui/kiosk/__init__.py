"""The kiosk: self-check-in on the whole screen."""

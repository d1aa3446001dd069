"""Paper: fonts, QR symbols and PDF. What the layout has composed becomes a file here."""

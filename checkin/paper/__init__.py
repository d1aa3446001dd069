"""Output to paper: fonts, QR codes, PDF and raster. Composed pages are rendered to files here."""

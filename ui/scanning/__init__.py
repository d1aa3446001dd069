"""Scanners: tells keyboard (wedge) scanners from typing, cameras, serial ports, and the scanner test."""

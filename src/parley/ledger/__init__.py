"""The record of everything that changed, and the one door through which anything changes."""

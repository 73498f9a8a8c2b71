"""What every room stands on: refusals, spans of time, money. No Django."""

"""Meetings: series, agendas, minutes."""

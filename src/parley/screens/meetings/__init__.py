"""Meetings: agendas, minutes, action points."""

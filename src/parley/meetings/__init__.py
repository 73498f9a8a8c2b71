"""Series, meetings, agendas, minutes and action points."""

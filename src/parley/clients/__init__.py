"""Companies that buy, and the insights their account managers captured."""

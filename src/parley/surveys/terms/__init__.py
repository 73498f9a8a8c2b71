"""The words of surveys: waves, questions and cells; and of what is measured beside them."""

"""Taking whole companies in from files, and writing them out."""

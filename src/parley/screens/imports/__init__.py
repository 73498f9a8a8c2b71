"""Taking in files of insights and clients."""

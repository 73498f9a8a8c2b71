"""The page that shows every part in every state, for whoever builds pages."""

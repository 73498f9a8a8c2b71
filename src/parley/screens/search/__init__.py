"""Search over everything the viewer may see."""

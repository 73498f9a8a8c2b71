"""One index over all rooms, asked through what a viewer may see."""

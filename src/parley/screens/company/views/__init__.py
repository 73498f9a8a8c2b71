"""The company's settings, part by part."""

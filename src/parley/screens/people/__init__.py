"""The company's directory."""

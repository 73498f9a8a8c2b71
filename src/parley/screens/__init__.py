"""What a person does in a browser: one folder per area of the site."""

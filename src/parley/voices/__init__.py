"""What higher rooms need of people's words: threads, comments, contributions and their credits, who follows what."""

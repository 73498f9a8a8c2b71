"""What holds for surveys: pure rules; statistics come from scipy, imported where a wave is counted."""

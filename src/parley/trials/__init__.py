"""Trials: alphas and betas of initiatives with clients, from what we want to learn to what came of it."""

"""Trials: alphas and betas with the right clients."""

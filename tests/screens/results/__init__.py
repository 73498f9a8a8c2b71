"""Tests of the results of a wave."""

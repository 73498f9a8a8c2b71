"""Tests of the sample company's story."""

"""Anonymous surveys: waves, answer sheets that belong to nobody, the frozen release, and measured influence."""

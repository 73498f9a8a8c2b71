"""The rules of trials: what one must say before it begins, who may be asked, and who takes part."""

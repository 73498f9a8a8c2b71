"""What the server says to the pages of a request that it did not read: no Django, as the server starts before it."""

TOO_LARGE = "parley.too_large"  # in its environment: how many bytes it may have had

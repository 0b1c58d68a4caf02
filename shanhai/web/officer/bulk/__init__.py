"""One act on everything a list finds: what it would do is shown first, what it did is shown row by row and can be taken away."""

"""What every page's frame needs."""

"""供需信息: what was sent to the partner bureau, sending it, and the one page both sides read of it."""

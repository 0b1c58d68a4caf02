"""`/match/`: call lists first, then runs and what people make of their proposals."""

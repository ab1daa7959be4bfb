"""Launch -> op -> module -> site -> kernel group."""

"""Match patterns on the op graph, cost and rank the candidates."""

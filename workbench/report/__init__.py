"""Tables to terminal, JSON, CSV, Markdown. Reporters are pure functions of a view."""

"""How the machine speaks: the number of a request or a sweep, log lines, counted statements, metrics."""

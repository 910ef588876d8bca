"""Forms of the office: what people type becomes clean values."""

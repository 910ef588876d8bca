"""What may be done to the council's records: one module an undertaking."""

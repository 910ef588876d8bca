"""Forms as the council's pages draw them: fields that forgive, and a layout in the GOV.UK patterns."""

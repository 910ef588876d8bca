"""The pages of the council: the start page, the settings, and what every page needs."""

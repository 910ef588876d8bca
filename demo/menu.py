"""The demo's page for everybody, which the start page and the sign-in page lead to."""

PUBLIC = {"tour": "demo:tour"}

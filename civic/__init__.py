# Shown to staff, said by `manage.py version`, in /readyz and in each process's first line. Nowhere else.
VERSION = "0.1.0"

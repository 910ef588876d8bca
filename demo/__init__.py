"""The demo council: an invented office with a civic year behind it,
made through the same services as a real one.

Read in this order: cast (who works there), days (the dates it turns on), desk (what people do), past
and the modules of situations (what happened), build (in which order). Nothing outside
management/commands and views/demo imports this.
"""

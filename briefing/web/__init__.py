"""The page and the API: paste, upload or name an article, watch, check, download.

Imports nothing heavy by itself; ``briefing serve`` does.
"""

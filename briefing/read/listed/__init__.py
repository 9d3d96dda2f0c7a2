"""The kinds of lists that ``briefing.read.listing`` reads.

``feeds`` reads RSS and Atom, ``sitemaps`` reads sitemaps, ``links`` reads a page of
headlines, ``urls`` a text file; ``markup`` tells them apart and keeps XML harmless,
``moments`` reads their dates, ``canonical`` tells when two addresses are one.
"""

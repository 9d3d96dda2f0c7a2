"""The parts that ``briefing.read.fetch`` fetches with.

``address`` says which addresses are read, ``connect`` reaches one and no other,
``unpack`` undoes compression within bounds, ``answer`` reads one answer, ``pace``
and ``robots`` keep to what a host asks for, ``cache`` remembers, ``clock`` waits.
"""

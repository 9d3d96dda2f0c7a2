"""Work that outlives a command: batches, their ledger and schedule, the jobs of the page."""

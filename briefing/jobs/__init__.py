"""Work that outlives a command: batches, schedules, several machines, the jobs of the page."""

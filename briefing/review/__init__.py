"""Checking a translation as a document: files in, one report out, shown as a table, a page or Word comments."""

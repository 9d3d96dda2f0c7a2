"""What can go wrong so badly that we cannot go on.

    BriefingError                 base; exit code 1
    ├── UsageError                wrong flags or settings; exit code 2
    │   └── SettingsError         a settings file or value that cannot be used
    ├── SourceError               a source that yields no article
    │   ├── SourceMissing         no such file, folder or page
    │   ├── SourceUnreadable      bytes that are no text we can read (picture, encrypted, scan)
    │   │   └── SourceUnreachable  a server that gives no whole answer now: worth another try later
    │   ├── SourceRefused         an address that is not read by rule (private network, robots.txt)
    │   ├── SourceTooLarge        over the size limit
    │   ├── NotAnArticle          empty, or too little text
    │   └── NotChinese            readable, but in another language
    ├── DataError                 our own or the user's language data is wrong (terms, frames, glossary)
    ├── TemplateError             a Word template that cannot be used
    ├── EngineError               an engine that cannot be loaded or that failed
    ├── OutputError               a result that could not be written
    ├── LedgerError               a ledger that cannot be opened, read or written
    └── QueueFull                 more jobs wait than the page accepts

Doubt about content is not an exception but a ``Finding``. A message says what
and where in one line; ``hint`` says what to do. Article text never enters one.
"""

from __future__ import annotations


class BriefingError(Exception):
    """Base of all errors a caller may see. ``hint`` is one line or empty."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(BriefingError):
    exit_code = 2


class SettingsError(UsageError):
    pass


class SourceError(BriefingError):
    pass


class SourceMissing(SourceError):
    pass


class SourceUnreadable(SourceError):
    pass


class SourceUnreachable(SourceUnreadable):
    """``retry_after`` are the seconds the server asked to be left alone for, None where it said nothing."""

    def __init__(self, message: str, *, hint: str = "", retry_after: float | None = None) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after


class SourceRefused(SourceError):
    pass


class SourceTooLarge(SourceError):
    pass


class NotAnArticle(SourceError):
    pass


class NotChinese(SourceError):
    pass


class DataError(BriefingError):
    pass


class TemplateError(BriefingError):
    pass


class EngineError(BriefingError):
    pass


class OutputError(BriefingError):
    pass


class LedgerError(BriefingError):
    pass


class QueueFull(BriefingError):
    pass

"""Progress for people: a bar in notebooks and on terminals, nothing where nobody looks."""

from __future__ import annotations

import html
import sys
import time
from typing import Any, Callable, Optional, Union

#: Called with the stage in words, histories done, histories expected (0 where unknown) and a remark.
Callback = Callable[[str, int, int, str], object]
#: `None`: a bar where somebody can see it; `False`: nothing; `True`: a bar anyway; or a function of one's own.
Progress = Union[None, bool, Callback]

#: Least time between two drawings [s]; chosen by us because a bar that moves five times a second is smooth enough.
_INTERVAL = 0.2
_WIDTH = 30


def _in_notebook() -> bool:
    try:
        shell = sys.modules["IPython"].get_ipython()
    except (KeyError, AttributeError):
        return False
    return shell is not None and type(shell).__name__ == "ZMQInteractiveShell"


class _Bar:
    """What both bars share: when to draw, and what to say."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.drawn_at = 0.0
        self.stage = ""

    def __call__(self, stage: str, done: int, of: int, note: str) -> None:
        now = time.monotonic()
        if now - self.drawn_at < _INTERVAL and stage == self.stage and done != of:
            return
        self.drawn_at, self.stage = now, stage
        seconds = int(now - self.started)
        elapsed = f"{seconds // 60}:{seconds % 60:02}"
        count = f"{done:,} of {of:,} histories" if of else f"{done:,} histories"
        self.draw(stage, min(1.0, done / of) if of else None, f"{count}, {elapsed} {note}".rstrip())

    def draw(self, stage: str, share: Optional[float], words: str) -> None:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


class _TerminalBar(_Bar):
    def draw(self, stage: str, share: Optional[float], words: str) -> None:
        bar = ""
        if share is not None:
            full = int(share * _WIDTH)
            bar = f" {'█' * full}{'░' * (_WIDTH - full)}"
        sys.stderr.write(f"\r\x1b[2K{stage}{bar} {words}"[:200])
        sys.stderr.flush()

    def close(self) -> None:
        sys.stderr.write("\r\x1b[2K")
        sys.stderr.flush()


class _NotebookBar(_Bar):
    def __init__(self) -> None:
        super().__init__()
        self.handle: Any = None

    def draw(self, stage: str, share: Optional[float], words: str) -> None:
        from IPython.display import HTML, display

        value = "" if share is None else f' value="{share:.4f}"'
        shown = HTML(f"{html.escape(stage)} <progress{value} max=\"1\"></progress> {html.escape(words)}")
        if self.handle is None:
            self.handle = display(shown, display_id=True)
        else:
            self.handle.update(shown)

    def close(self) -> None:
        if self.handle is not None:
            from IPython.display import HTML

            self.handle.update(HTML(""))


class shown:
    """The callback for a call, closed when it ends."""

    def __init__(self, progress: Progress) -> None:
        self.bar: Optional[_Bar] = None
        self.callback: Optional[Callback] = None
        if callable(progress):
            self.callback = progress
        elif progress is not False:
            if _in_notebook():
                self.bar = _NotebookBar()
            elif progress or sys.stderr.isatty():
                self.bar = _TerminalBar()
            self.callback = self.bar

    def __enter__(self) -> Optional[Callback]:
        return self.callback

    def __exit__(self, *about: object) -> None:
        if self.bar is not None and self.bar.stage:
            self.bar.close()

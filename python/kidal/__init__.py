"""Kidal: reconstructs a battle from the conflicting accounts that survive it.

The same program as the command line `kidal`, with the same results bit for bit::

    import kidal

    battle = kidal.Dossier("dossiers/kidal-2012")
    print(battle.check())                     # where the accounts contradict each other
    findings = battle.weigh()                 # what can be true together; writes findings/kidal-2012
    findings.tables["questions"].to_pandas()

The commands that study a dossier or a table are functions here (`check`, `tell`, `replay`, `weigh`, `whatif`, `sweep`, `corpus`,
`import_`); the first six are methods of :class:`Dossier` too. What goes wrong is a :class:`KidalError` whose text says where, what
and how to mend it. Long work shows its progress, can be interrupted with Ctrl-C, and goes on when the same call is made
again.
"""

from __future__ import annotations

from . import corpus, errors
from ._commands import (
    changeable,
    check,
    digest,
    evidence,
    explain,
    export,
    import_,
    new,
    read,
    replay,
    replay_many,
    report,
    rerun,
    rules,
    sweep,
    tell,
    verify_step,
    weigh,
    whatif,
)
from ._dossier import Dossier
from ._kidal import Table
from ._kidal import about as _about
from ._results import Account, Check, Counterfactual, Diagnostic, Draft, Findings, Place, Telling
from .errors import *  # noqa: F403

__version__, __commit__ = _about()

__all__ = [
    "Account",
    "Check",
    "Counterfactual",
    "Diagnostic",
    "Dossier",
    "Draft",
    "Findings",
    "Place",
    "Table",
    "Telling",
    "changeable",
    "check",
    "corpus",
    "digest",
    "errors",
    "evidence",
    "explain",
    "export",
    "import_",
    "new",
    "read",
    "replay",
    "replay_many",
    "report",
    "rerun",
    "rules",
    "sweep",
    "tell",
    "verify_step",
    "weigh",
    "whatif",
    *errors.__all__,
]

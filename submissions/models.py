"""The models of the three kinds, for Django: one app, one migration history."""

from submissions.consultations.models import (
    Claim,
    ClaimQuestion,
    ClaimReporter,
    ClaimVerification,
    ReporterSecret,
)
from submissions.declaration.handed import Annex, Ask, AskStatus, Handover
from submissions.declaration.models import (
    Declaration,
    DeclarationVersion,
    LedgerCheck,
    LedgerEntry,
    Signatory,
    Signature,
)
from submissions.declaration.rounds import Comment, DraftText
from submissions.statements.models import Attachment, Call, ReferenceSeries, Statement, StatementVersion

__all__ = [
    "Annex",
    "Ask",
    "AskStatus",
    "Attachment",
    "Call",
    "Claim",
    "ClaimQuestion",
    "ClaimReporter",
    "ClaimVerification",
    "Comment",
    "Declaration",
    "DeclarationVersion",
    "DraftText",
    "Handover",
    "LedgerCheck",
    "LedgerEntry",
    "ReferenceSeries",
    "ReporterSecret",
    "Signatory",
    "Signature",
    "Statement",
    "StatementVersion",
]

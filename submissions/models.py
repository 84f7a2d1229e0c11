"""The models of the three kinds, for Django: one app, one migration history."""

from submissions.consultations.announcing.models import Announcement
from submissions.consultations.changes import StatusVersion
from submissions.consultations.evidence import ClaimEvidence
from submissions.consultations.models import (
    Claim,
    ClaimQuestion,
    ClaimReporter,
    ClaimVerification,
    ReporterSecret,
)
from submissions.consultations.pledge.models import Pledge, PledgeStep
from submissions.consultations.replies import StateReply
from submissions.consultations.reply_files import ReplyFile
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
from submissions.declaration.supporters.models import Supporter, SupporterSecret
from submissions.statements.models import (
    Attachment,
    Call,
    Cosigner,
    LaterVersion,
    Reconfirmation,
    ReferenceSeries,
    Review,
    SeriesCheck,
    Statement,
    StatementEntry,
    StatementVersion,
    Tombstone,
)

__all__ = [
    "Annex",
    "Announcement",
    "Ask",
    "AskStatus",
    "Attachment",
    "Call",
    "Claim",
    "ClaimEvidence",
    "ClaimQuestion",
    "ClaimReporter",
    "ClaimVerification",
    "Comment",
    "Cosigner",
    "Declaration",
    "DeclarationVersion",
    "DraftText",
    "Handover",
    "LaterVersion",
    "LedgerCheck",
    "LedgerEntry",
    "Pledge",
    "PledgeStep",
    "Reconfirmation",
    "ReferenceSeries",
    "ReplyFile",
    "ReporterSecret",
    "Review",
    "SeriesCheck",
    "Signatory",
    "Signature",
    "StateReply",
    "Statement",
    "StatementEntry",
    "StatementVersion",
    "StatusVersion",
    "Supporter",
    "SupporterSecret",
    "Tombstone",
]

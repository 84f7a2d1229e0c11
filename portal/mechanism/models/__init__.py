"""The models of the treaty and its review, by subject."""

from portal.mechanism.models.brought import FactTable
from portal.mechanism.models.contradictions import Contradiction
from portal.mechanism.models.corrections import FactCorrection
from portal.mechanism.models.figures import Comparator, Figure, FigureFields
from portal.mechanism.models.parties import FocalPoint, Party
from portal.mechanism.models.registers import CopSession, Document, GlossaryTerm, SdgTarget, WorkingGroup
from portal.mechanism.models.sources import AsOf, Precision, Source, Trust
from portal.mechanism.models.states import Phase, RegionalGroup, Review, State
from portal.mechanism.models.themes import Theme
from portal.mechanism.models.treaty import Article, Cluster, ClusterArticle, Instrument, Provision

__all__ = [
    "Article",
    "AsOf",
    "Cluster",
    "ClusterArticle",
    "Comparator",
    "Contradiction",
    "CopSession",
    "Document",
    "FactCorrection",
    "FactTable",
    "Figure",
    "FigureFields",
    "FocalPoint",
    "GlossaryTerm",
    "Instrument",
    "Party",
    "Phase",
    "Precision",
    "Provision",
    "RegionalGroup",
    "Review",
    "SdgTarget",
    "Source",
    "State",
    "Theme",
    "Trust",
    "WorkingGroup",
]

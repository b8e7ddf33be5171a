"""Every table, gathered: importing this module is what makes the metadata whole."""

from sqlmodel import SQLModel

from workbench.model.evidence import Capture, Evidence
from workbench.model.following import Following
from workbench.model.item import Item
from workbench.model.job import Job
from workbench.model.ledger import LedgerEntry
from workbench.model.media import Frame, Media
from workbench.model.person import Person, SignIn, SignInAttempt
from workbench.model.relation import Relation
from workbench.model.rules import AdoptedWeights
from workbench.model.source import Source
from workbench.model.story import Post, PostVersion, Story, StoryCapture
from workbench.model.verdict import SignOff, Verdict, VerdictEvidence

TABLES = (
    Person, SignIn, SignInAttempt, Story, Post, PostVersion, Item, Media, Frame, Source, Capture, Evidence,
    Verdict, VerdictEvidence, SignOff, LedgerEntry, Job, StoryCapture, Following,
    Relation, AdoptedWeights,
)  # fmt: skip

METADATA = SQLModel.metadata

"""The reports of an organization, when it becomes part of another one."""

from portal.merging import Follower
from submissions.consultations import reporters

FOLLOWER = Follower("reports", reporters.collisions, reporters.hand_on)

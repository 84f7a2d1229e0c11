"""From the text of a resolution to its paragraphs: pure functions, no database, nothing of the text is lost.

    resolution = read(text)  # raises NotAResolution, which says why in words
    resolution.operative[3].parts[2].anchor  # "OP4-c"

Every sign of the text that is no blank is in a paragraph, a note, a field of the heading or in `left_out`, which says
why; what the reader is not sure of is in `doubts`, for the eye of a person.
"""

from dialogues.resolutions.reading.reader import read
from dialogues.resolutions.reading.reasons import NotAResolution
from dialogues.resolutions.reading.strength import Strength
from dialogues.resolutions.reading.structure import Paragraph, Resolution

__all__ = ["NotAResolution", "Paragraph", "Resolution", "Strength", "read"]

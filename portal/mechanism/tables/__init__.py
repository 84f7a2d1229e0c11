"""What each file of facts holds, and how one of its lines becomes a record. Nothing here touches the database."""

from portal.mechanism.tables import figures, registers, states, translations, treaty

# In the order in which the files may refer to one another.
TABLES = (*treaty.TABLES, *states.TABLES, *figures.TABLES, *registers.TABLES, *translations.TABLES)

__all__ = ["TABLES"]

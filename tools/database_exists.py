"""End with 0 when the PostgreSQL database that DATABASE_URL names has Django's tables; run inside the environment."""

import os
import sys

import psycopg


def has_tables(address: str) -> bool:
    """Whether somebody has migrated this database; False also when it cannot be reached."""
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            return connection.execute("SELECT to_regclass('django_migrations')").fetchone() != (None,)
    except psycopg.Error:
        return False


if __name__ == "__main__":
    sys.exit(not has_tables(os.environ["DATABASE_URL"]))

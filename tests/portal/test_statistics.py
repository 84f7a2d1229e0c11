"""What SQLite knows about its tables."""

import pytest
from django.db import connection

from organizations.models import User
from portal import habits
from portal.statistics import renew_statistics
from tests.factories.people import UserFactory


@pytest.mark.django_db
def test_sqlite_counts_its_tables_anew_every_day():
    UserFactory.create_batch(3)

    needed = renew_statistics.func()

    assert needed is (connection.vendor == "sqlite")
    assert renew_statistics.module_path in habits.paths()
    if needed:
        with connection.cursor() as cursor:
            cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [User._meta.db_table])
            assert {row[0].split()[0] for row in cursor.fetchall()} == {str(User.objects.count())}

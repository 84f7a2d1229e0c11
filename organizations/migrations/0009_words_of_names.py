"""Names are folded as every search of the portal folds words, for the index of words; back to keys of names."""

from django.db import migrations

from organizations.names import name_key
from portal import search


def fold_words(apps, schema_editor):
    """The words of all names of each organization."""
    _fill(apps, search.fold)


def join_keys(apps, schema_editor):
    """As it was before."""
    _fill(apps, name_key)


def _fill(apps, made):
    for one in apps.get_model("organizations", "Organization").objects.iterator(chunk_size=200):
        one.search_key = made(f"{one.legal_name} {one.other_names} {one.acronym}")
        one.save(update_fields=["search_key"])


class Migration(migrations.Migration):

    dependencies = [("organizations", "0008_website_on_the_web")]

    operations = [migrations.RunPython(fold_words, join_keys, elidable=True)]

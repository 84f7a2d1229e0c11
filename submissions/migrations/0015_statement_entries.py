"""Statements in hash chains (submissions/statements/entries.py); those that were accepted before join them now."""

import hashlib

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

from submissions.chain import following, genesis

GONE = {"withdrawn": ("withdraw", "undo"), "removed": ("remove", "restore")}


def chain_what_was_accepted(apps, schema_editor) -> None:
    """An entry for each statement that was accepted, left the record or came back, in the order in which it was."""
    statements = apps.get_model("submissions", "Statement").objects.filter(reference__isnull=False)
    moves = [(one.decided_at or one.publish_at, one.pk, "accept", {}) for one in statements]
    stones = apps.get_model("submissions", "Tombstone").objects.filter(statement__in=statements)
    for stone in stones.select_related("statement").order_by("pk"):
        away, back = GONE[stone.kind]
        was_public = stone.code and stone.statement.publish_at <= stone.at
        moves.append((stone.at, stone.statement_id, away, {"code": stone.code} if was_public else {}))
        if stone.lifted_at:
            moves.append((stone.lifted_at, stone.statement_id, back, {}))
    for _at, pk, kind, said in sorted(moves, key=lambda move: move[:2]):
        append(apps, statements.select_related("current").get(pk=pk), kind, said)


def append(apps, statement, kind, said) -> None:
    """Add an entry to the chain of the statement's series."""
    entries = apps.get_model("submissions", "StatementEntry").objects
    series = apps.get_model("submissions", "ReferenceSeries").objects.get(stem=statement.reference.rpartition("/")[0])
    last = entries.filter(series=series).order_by("-seq").first()
    if kind == "accept":
        facts = facts_of(statement, statement.current)
    else:
        facts = {"reference": statement.reference, **said}
    if last is None:
        facts["series"] = series.stem
    entries.create(series=series, statement=statement, **following(last, genesis(series.stem), kind, facts))


def facts_of(statement, version) -> dict:
    """What an entry says of a text; without its words, which may be deleted by now, nothing about its files."""
    facts = {"reference": statement.reference, "text": version.sha256}
    if version.source is not None:
        there = models.Q(deleted_at__isnull=True) | models.Q(deleted_at__gt=statement.decided_at)
        files = sorted(version.attachments.filter(there).values_list("sha256", flat=True))
        text = f"{version.language}\n{version.title}\n{version.source}"
        facts["files"] = hashlib.sha256("".join(f"{line}\n" for line in [text, *files]).encode()).hexdigest()
    return facts


class Migration(migrations.Migration):

    dependencies = [
        ('submissions', '0014_state_replies'),
    ]

    operations = [
        migrations.CreateModel(
            name='SeriesCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.PositiveIntegerField()),
                ('head', models.CharField(blank=True, max_length=64)),
                ('checked_at', models.DateTimeField()),
                ('problem', models.CharField(blank=True, max_length=200)),
                ('entry', models.PositiveIntegerField(default=0)),
                ('withheld', models.PositiveIntegerField(default=0)),
                ('series', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='submissions.referenceseries')),
            ],
        ),
        migrations.CreateModel(
            name='StatementEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField()),
                ('body', models.TextField(null=True)),
                ('body_hash', models.CharField(max_length=64)),
                ('prev_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('accept', 'Accepted'), ('withdraw', 'Withdrawn by its organization'), ('undo', 'Withdrawal taken back'), ('remove', 'Removed by coordinators'), ('restore', 'Restored')], max_length=10)),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='submissions.referenceseries')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='submissions.statement')),
            ],
            options={
                'ordering': ['series', 'seq'],
                'constraints': [models.UniqueConstraint(fields=('series', 'seq'), name='one_statement_entry_of_a_number'), models.UniqueConstraint(fields=('series', 'prev_hash'), name='chain_of_statements_has_no_fork'), models.UniqueConstraint(condition=models.Q(('kind', 'accept')), fields=('statement',), name='statement_is_accepted_once'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(django.db.models.functions.text.Length('body_hash'), 64), django.db.models.lookups.Exact(django.db.models.functions.text.Length('prev_hash'), 64), django.db.models.lookups.Exact(django.db.models.functions.text.Length('hash'), 64)), name='statement_hashes_are_whole'), models.CheckConstraint(condition=models.Q(('body__isnull', False)), name='statement_entry_has_content')],
            },
        ),
        migrations.RunPython(chain_what_was_accepted, migrations.RunPython.noop),
    ]

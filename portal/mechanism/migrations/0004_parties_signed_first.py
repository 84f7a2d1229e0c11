from django.db import migrations, models
from django.db.models import F

KINDS = ["", "ratification", "accession", "acceptance", "approval", "succession", "confirmation", "signature"]


def keep_what_can_be(apps, schema_editor):
    """What no form ever offered says nothing; of two dates that cannot both be right the signature goes to the note."""
    party = apps.get_model("mechanism", "Party").objects
    party.exclude(kind__in=KINDS).update(kind="")
    for row in party.filter(signed_on__gt=F("date")):
        row.note = f"{row.note}\nSigned on {row.signed_on}, after the deposit: to be checked.".strip()
        row.signed_on = None
        row.save(update_fields=["note", "signed_on"])


class Migration(migrations.Migration):

    dependencies = [
        ('mechanism', '0005_articles_and_terms'),
    ]

    operations = [
        migrations.RunPython(keep_what_can_be, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', KINDS)), name='mechanism_party_kind_known', violation_error_message='Choose how the State became a party.'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('signed_on__isnull', True), ('date__isnull', True), ('signed_on__lte', models.F('date')), _connector='OR'), name='mechanism_party_signed_first', violation_error_message='The deposit cannot be older than the signature.'),
        ),
    ]

"""Lists of signatures, whole, by country and late, have indexes of their own; supporters can be found to be false."""

from django.db import migrations, models
from django.db.models import Q

NAMED = Q(state="live", organization_named=True)
IN_TIME = NAMED & Q(late=False)
STATES = [
    ("pending", "Not confirmed"), ("confirmed", "Supports it"), ("withdrawn", "Withdrawn"),
    ("invalid", "Found to be false"),
]  # fmt: skip
FITS = (
    Q(state="pending", confirmed_at__isnull=True, batch__isnull=True)
    | Q(state="confirmed", confirmed_at__isnull=False, withdrawn_at__isnull=True)
    | Q(
        state="withdrawn", withdrawn_at__isnull=False, batch__isnull=False, name="", country_code="",
        email_hmac__isnull=True, written_hmac__isnull=True, salt="", person_salt="", person_commitment="",
        confirm_hash__isnull=True, own_hash__isnull=True,
    )
    | Q(
        state="invalid", confirmed_at__isnull=False, withdrawn_at__isnull=False, name="", country_code="", salt="",
        person_salt="", person_commitment="", confirm_hash__isnull=True,
    )
)  # fmt: skip
LEFT = Q(left_batch__isnull=True) | Q(state__in=["withdrawn", "invalid"])
LEAVING = Q(withdrawn_at__isnull=False, batch__isnull=False, left_batch__isnull=True)


def replaced(name, condition):
    """A constraint of supporters with another condition."""
    return [
        migrations.RemoveConstraint("supporter", name),
        migrations.AddConstraint("supporter", models.CheckConstraint(condition=condition, name=name)),
    ]


class Migration(migrations.Migration):

    dependencies = [("submissions", "0017_later_versions")]

    operations = [
        migrations.RemoveIndex("signature", "signature_list"),
        migrations.AddIndex(
            "signature",
            models.Index(fields=["declaration", "signed_at", "id"], name="signature_list", condition=IN_TIME),
        ),
        migrations.AddIndex(
            "signature",
            models.Index(
                fields=["declaration", "country_code", "signed_at", "id"], name="signature_country", condition=IN_TIME
            ),
        ),
        migrations.AddIndex(
            "signature",
            models.Index(
                fields=["declaration", "signed_at", "id"], name="signature_late", condition=NAMED & Q(late=True)
            ),
        ),
        migrations.AlterField(
            "supporter",
            "state",
            models.CharField(choices=STATES, default="pending", editable=False, max_length=16, verbose_name="state"),
        ),
        *replaced("supporter_known_state", Q(state__in=[state for state, _label in STATES])),
        *replaced("supporter_fits_its_state", FITS),
        *replaced("only_the_withdrawn_left", LEFT),
        migrations.RemoveIndex("supporter", "supporter_leaving"),
        migrations.AddIndex(
            "supporter", models.Index(fields=["declaration"], name="supporter_leaving", condition=LEAVING)
        ),
    ]

"""Write down the names and mail domains of organizations that are here already, for finding look-alikes."""

from django.db import migrations

from organizations.names import mail_host, name_key, skeleton, sounds


def remember(apps, schema_editor):
    organizations = apps.get_model("organizations", "Organization")
    known = apps.get_model("organizations", "KnownName")
    for organization in organizations.objects.iterator():
        organization.contact_host = mail_host(organization.contact_email)
        organization.save(update_fields=["contact_host"])
        names = [("legal", organization.legal_name)]
        names += [("other", name.strip()) for name in organization.other_names.split(",")]
        known.objects.bulk_create(
            known(
                organization=organization, kind=kind, name=name,
                key=name_key(name), skeleton=skeleton(name), sound=sounds(name),
            )
            for kind, name in names if name_key(name)
        )  # fmt: skip


def forget(apps, schema_editor):
    apps.get_model("organizations", "KnownName").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("organizations", "0002_organization_identity")]
    operations = [migrations.RunPython(remember, forget)]

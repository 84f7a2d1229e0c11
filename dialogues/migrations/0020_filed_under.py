from django.db import migrations, models

FIELDS = (
    ("resolution", "themes", "mechanism.theme", ""),
    ("resolution", "targets", "mechanism.sdgtarget", ""),
    ("resolution", "articles", "mechanism.article", ""),
    ("paragraph", "working_groups", "mechanism.workinggroup", ""),
    ("paragraph", "articles", "mechanism.article", ""),
    ("calltoaction", "themes", "mechanism.theme", "fields of work"),
    ("calltoaction", "working_groups", "mechanism.workinggroup", "working groups"),
)
RELATED = {"resolution": "resolutions", "paragraph": "paragraphs", "calltoaction": "calls"}


def field(model: str, to: str, name: str) -> models.ManyToManyField:
    words = {"verbose_name": name} if name else {}
    return models.ManyToManyField(blank=True, related_name=RELATED[model], to=to, **words)


class Migration(migrations.Migration):
    """What coordinators file a text, a paragraph and a call under."""

    dependencies = [
        ("dialogues", "0018_names_of_sessions"),
        ("mechanism", "0005_articles_and_terms"),
    ]

    operations = [
        migrations.AddField(model_name=model, name=name, field=field(model, to, words))
        for model, name, to, words in FIELDS
    ]

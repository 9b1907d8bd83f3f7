"""Let an outcome name the version of the week of which it was said: what came after may make up for it."""

from django.db import migrations, models

from ownit.promises.append_only import keep


class Migration(migrations.Migration):
    dependencies = [
        ("blocks", "0001_initial"),
    ]

    operations = [
        migrations.AddField(model_name="outcome", name="version", field=models.PositiveIntegerField(null=True)),
        keep("blocks_outcome"),
    ]

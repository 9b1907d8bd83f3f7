"""Make the tables of organisation, and keep what is recorded in them."""

from django.db import migrations, models

from ownit.promises.append_only import keep


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("name", models.CharField(max_length=64)),
                ("value", models.TextField()),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        keep("organisation_choice"),
    ]

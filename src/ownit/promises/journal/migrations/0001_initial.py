"""Make the tables of journal, and keep what is recorded in them."""

import django.db.models.deletion
from django.db import migrations, models

from ownit.promises.append_only import keep


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("text", models.TextField(blank=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="journal_lines", to="people.person"
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="journal.line",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("what", models.CharField(max_length=8)),
                ("channel", models.CharField(blank=True, max_length=16)),
                ("result", models.CharField(blank=True, max_length=32)),
                ("purpose", models.CharField(blank=True, max_length=8)),
                ("count", models.PositiveIntegerField(default=0)),
                ("minutes", models.PositiveIntegerField(default=0)),
                ("name", models.TextField(blank=True)),
                ("amount", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("source", models.TextField(blank=True)),
                ("kind", models.CharField(blank=True, max_length=16)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="journal.line"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["effective_on"], name="journal_item_day")],
            },
        ),
        keep("journal_line", "journal_item"),
    ]

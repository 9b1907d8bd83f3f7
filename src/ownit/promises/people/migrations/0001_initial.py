"""Make the tables of people, and keep what is recorded in them."""

import django.db.models.deletion
from django.db import migrations, models

from ownit.promises.append_only import keep


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Buddy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("source", models.CharField(choices=[("facts", "Facts"), ("hand", "Hand")], max_length=8)),
                ("connector", models.CharField(blank=True, max_length=64)),
                ("snapshot", models.CharField(blank=True, max_length=128)),
                ("reason", models.TextField(blank=True)),
                (
                    "withdraws",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="people.buddy",
                    ),
                ),
                (
                    "buddy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="buddy_of",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="buddies", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "person",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="user",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Profile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("source", models.CharField(choices=[("facts", "Facts"), ("hand", "Hand")], max_length=8)),
                ("connector", models.CharField(blank=True, max_length=64)),
                ("snapshot", models.CharField(blank=True, max_length=128)),
                ("reason", models.TextField(blank=True)),
                ("name", models.TextField(blank=True)),
                ("email", models.TextField(blank=True)),
                ("role", models.TextField(blank=True)),
                ("timezone", models.CharField(blank=True, max_length=64)),
                ("active", models.BooleanField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="profiles", to="people.person"
                    ),
                ),
                (
                    "withdraws",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="people.profile",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reporting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("source", models.CharField(choices=[("facts", "Facts"), ("hand", "Hand")], max_length=8)),
                ("connector", models.CharField(blank=True, max_length=64)),
                ("snapshot", models.CharField(blank=True, max_length=128)),
                ("reason", models.TextField(blank=True)),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reportings", to="people.person"
                    ),
                ),
                (
                    "withdraws",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="people.reporting",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("connector", models.CharField(max_length=64)),
                ("external_id", models.TextField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="identities", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("connector", "external_id"), name="people_identity_once")
                ],
            },
        ),
        keep("people_person", "people_profile", "people_identity", "people_reporting", "people_buddy"),
    ]

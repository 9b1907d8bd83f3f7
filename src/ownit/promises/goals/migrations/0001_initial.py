"""Make the tables of goals, and keep what is recorded in them."""

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
            name="Goal",
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
                    "scope",
                    models.CharField(
                        choices=[("person", "Person"), ("team", "Team"), ("company", "Company")], max_length=8
                    ),
                ),
                ("measure", models.CharField(max_length=32)),
                ("kinds", models.CharField(blank=True, max_length=64)),
                ("unit", models.CharField(max_length=8)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("period_start", models.DateField()),
                ("period_end", models.DateField()),
                ("amount", models.DecimalField(decimal_places=4, max_digits=18)),
                ("external_id", models.TextField(blank=True)),
                ("stays_amount", models.DecimalField(decimal_places=4, default=0, max_digits=18)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="people.person",
                    ),
                ),
                (
                    "stays_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept_goals",
                        to="people.person",
                    ),
                ),
                (
                    "withdraws",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="goals.goal",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["period_start", "period_end"], name="goals_goal_period")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period_end__gte", models.F("period_start"))),
                        name="goals_goal_period_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person", None), ("scope", "company")),
                            models.Q(models.Q(("scope", "company"), _negated=True), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="goals_goal_whose",
                    ),
                ],
            },
        ),
        keep("goals_goal"),
    ]

"""Who asks for an initiative is kept as it was counted, clients know the company at their top, and one client is accepted.

What was not counted yet is counted by whoever reads it, and kept by the worker.
"""

from typing import Any

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def fill(apps: Any, editor: Any) -> None:
    """Find the company at the top of each client that belongs to another."""
    del editor
    clients = apps.get_model("parley", "Client").objects
    parents = dict(clients.exclude(parent=None).values_list("pk", "parent"))
    moved = []
    for client in parents:
        way, at = [client], parents[client]
        while at in parents and at not in way:
            way.append(at)
            at = parents[at]
        top = min(way[way.index(at) :]) if at in way else at
        if top != client:
            moved.append(clients.model(pk=client, top_id=top))
    clients.bulk_update(moved, ["top"], batch_size=100)


class Migration(migrations.Migration):
    """See above."""

    dependencies = [
        ('parley', '0006_who_asks'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClientCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted_at', models.BigIntegerField()),
                ('day', models.DateField()),
                ('figures', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
            ],
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('initiative', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='evidence', serialize=False, to='parley.initiative')),
                ('counted_at', models.BigIntegerField()),
                ('clients', models.PositiveIntegerField()),
                ('verdict', models.CharField(max_length=30)),
                ('largest', models.BigIntegerField(null=True)),
                ('figures', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
            ],
        ),
        migrations.AddField(
            model_name='client',
            name='top',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.client'),
        ),
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('given_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acceptances', to='parley.initiative')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('initiative',), name='one_acceptance_each')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

"""What other currencies are worth in the company's own, from a day on."""

import django.db.models.deletion
from typing import Any

from django.conf import settings
from django.db import migrations, models


def forget(apps: Any, editor: Any) -> None:
    """Let who asks be counted anew: what was counted before does not say what was said last."""
    apps.get_model("parley", "Evidence").objects.all().delete()
    apps.get_model("parley", "ClientCount").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0012_files_taken_in'),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Rate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('base', models.CharField(max_length=3)),
                ('since', models.DateField()),
                ('worth', models.DecimalField(decimal_places=8, max_digits=18)),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['currency', '-since', '-id'], name='parley_rate_currenc_d54246_idx')],
            },
        ),
    ]

"""What an import changes of clients that were here is kept, so that undoing it restores that."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0014_invitations'),
    ]

    operations = [
        migrations.CreateModel(
            name='FactsBefore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='facts_before', to='parley.batch')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.client')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('batch', 'client'), name='facts_before_once')],
            },
        ),
    ]

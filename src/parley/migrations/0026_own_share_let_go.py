"""A share of talk that somebody let go of is not made again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0025_writers_of_rounds'),
    ]

    operations = [
        migrations.CreateModel(
            name='ShareLetGo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=64)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.meeting')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'mark'), name='share_let_go_once')],
            },
        ),
    ]

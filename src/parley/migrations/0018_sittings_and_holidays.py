"""Second sittings and turns of a series, what hours cost, and holidays."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0017_talk'),
    ]

    operations = [
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('name', models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='HourCosts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('halves', models.JSONField()),
                ('weekend', models.PositiveSmallIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SittingRegion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='meeting',
            name='one_meeting_an_occurrence',
        ),
        migrations.AddField(
            model_name='meeting',
            name='held_anyway',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='meeting',
            name='sitting',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='series',
            name='hours',
            field=models.JSONField(default=list),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('series__isnull', False)), fields=('series', 'occurrence', 'sitting'), name='one_meeting_a_sitting'),
        ),
        migrations.AddField(
            model_name='holiday',
            name='region',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region'),
        ),
        migrations.AddField(
            model_name='sittingregion',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region'),
        ),
        migrations.AddField(
            model_name='sittingregion',
            name='series',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='second_regions', to='parley.series'),
        ),
        migrations.AddConstraint(
            model_name='holiday',
            constraint=models.UniqueConstraint(fields=('day', 'region'), name='one_holiday_a_day_and_region'),
        ),
        migrations.AddConstraint(
            model_name='holiday',
            constraint=models.UniqueConstraint(condition=models.Q(('region', None)), fields=('day',), name='one_holiday_a_day_for_everybody'),
        ),
        migrations.AddConstraint(
            model_name='sittingregion',
            constraint=models.UniqueConstraint(fields=('series', 'region'), name='one_sitting_a_region'),
        ),
    ]

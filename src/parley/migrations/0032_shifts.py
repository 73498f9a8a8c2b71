"""Teams are lent from one area to another for some weeks, and initiatives wait or stop for it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0031_weighing_together'),
    ]

    operations = [
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.PositiveSmallIntegerField(null=True)),
                ('weekly', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('first', models.DateField()),
                ('back_on', models.DateField()),
                ('reason', models.TextField()),
                ('extended_because', models.TextField(blank=True)),
                ('lent_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('borrower', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='borrowed_shifts', to='parley.area')),
                ('lender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lent_shifts', to='parley.area')),
                ('lent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='parley.team')),
            ],
        ),
        migrations.CreateModel(
            name='ShiftPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=30)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shift_parts', to='parley.initiative')),
                ('shift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='parley.shift')),
            ],
        ),
        migrations.AddIndex(
            model_name='shift',
            index=models.Index(fields=['back_on'], name='shift_back_on'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(('lender', models.F('borrower')), _negated=True), name='lent_to_another'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(('back_on__gte', models.F('first'))), name='back_after_it_went'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('share__isnull', True), ('weekly__gt', 0)), models.Q(('share__gte', 1), ('share__lte', 100), ('weekly__isnull', True)), _connector='OR'), name='share_or_team_weeks'),
        ),
        migrations.AddConstraint(
            model_name='shiftpart',
            constraint=models.UniqueConstraint(fields=('shift', 'initiative'), name='once_in_a_shift'),
        ),
    ]

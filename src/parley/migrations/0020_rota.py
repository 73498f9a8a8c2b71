"""Who runs which meeting of a group, and who was asked to."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0019_transcripts_kept'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='run_as',
            field=models.CharField(default='drawn', max_length=30),
        ),
        migrations.AddField(
            model_name='meeting',
            name='run_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='RotaAsk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(default='open', max_length=30)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('in_return', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='parley.meeting')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='parley.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('meeting',), name='one_is_asked_to_run_a_meeting')],
            },
        ),
    ]

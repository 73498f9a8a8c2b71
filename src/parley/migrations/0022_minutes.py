"""Minutes are published, with what came of them as it stood then, and are added to later."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0021_seats_of_meetings'),
    ]

    operations = [
        migrations.CreateModel(
            name='MinutesLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('words', models.TextField(blank=True)),
                ('why', models.TextField(blank=True)),
                ('day', models.DateField(null=True)),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='minutes_published_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='minutes_published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meeting',
            name='minutes_sent_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(condition=models.Q(('minutes_published_at__isnull', False), ('minutes_sent_at', None)), fields=['minutes_published_at'], name='minutes_to_send'),
        ),
        migrations.AddField(
            model_name='minutesline',
            name='decision',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.decision'),
        ),
        migrations.AddField(
            model_name='minutesline',
            name='item',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='minutes_lines', to='parley.agendaitem'),
        ),
        migrations.AddField(
            model_name='minutesline',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='minutes_lines', to='parley.meeting'),
        ),
        migrations.AddField(
            model_name='minutesline',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='minutesline',
            name='topic',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.topic'),
        ),
    ]

"""Two initiatives are put against each other, with a thread for each option; leanings, and private notes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0060_settled_then_published'),
    ]

    operations = [
        migrations.AddField(
            model_name='option',
            name='asks',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='option',
            name='initiative',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.initiative'),
        ),
        migrations.AddField(
            model_name='option',
            name='thread',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.thread'),
        ),
        migrations.CreateModel(
            name='Leaning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('would_change', models.TextField()),
                ('said_at', models.DateTimeField()),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leanings', to='parley.decision')),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leanings', to='parley.option')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('decision', 'person'), name='one_leaning_each')],
            },
        ),
        migrations.CreateModel(
            name='PrivateNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='private_notes', to='parley.decision')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('decision', 'author'), name='one_private_note_each')],
            },
        ),
    ]

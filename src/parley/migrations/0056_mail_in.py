"""Mail in: the domains from which clients’ mail comes, and the letters that were taken."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0055_hooks'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClientDomain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(db_index=True, max_length=253)),
                ('kept_at', models.DateTimeField()),
                ('client', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='domains', to='parley.client')),
                ('kept_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('client', 'domain'), name='domain_of_client_once')],
            },
        ),
        migrations.CreateModel(
            name='ReceivedLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=64)),
                ('came_at', models.DateTimeField(db_index=True)),
                ('became', models.CharField(max_length=30)),
                ('words', models.TextField(blank=True)),
                ('said_on', models.DateField(null=True)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-came_at'], name='letters_of_person')],
                'constraints': [models.UniqueConstraint(fields=('person', 'name'), name='letter_once')],
            },
        ),
    ]

"""All tables as the first sixty-one migrations leave them, made at once: one after the other they take half a minute.

Whoever has some of those gets the others of them, and whoever has all has this one. See docs/decisions/0050.
"""

from importlib import import_module
from typing import Any

import datetime
import django.core.serializers.json
import django.db.models.deletion
import parley.ledger.terms
import parley.trials.terms
import uuid
from django.conf import settings
from django.db import migrations, models

append_only = import_module("parley.migrations.0002_append_only")
search_words = import_module("parley.migrations.0003_search_words")


class Tables(migrations.operations.base.Operation):
    """Makes many tables and renders the state once, with all of them, instead of once for each."""

    atomic = True

    def __init__(self, creations: list[migrations.CreateModel]) -> None:
        self.creations = creations

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # rendered by a migration before: it would be kept up with each table
        for each in self.creations:
            each.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for each in self.creations:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for each in reversed(self.creations):
            each.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.creations)} tables"


class Migration(migrations.Migration):

    replaces = [("parley", name) for name in (
        '0001_initial',
        '0002_append_only',
        '0003_search_words',
        '0004_leavers',
        '0005_client_of_link',
        '0006_who_asks',
        '0007_evidence',
        '0008_disclosure',
        '0009_merging',
        '0010_live_and_promises',
        '0011_share_links',
        '0012_files_taken_in',
        '0013_rates',
        '0014_invitations',
        '0015_facts_before',
        '0016_questions_and_taps',
        '0017_talk',
        '0018_sittings_and_holidays',
        '0019_transcripts_kept',
        '0020_rota',
        '0021_seats_of_meetings',
        '0022_minutes',
        '0023_insights_as_noted',
        '0024_live_room',
        '0025_writers_of_rounds',
        '0026_own_share_let_go',
        '0027_captured_lines',
        '0028_who_is_here',
        '0029_what_initiatives_take',
        '0030_settled_then_published',
        '0031_weighing_together',
        '0032_shifts',
        '0033_deciding_by_mail',
        '0034_dissent_without_names',
        '0035_reviews',
        '0036_lines_of_decisions',
        '0037_first_of_lines',
        '0038_decisions_marked',
        '0039_written_rounds_on_decisions',
        '0040_links_that_were_sent',
        '0041_decisions_by_how_far_they_are',
        '0042_notes_and_links_for_somebody',
        '0043_notes_are_for_somebody',
        '0044_surveys',
        '0045_measured_influence',
        '0046_totals_of_past_waves',
        '0047_stays',
        '0048_duties',
        '0049_attachments_and_options',
        '0050_launches',
        '0051_trials',
        '0052_feedback',
        '0053_screenshots',
        '0054_waits',
        '0055_hooks',
        '0056_mail_in',
        '0057_digests',
        '0058_threads',
        '0059_quiet',
        '0060_chat',
        '0061_ranks',
    )]

    initial = True

    dependencies = []

    operations = [
        Tables([
            migrations.CreateModel(
                name='Reason',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('actor', models.BigIntegerField(null=True)),
                    ('kind', models.CharField(max_length=60)),
                    ('data', models.JSONField()),
                    ('reason', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.reason')),
                    ('chain', models.CharField(max_length=64)),
                ],
                options={
                    'indexes': [models.Index(fields=['kind', 'id'], name='parley_entr_kind_3ce58a_idx'), models.Index(fields=['actor', 'id'], name='parley_entr_actor_b77442_idx')],
                },
            ),
            migrations.CreateModel(
                name='About',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='abouts', to='parley.entry')),
                    ('kind', models.CharField(max_length=30)),
                    ('key', models.BigIntegerField()),
                ],
                options={
                    'indexes': [models.Index(fields=['kind', 'key', 'entry'], name='parley_abou_kind_8e013d_idx')],
                },
            ),
            migrations.CreateModel(
                name='Pending',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('task', models.CharField(max_length=60)),
                    ('payload', models.JSONField(default=dict)),
                    ('unique_key', models.CharField(max_length=120, null=True, unique=True)),
                    ('run_after', models.DateTimeField()),
                    ('due_since', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('rank', models.PositiveSmallIntegerField(db_default=parley.ledger.terms.Rank['USUAL'], default=parley.ledger.terms.Rank['USUAL'])),
                    ('lease', models.PositiveIntegerField(default=0)),
                    ('parked', models.BooleanField(default=False)),
                    ('trouble', models.TextField(blank=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('parked', False)), fields=['rank', 'run_after', 'id'], name='work_due')],
                },
            ),
            migrations.CreateModel(
                name='Function',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=60, unique=True)),
                    ('name', models.CharField(max_length=80, unique=True)),
                    ('side', models.CharField(max_length=30)),
                    ('duty', models.CharField(default='none', max_length=30)),
                ],
                options={
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Region',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=60, unique=True)),
                    ('name', models.CharField(max_length=80, unique=True)),
                ],
                options={
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('key', models.CharField(max_length=120, unique=True)),
                    ('email', models.EmailField(max_length=254, null=True, unique=True)),
                    ('name', models.CharField(max_length=200)),
                    ('company', models.CharField(blank=True, max_length=200)),
                    ('function', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='parley.function')),
                    ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='parley.region')),
                    ('time_zone', models.CharField(default='UTC', max_length=60)),
                    ('language', models.CharField(default='en', max_length=12)),
                    ('operations', models.BooleanField(default=False)),
                    ('left_on', models.DateField(null=True)),
                    ('seen_until', models.DateTimeField(null=True)),
                    ('sessions', models.PositiveIntegerField(default=0)),
                    ('away_from', models.DateField(null=True)),
                    ('away_until', models.DateField(null=True)),
                    ('quiet_from', models.TimeField(default=datetime.time(19, 0))),
                    ('quiet_until', models.TimeField(default=datetime.time(8, 0))),
                    ('deputy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('entered_at', models.DateTimeField(null=True)),
                    ('entered_by', models.BigIntegerField(null=True)),
                    ('remind_every', models.PositiveSmallIntegerField(default=3)),
                ],
                options={
                    'indexes': [models.Index(fields=['name'], name='parley_pers_name_62cc8a_idx'), models.Index(condition=models.Q(('left_on__isnull', False)), fields=['left_on'], name='leavers')],
                },
            ),
            migrations.CreateModel(
                name='SignInLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('expires_at', models.DateTimeField()),
                    ('used_at', models.DateTimeField(null=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Client',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(default='parley', max_length=40)),
                    ('key', models.CharField(max_length=120)),
                    ('name', models.CharField(max_length=200)),
                    ('folded', models.CharField(default='', editable=False, max_length=400)),
                    ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='parley.client')),
                    ('top', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.client')),
                    ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clients', to='parley.region')),
                    ('segment', models.CharField(blank=True, max_length=80)),
                    ('revenue', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                    ('currency', models.CharField(blank=True, max_length=3)),
                    ('left_on', models.DateField(null=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'indexes': [models.Index(fields=['name'], name='parley_clie_name_ad9d4b_idx'), models.Index(fields=['folded'], name='parley_clie_folded_89abb7_idx'), models.Index(fields=['region', 'name'], name='parley_clie_region__6e0ce8_idx')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='client_identity')],
                },
            ),
            migrations.CreateModel(
                name='Alias',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='parley.client')),
                    ('name', models.CharField(max_length=200)),
                    ('folded', models.CharField(max_length=200, unique=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='AccountManager',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='managers', to='parley.client')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('client', 'person'), name='account_manager_once')],
                },
            ),
            migrations.CreateModel(
                name='ClientDomain',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('client', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='domains', to='parley.client')),
                    ('domain', models.CharField(db_index=True, max_length=253)),
                    ('kept_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('kept_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('client', 'domain'), name='domain_of_client_once')],
                },
            ),
            migrations.CreateModel(
                name='SensitiveTime',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('client', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='sensitive_times', to='parley.client')),
                    ('what', models.CharField(max_length=30)),
                    ('until', models.DateField()),
                    ('because', models.TextField(blank=True)),
                    ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('set_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('client',), name='one_sensitive_time')],
                },
            ),
            migrations.CreateModel(
                name='Rate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('currency', models.CharField(max_length=3)),
                    ('base', models.CharField(max_length=3)),
                    ('since', models.DateField()),
                    ('worth', models.DecimalField(decimal_places=8, max_digits=18)),
                    ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('set_at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['currency', '-since', '-id'], name='parley_rate_currenc_d54246_idx')],
                },
            ),
            migrations.CreateModel(
                name='Insight',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='insights', to='parley.client')),
                    ('text', models.TextField()),
                    ('said_on', models.DateField()),
                    ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='insights', to=settings.AUTH_USER_MODEL)),
                    ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('noted_at', models.DateTimeField()),
                    ('source', models.CharField(default='parley', max_length=40)),
                    ('key', models.CharField(max_length=120)),
                    ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='parley.insight')),
                    ('kept', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='voices', to='parley.insight')),
                    ('merged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('merged_at', models.DateTimeField(null=True)),
                    ('waits', models.BooleanField(db_default=True, default=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['client', '-said_on'], name='parley_insi_client__9e8010_idx'), models.Index(fields=['-noted_at', '-id'], name='insight_as_noted'), models.Index(fields=['author', '-noted_at'], name='insight_by_author'), models.Index(condition=models.Q(('waits', True)), fields=['-id'], name='insight_waits')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='insight_identity')],
                },
            ),
            migrations.CreateModel(
                name='Area',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=60, unique=True)),
                    ('name', models.CharField(max_length=120, unique=True)),
                    ('decider', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('dissolved_on', models.DateField(null=True)),
                ],
                options={
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Group',
                fields=[
                    ('area', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='group', serialize=False, to='parley.area')),
                    ('charter', models.TextField(blank=True)),
                    ('legal_approves', models.BooleanField(default=False)),
                    ('answer_days', models.PositiveSmallIntegerField(default=14)),
                    ('transcript_days', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Team',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='parley.area')),
                    ('name', models.CharField(max_length=120)),
                    ('capacity', models.DecimalField(decimal_places=1, default=0, max_digits=6)),
                    ('closed_on', models.DateField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('area', 'name'), name='team_once_an_area')],
                },
            ),
            migrations.CreateModel(
                name='Member',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='parley.area')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                    ('kind', models.CharField(max_length=30)),
                    ('since', models.DateField()),
                    ('until', models.DateField(null=True)),
                    ('entered_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('area', 'person'), name='member_once_a_group')],
                },
            ),
            migrations.CreateModel(
                name='Facilitator',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facilitators', to='parley.area')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('area', 'person'), name='facilitator_once')],
                },
            ),
            migrations.CreateModel(
                name='ProductPerson',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='product_people', to='parley.area')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('entered_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('area', 'person'), name='product_person_once')],
                },
            ),
            migrations.CreateModel(
                name='Shift',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='parley.team')),
                    ('lender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lent_shifts', to='parley.area')),
                    ('borrower', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='borrowed_shifts', to='parley.area')),
                    ('share', models.PositiveSmallIntegerField(null=True)),
                    ('weekly', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                    ('first', models.DateField()),
                    ('back_on', models.DateField()),
                    ('reason', models.TextField()),
                    ('extended_because', models.TextField(blank=True)),
                    ('lent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('lent_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['back_on'], name='shift_back_on')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('lender', models.F('borrower')), _negated=True), name='lent_to_another'), models.CheckConstraint(condition=models.Q(('back_on__gte', models.F('first'))), name='back_after_it_went'), models.CheckConstraint(condition=models.Q(models.Q(('share__isnull', True), ('weekly__gt', 0)), models.Q(('share__gte', 1), ('share__lte', 100), ('weekly__isnull', True)), _connector='OR'), name='share_or_team_weeks')],
                },
            ),
            migrations.CreateModel(
                name='Thread',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('opened_at', models.DateTimeField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Comment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='parley.thread')),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('text', models.TextField()),
                    ('said_at', models.DateTimeField()),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('input_at', models.DateTimeField(null=True)),
                    ('edits', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'indexes': [models.Index(fields=['thread', 'id'], name='parley_comm_thread__55aec8_idx'), models.Index(condition=models.Q(('input_at__isnull', False)), fields=['input_at'], name='comments_as_input')],
                },
            ),
            migrations.CreateModel(
                name='EarlierWords',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier', to='parley.comment')),
                    ('text', models.TextField()),
                    ('until', models.DateTimeField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Reaction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='parley.comment')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('kind', models.CharField(max_length=30)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('comment', 'person', 'kind'), name='reacted_once')],
                },
            ),
            migrations.CreateModel(
                name='Mention',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='parley.comment')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.area')),
                    ('written', models.CharField(max_length=254)),
                    ('made_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('comment', 'written'), name='mentioned_once'), models.CheckConstraint(condition=models.Q(models.Q(('area__isnull', False), ('person', None)), models.Q(('area', None), ('person__isnull', False)), _connector='OR'), name='mentions_one')],
                },
            ),
            migrations.CreateModel(
                name='TakenFurther',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taken_further', to='parley.comment')),
                    ('into_kind', models.CharField(max_length=30)),
                    ('into', models.BigIntegerField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('taken_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('into_kind', 'into', 'comment'), name='taken_further_once')],
                },
            ),
            migrations.CreateModel(
                name='Bookmark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookmarks', to='parley.thread')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('read_to', models.BigIntegerField(default=0)),
                    ('draft', models.TextField(blank=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('thread', 'person'), name='bookmark_once')],
                },
            ),
            migrations.CreateModel(
                name='Attachment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='parley.thread')),
                    ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='parley.comment')),
                    ('name', models.CharField(blank=True, max_length=100)),
                    ('kind', models.CharField(max_length=30)),
                    ('size', models.PositiveIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('width', models.PositiveIntegerField(default=0)),
                    ('height', models.PositiveIntegerField(default=0)),
                    ('pages', models.PositiveIntegerField(default=0)),
                    ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('added_at', models.DateTimeField()),
                    ('removed_at', models.DateTimeField(null=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='AttachmentContent',
                fields=[
                    ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='content', serialize=False, to='parley.attachment')),
                    ('whole', models.BinaryField()),
                    ('preview', models.BinaryField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Follower',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='parley.thread')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('thread', 'person'), name='follower_once')],
                },
            ),
            migrations.CreateModel(
                name='Guest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='parley.thread')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('since', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('thread', 'person'), name='guest_once')],
                },
            ),
            migrations.CreateModel(
                name='Contribution',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to=settings.AUTH_USER_MODEL)),
                    ('kind', models.CharField(max_length=30)),
                    ('given', models.BigIntegerField()),
                    ('credited_by_kind', models.CharField(max_length=30)),
                    ('credited_by', models.BigIntegerField()),
                    ('credited_at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['person', '-credited_at'], name='parley_cont_person__683578_idx'), models.Index(fields=['credited_by_kind', 'credited_by'], name='parley_cont_credite_34fb7b_idx'), models.Index(fields=['credited_by_kind', 'credited_at'], name='credits_of_a_time')],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'given', 'person', 'credited_by_kind', 'credited_by'), name='credited_once')],
                },
            ),
            migrations.CreateModel(
                name='StageLabel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stage', models.CharField(max_length=30, unique=True)),
                    ('label', models.CharField(max_length=60)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Initiative',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='parley.area')),
                    ('source', models.CharField(default='parley', max_length=40)),
                    ('key', models.CharField(max_length=120)),
                    ('title', models.CharField(max_length=200)),
                    ('stage', models.CharField(max_length=30)),
                    ('horizon', models.CharField(max_length=30)),
                    ('window_first', models.DateField(null=True)),
                    ('window_last', models.DateField(null=True)),
                    ('confidence', models.CharField(max_length=30, null=True)),
                    ('audience', models.CharField(max_length=30)),
                    ('all_regions', models.BooleanField(default=True)),
                    ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('why', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.initiativewhy')),
                    ('shown_to', models.CharField(max_length=30)),
                    ('thread', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.thread')),
                    ('position', models.PositiveIntegerField(default=0)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('live_at', models.DateTimeField(null=True)),
                    ('created_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['area', 'horizon', 'position'], name='parley_init_area_id_248eb9_idx'), models.Index(fields=['shown_to', 'area'], name='parley_init_shown_t_550c53_idx')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='initiative_identity'), models.CheckConstraint(condition=models.Q(models.Q(('window_first', None), ('window_last', None)), ('window_first__lte', models.F('window_last')), _connector='OR'), name='window_ends_after_it_begins')],
                },
            ),
            migrations.CreateModel(
                name='InitiativeWhy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='whys', to='parley.initiative')),
                    ('because', models.TextField(blank=True)),
                    ('who_benefits', models.TextField(blank=True)),
                    ('budget', models.TextField(blank=True)),
                    ('budget_amount', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                    ('budget_currency', models.CharField(blank=True, max_length=3)),
                    ('expected_return', models.TextField(blank=True)),
                    ('return_basis', models.TextField(blank=True)),
                    ('instead', models.TextField(blank=True)),
                    ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('written_at', models.DateTimeField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='InitiativeRegion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regions', to='parley.initiative')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('initiative', 'region'), name='initiative_region_once')],
                },
            ),
            migrations.CreateModel(
                name='RegionOverride',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='region_overrides', to='parley.initiative')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region')),
                    ('horizon', models.CharField(max_length=30, null=True)),
                    ('window_first', models.DateField(null=True)),
                    ('window_last', models.DateField(null=True)),
                    ('confidence', models.CharField(max_length=30, null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('initiative', 'region'), name='region_override_once')],
                },
            ),
            migrations.CreateModel(
                name='Override',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overrides', to='parley.initiative')),
                    ('waives', models.CharField(max_length=30)),
                    ('audience', models.CharField(max_length=30, null=True)),
                    ('reason', models.TextField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given_at', models.DateTimeField()),
                    ('until', models.DateField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('initiative', 'waives'), name='one_override_each')],
                },
            ),
            migrations.CreateModel(
                name='InsightLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='insight_links', to='parley.initiative')),
                    ('insight', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='initiative_links', to='parley.insight')),
                    ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.client')),
                    ('stance', models.CharField(max_length=30)),
                    ('linked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('linked_at', models.DateTimeField()),
                    ('own', models.BooleanField(db_default=True, default=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['initiative', 'stance', 'client'], name='who_asks')],
                    'constraints': [models.UniqueConstraint(fields=('initiative', 'insight'), name='insight_linked_once')],
                },
            ),
            migrations.CreateModel(
                name='NotPlanned',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('insight', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='parley.insight')),
                    ('reason', models.TextField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('insight',), name='one_answer_each')],
                },
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
                name='Acceptance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acceptances', to='parley.initiative')),
                    ('reason', models.TextField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('initiative',), name='one_acceptance_each')],
                },
            ),
            migrations.CreateModel(
                name='Estimate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='estimate', to='parley.initiative')),
                    ('team_weeks', models.DecimalField(decimal_places=1, max_digits=6)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given_at', models.DateTimeField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Tie',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.initiative')),
                    ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.initiative')),
                    ('kind', models.CharField(max_length=30)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('first', 'second', 'kind'), name='tie_once'), models.CheckConstraint(condition=models.Q(('first', models.F('second')), _negated=True), name='tied_to_another')],
                },
            ),
            migrations.CreateModel(
                name='ShiftPart',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('shift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='parley.shift')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shift_parts', to='parley.initiative')),
                    ('part', models.CharField(max_length=30)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('shift', 'initiative'), name='once_in_a_shift')],
                },
            ),
            migrations.CreateModel(
                name='Topic',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='parley.area')),
                    ('kind', models.CharField(max_length=30)),
                    ('title', models.CharField(max_length=200)),
                    ('why', models.TextField()),
                    ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to=settings.AUTH_USER_MODEL)),
                    ('side', models.CharField(max_length=30)),
                    ('brought_at', models.DateTimeField()),
                    ('answer_by', models.DateField()),
                    ('state', models.CharField(default='open', max_length=30)),
                    ('answer', models.TextField(blank=True)),
                    ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('parked_until', models.DateField(null=True)),
                    ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='parley.topic')),
                    ('thread', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.thread')),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'indexes': [models.Index(fields=['area', 'state', 'answer_by'], name='parley_topi_area_id_312f7e_idx'), models.Index(fields=['brought_by', '-brought_at'], name='parley_topi_brought_89fd31_idx'), models.Index(fields=['brought_at'], name='topics_as_brought')],
                },
            ),
            migrations.CreateModel(
                name='TopicRegion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regions', to='parley.topic')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('topic', 'region'), name='topic_region_once')],
                },
            ),
            migrations.CreateModel(
                name='TopicFunction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='functions', to='parley.topic')),
                    ('function', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.function')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('topic', 'function'), name='topic_function_once')],
                },
            ),
            migrations.CreateModel(
                name='TopicInitiative',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='initiative_links', to='parley.topic')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_links', to='parley.initiative')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('topic', 'initiative'), name='topic_initiative_once')],
                },
            ),
            migrations.CreateModel(
                name='Supporter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supporters', to='parley.topic')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('why', models.TextField(blank=True)),
                    ('since', models.DateTimeField()),
                    ('came_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.topic')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('topic', 'person'), name='supporter_once')],
                },
            ),
            migrations.CreateModel(
                name='Decision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='parley.area')),
                    ('question', models.CharField(max_length=240)),
                    ('context', models.TextField(blank=True)),
                    ('decide_by', models.DateField()),
                    ('decider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('opened_at', models.DateTimeField()),
                    ('state', models.CharField(default='open', max_length=30)),
                    ('chosen', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.option')),
                    ('reason', models.TextField(blank=True)),
                    ('published_at', models.DateTimeField(null=True)),
                    ('review_on', models.DateField(null=True)),
                    ('supersedes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='parley.decision')),
                    ('what_changed', models.TextField(blank=True)),
                    ('first', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='line', to='parley.decision')),
                    ('thread', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.thread')),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'indexes': [models.Index(fields=['area', 'state', 'decide_by'], name='parley_deci_area_id_f813cc_idx'), models.Index(fields=['decider', 'state', 'decide_by'], name='parley_deci_decider_b2cf70_idx'), models.Index(fields=['state', 'decide_by'], name='parley_deci_state_861f9a_idx'), models.Index(fields=['state', 'review_on'], name='parley_deci_state_28603c_idx')],
                },
            ),
            migrations.CreateModel(
                name='Option',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='parley.decision')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(max_length=200)),
                    ('why', models.TextField()),
                    ('put_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('initiative', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.initiative')),
                    ('asks', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('thread', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.thread')),
                ],
                options={
                    'ordering': ['position', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Effect',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('option', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='effects', to='parley.option')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.initiative')),
                    ('field', models.CharField(max_length=30)),
                    ('expected', models.CharField(blank=True, max_length=60)),
                    ('new', models.CharField(blank=True, max_length=60)),
                    ('applied_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('option', 'initiative', 'field'), name='one_effect_a_field')],
                },
            ),
            migrations.CreateModel(
                name='DecisionInitiative',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='initiative_links', to='parley.decision')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decision_links', to='parley.initiative')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('decision', 'initiative'), name='decision_initiative_once')],
                },
            ),
            migrations.CreateModel(
                name='DecisionTopic',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_links', to='parley.decision')),
                    ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decision_links', to='parley.topic')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('decision', 'topic'), name='decision_topic_once')],
                },
            ),
            migrations.CreateModel(
                name='Agreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('decision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='agreement', to='parley.decision')),
                    ('option', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.option')),
                    ('reason', models.TextField()),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_at', models.DateTimeField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Settlement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='settlements', to='parley.decision')),
                    ('option', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='parley.option')),
                    ('title', models.CharField(max_length=200)),
                    ('reason', models.TextField()),
                    ('review_on', models.DateField(null=True)),
                    ('settled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('instead_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('settled_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('sent_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sent_back_because', models.TextField(blank=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('decision',), name='one_settlement_in_force')],
                },
            ),
            migrations.CreateModel(
                name='DecidingLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='parley.decision')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('address', models.CharField(blank=True, max_length=254)),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('brief', models.CharField(max_length=64)),
                    ('made_at', models.DateTimeField()),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('expires_at', models.DateTimeField()),
                    ('used_at', models.DateTimeField(null=True)),
                    ('revoked_at', models.DateTimeField(null=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='DecidingDeputy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('decider', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('first', models.DateField()),
                    ('last', models.DateField()),
                    ('in_force', models.BooleanField(default=False)),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['deputy', 'in_force'], name='deputies_in_force')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('decider',), name='one_deciding_deputy')],
                },
            ),
            migrations.CreateModel(
                name='DecidingPolicy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sign_in', models.BooleanField(default=False)),
                    ('chosen_at', models.DateTimeField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Leaning',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leanings', to='parley.decision')),
                    ('option', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leanings', to='parley.option')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('would_change', models.TextField()),
                    ('said_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('decision', 'person'), name='one_leaning_each')],
                },
            ),
            migrations.CreateModel(
                name='PrivateNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='private_notes', to='parley.decision')),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('told', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('text', models.TextField()),
                    ('written_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('decision', 'author'), name='one_private_note_each')],
                },
            ),
            migrations.CreateModel(
                name='Dissent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dissents', to='parley.decision')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('text', models.TextField()),
                    ('said_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('decision', 'person'), name='dissent_once')],
                },
            ),
            migrations.CreateModel(
                name='UnsignedDissent',
                fields=[
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('words', models.TextField()),
                    ('browser', models.CharField(max_length=64, null=True, unique=True)),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unsigned_dissents', to='parley.decision')),
                ],
                options={
                    'ordering': ['key'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='DissentOpening',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('decision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='dissent_opening', to='parley.decision')),
                    ('could_write', models.PositiveIntegerField()),
                    ('opened_at', models.DateTimeField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Review',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='parley.decision')),
                    ('outcome', models.CharField(max_length=30)),
                    ('words', models.TextField()),
                    ('reviewed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reviewed_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['-pk'],
                },
            ),
            migrations.CreateModel(
                name='DecisionRound',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='parley.decision')),
                    ('option', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='rounds', to='parley.option')),
                    ('question', models.CharField(blank=True, max_length=300)),
                    ('writers', models.PositiveIntegerField(default=0)),
                    ('opened_at', models.DateTimeField()),
                    ('closes_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('closed_at', None)), fields=['closes_at'], name='decision_rounds_to_close')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('decision',), name='one_open_round_a_decision')],
                },
            ),
            migrations.CreateModel(
                name='DecisionNote',
                fields=[
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('words', models.TextField()),
                    ('browser', models.CharField(max_length=64, null=True, unique=True)),
                    ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='parley.decisionround')),
                ],
                options={
                    'ordering': ['key'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TalkTrack',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='talk_tracks', to='parley.initiative')),
                    ('name', models.CharField(max_length=120)),
                    ('whom', models.CharField(max_length=30)),
                    ('expires_on', models.DateField()),
                    ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('drafted_at', models.DateTimeField()),
                    ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('approved_at', models.DateTimeField(null=True)),
                    ('legal_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('legal_at', models.DateTimeField(null=True)),
                    ('in_force_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('ending', models.CharField(max_length=30, null=True)),
                    ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['expires_on'], name='talk_track_ends')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None), ('in_force_at', None)), fields=('initiative',), name='one_draft_each'), models.UniqueConstraint(condition=models.Q(('ended_at', None), ('in_force_at__isnull', False)), fields=('initiative',), name='one_in_force_each')],
                },
            ),
            migrations.CreateModel(
                name='TrackWords',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('track', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='parley.talktrack')),
                    ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region')),
                    ('text', models.TextField()),
                    ('window_first', models.DateField(null=True)),
                    ('window_last', models.DateField(null=True)),
                    ('confidence', models.CharField(max_length=30, null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('track', 'region'), name='track_words_once')],
                },
            ),
            migrations.CreateModel(
                name='TrackClient',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('track', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clients', to='parley.talktrack')),
                    ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.client')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('track', 'client'), name='track_client_once')],
                },
            ),
            migrations.CreateModel(
                name='TellingOverride',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='telling_overrides', to='parley.initiative')),
                    ('whom', models.CharField(max_length=30)),
                    ('finest', models.CharField(max_length=30, null=True)),
                    ('reason', models.TextField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given_at', models.DateTimeField()),
                    ('until', models.DateField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('initiative',), name='one_telling_override_each')],
                },
            ),
            migrations.CreateModel(
                name='Statement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='parley.initiative')),
                    ('client', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='parley.client')),
                    ('track', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='parley.talktrack')),
                    ('name', models.CharField(max_length=120)),
                    ('text', models.TextField()),
                    ('window_first', models.DateField(null=True)),
                    ('window_last', models.DateField(null=True)),
                    ('confidence', models.CharField(max_length=30, null=True)),
                    ('told_on', models.DateField()),
                    ('to_whom', models.CharField(blank=True, max_length=200)),
                    ('means', models.CharField(max_length=30)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('logged_at', models.DateTimeField()),
                    ('latest', models.BooleanField(default=True)),
                    ('lost', models.BooleanField(default=False)),
                    ('source', models.CharField(default='parley', max_length=40)),
                    ('key', models.CharField(max_length=120, null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['client', '-told_on'], name='told_to_client'), models.Index(fields=['initiative', '-told_on'], name='told_of_initiative')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('latest', True)), fields=('initiative', 'client'), name='latest_statement'), models.UniqueConstraint(fields=('source', 'key'), name='statement_identity')],
                },
            ),
            migrations.CreateModel(
                name='ToldPromise',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='parley.initiative')),
                    ('window_first', models.DateField()),
                    ('window_last', models.DateField()),
                    ('confidence', models.CharField(max_length=30)),
                    ('told_on', models.DateField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('initiative', 'window_last', 'window_first', 'confidence'), name='told_promise_once')],
                },
            ),
            migrations.CreateModel(
                name='Correction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('opened_at', models.DateTimeField()),
                    ('reminded_at', models.DateTimeField(null=True)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('took_days', models.PositiveIntegerField(null=True)),
                    ('closing', models.CharField(max_length=30, null=True)),
                    ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('because', models.TextField(blank=True)),
                    ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='parley.statement')),
                    ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='parley.initiative')),
                    ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='parley.client')),
                    ('faults', models.JSONField()),
                    ('why', models.CharField(max_length=30)),
                    ('days', models.PositiveIntegerField(default=0)),
                    ('text', models.TextField()),
                    ('changed_at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['initiative', 'closed_at'], name='corrections_of'), models.Index(condition=models.Q(('closed_at', None)), fields=['client'], name='open_corrections')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('initiative', 'client'), name='one_open_correction')],
                },
            ),
            migrations.CreateModel(
                name='ShareLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('client', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='share_links', to='parley.client')),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_at', models.DateTimeField()),
                    ('expires_on', models.DateField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('views', models.PositiveIntegerField(default=0)),
                    ('viewed_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['client', '-made_at'], name='share_links_of')],
                },
            ),
            migrations.CreateModel(
                name='SharedStatement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shared', to='parley.sharelink')),
                    ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.statement')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('link', 'statement'), name='shared_once')],
                },
            ),
            migrations.CreateModel(
                name='ShareVisit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='parley.sharelink')),
                    ('visit_hash', models.CharField(max_length=64)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('link', 'visit_hash'), name='visit_once')],
                },
            ),
            migrations.CreateModel(
                name='LaunchPlan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='launch_plan', to='parley.initiative')),
                    ('for_whom', models.TextField()),
                    ('enablement', models.TextField(blank=True)),
                    ('support_notes', models.TextField(blank=True)),
                    ('measure', models.TextField(blank=True)),
                    ('expected', models.TextField(blank=True)),
                    ('back_on', models.DateField(null=True)),
                    ('looked_at', models.DateTimeField(null=True)),
                    ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('written_at', models.DateTimeField()),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('looked_at', None)), fields=['back_on'], name='launch_looked_back_on')],
                },
            ),
            migrations.CreateModel(
                name='LaunchRegion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regions', to='parley.launchplan')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region')),
                    ('day', models.DateField(null=True)),
                    ('enabled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('enabled_at', models.DateTimeField(null=True)),
                    ('supported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('supported_at', models.DateTimeField(null=True)),
                    ('ready', models.BooleanField(null=True)),
                    ('because', models.TextField(blank=True)),
                    ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('said_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['day'], name='launch_day')],
                    'constraints': [models.UniqueConstraint(fields=('plan', 'region'), name='launch_region_once')],
                },
            ),
            migrations.CreateModel(
                name='LookBackMoved',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='parley.launchplan')),
                    ('before', models.DateField()),
                    ('after', models.DateField()),
                    ('reason', models.TextField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='LookBack',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='look_backs', to='parley.launchplan')),
                    ('came', models.CharField(max_length=30)),
                    ('text', models.TextField()),
                    ('figure', models.CharField(blank=True, max_length=80)),
                    ('measure', models.TextField(blank=True)),
                    ('expected', models.TextField(blank=True)),
                    ('due_on', models.DateField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Announcement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('opened_at', models.DateTimeField()),
                    ('reminded_at', models.DateTimeField(null=True)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('took_days', models.PositiveIntegerField(null=True)),
                    ('closing', models.CharField(max_length=30, null=True)),
                    ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('because', models.TextField(blank=True)),
                    ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='announcements', to='parley.initiative')),
                    ('client', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='announcements', to='parley.client')),
                    ('asked', models.BooleanField(default=False)),
                    ('told', models.BooleanField(default=False)),
                    ('tested', models.BooleanField(default=False)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('closed_at', None)), fields=['client'], name='open_announcements')],
                    'constraints': [models.UniqueConstraint(fields=('initiative', 'client'), name='announcement_once')],
                },
            ),
            migrations.CreateModel(
                name='Batch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('started_at', models.DateTimeField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('source', models.CharField(max_length=40)),
                    ('report', models.JSONField(default=dict)),
                    ('brought', models.JSONField(default=dict)),
                    ('undo_asked_at', models.DateTimeField(null=True)),
                    ('undone_at', models.DateTimeField(null=True)),
                    ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='FactsBefore',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='facts_before', to='parley.batch')),
                    ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.client')),
                    ('before', models.JSONField()),
                    ('after', models.JSONField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('batch', 'client'), name='facts_before_once')],
                },
            ),
            migrations.CreateModel(
                name='Upload',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                    ('name', models.CharField(max_length=200)),
                    ('size', models.PositiveIntegerField()),
                    ('step', models.CharField(default='columns', max_length=30)),
                    ('mapping', models.JSONField(default=dict)),
                    ('rows', models.PositiveIntegerField(default=0)),
                    ('found', models.JSONField(default=dict)),
                    ('batch', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='upload', to='parley.batch')),
                ],
                options={
                    'indexes': [models.Index(fields=['-at'], name='parley_uplo_at_ca31fb_idx')],
                },
            ),
            migrations.CreateModel(
                name='UploadPart',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('upload', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='parley.upload')),
                    ('number', models.PositiveIntegerField()),
                    ('content', models.BinaryField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('upload', 'number'), name='upload_part_once')],
                },
            ),
            migrations.CreateModel(
                name='Series',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series', to='parley.area')),
                    ('key', models.CharField(max_length=200)),
                    ('title', models.CharField(max_length=200)),
                    ('rule', models.CharField(max_length=200)),
                    ('starts_on', models.DateField(null=True)),
                    ('local_time', models.TimeField()),
                    ('time_zone', models.CharField(max_length=60)),
                    ('minutes', models.PositiveSmallIntegerField(default=60)),
                    ('said', models.CharField(blank=True, max_length=300)),
                    ('ended_on', models.DateField(null=True)),
                    ('hours', models.JSONField(default=list)),
                ],
                options={
                    'verbose_name_plural': 'series',
                    'constraints': [models.UniqueConstraint(fields=('area', 'key'), name='series_once_a_group')],
                },
            ),
            migrations.CreateModel(
                name='SittingRegion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='second_regions', to='parley.series')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('series', 'region'), name='one_sitting_a_region')],
                },
            ),
            migrations.CreateModel(
                name='Meeting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='parley.area')),
                    ('series', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='parley.series')),
                    ('sitting', models.PositiveSmallIntegerField(default=1)),
                    ('held_anyway', models.BooleanField(default=False)),
                    ('occurrence', models.DateField(null=True)),
                    ('title', models.CharField(max_length=200)),
                    ('starts_at', models.DateTimeField()),
                    ('minutes', models.PositiveSmallIntegerField(default=60)),
                    ('time_zone', models.CharField(max_length=60)),
                    ('state', models.CharField(default='planned', max_length=30)),
                    ('cancelled_because', models.TextField(blank=True)),
                    ('note_taker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('run_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('run_as', models.CharField(default='drawn', max_length=30)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('minutes_published_at', models.DateTimeField(null=True)),
                    ('minutes_published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('minutes_sent_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['area', 'starts_at'], name='parley_meet_area_id_f96a97_idx'), models.Index(fields=['state', 'starts_at'], name='parley_meet_state_905ed8_idx'), models.Index(condition=models.Q(('minutes_published_at__isnull', False), ('minutes_sent_at', None)), fields=['minutes_published_at'], name='minutes_to_send')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('series__isnull', False)), fields=('series', 'occurrence', 'sitting'), name='one_meeting_a_sitting')],
                },
            ),
            migrations.CreateModel(
                name='MeetingRegion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='second_regions', to='parley.meeting')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('meeting', 'region'), name='one_seat_a_region')],
                },
            ),
            migrations.CreateModel(
                name='Attendance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='parley.meeting')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('presence', models.CharField(max_length=30)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='attendance_once')],
                },
            ),
            migrations.CreateModel(
                name='AgendaItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='parley.meeting')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(blank=True, max_length=240)),
                    ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='parley.topic')),
                    ('initiative', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='parley.initiative')),
                    ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='parley.decision')),
                    ('purpose', models.CharField(max_length=30)),
                    ('why', models.TextField(blank=True)),
                    ('minutes', models.PositiveSmallIntegerField()),
                    ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('state', models.CharField(default='ahead', max_length=30)),
                    ('notes', models.TextField(blank=True)),
                    ('carried_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='parley.agendaitem')),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'ordering': ['position', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('initiative', None), ('topic', None)), models.Q(('decision', None), ('topic', None)), models.Q(('decision', None), ('initiative', None)), _connector='OR'), name='an_item_is_about_one_thing')],
                },
            ),
            migrations.CreateModel(
                name='CalledIn',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='called_in', to='parley.agendaitem')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('function', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.function')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('item', 'person'), name='called_in_once')],
                },
            ),
            migrations.CreateModel(
                name='ActionPoint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='action_points', to='parley.area')),
                    ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='action_points', to='parley.meeting')),
                    ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='action_points', to='parley.agendaitem')),
                    ('text', models.TextField()),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='action_points', to=settings.AUTH_USER_MODEL)),
                    ('due_on', models.DateField()),
                    ('done_at', models.DateTimeField(null=True)),
                    ('dropped_because', models.TextField(blank=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['owner', 'done_at', 'due_on'], name='parley_acti_owner_i_503d93_idx'), models.Index(fields=['area', 'done_at'], name='parley_acti_area_id_be5406_idx')],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='parley.meeting')),
                    ('item', models.BigIntegerField(default=0)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sequence', models.PositiveIntegerField(default=0)),
                    ('starts_at', models.DateTimeField()),
                    ('minutes', models.PositiveSmallIntegerField()),
                    ('taken_back', models.BooleanField(default=False)),
                    ('seed', models.CharField(max_length=64)),
                    ('link_hash', models.CharField(max_length=64, unique=True)),
                    ('address_hash', models.CharField(max_length=64, unique=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('meeting', 'person', 'item'), name='invited_once')],
                },
            ),
            migrations.CreateModel(
                name='Reply',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='parley.meeting')),
                    ('item', models.BigIntegerField(default=0)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('coming', models.CharField(max_length=30)),
                    ('starts_at', models.DateTimeField()),
                    ('said_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('meeting', 'person', 'item'), name='replied_once')],
                },
            ),
            migrations.CreateModel(
                name='Feed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to=settings.AUTH_USER_MODEL)),
                    ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.area')),
                    ('seed', models.CharField(max_length=64)),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('made_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('area', None)), fields=('person',), name='one_feed_of_all'), models.UniqueConstraint(fields=('person', 'area'), name='one_feed_a_group')],
                },
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
                name='Holiday',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('name', models.CharField(max_length=120)),
                    ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('day', 'region'), name='one_holiday_a_day_and_region'), models.UniqueConstraint(condition=models.Q(('region', None)), fields=('day',), name='one_holiday_a_day_for_everybody')],
                },
            ),
            migrations.CreateModel(
                name='LiveRoom',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='room', to='parley.meeting')),
                    ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='parley.agendaitem')),
                    ('item_since', models.DateTimeField(null=True)),
                    ('extra', models.PositiveSmallIntegerField(default=0)),
                    ('floor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('floor_since', models.DateTimeField(null=True)),
                    ('invited', models.PositiveIntegerField(default=0)),
                    ('started_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('voices', models.PositiveIntegerField(null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['meeting'], name='rooms_that_are_on')],
                },
            ),
            migrations.CreateModel(
                name='Round',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='parley.liveroom')),
                    ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='rounds', to='parley.agendaitem')),
                    ('kind', models.CharField(max_length=30)),
                    ('question', models.CharField(blank=True, max_length=300)),
                    ('writers', models.PositiveIntegerField(default=0)),
                    ('opened_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('room',), name='one_open_round_a_room')],
                },
            ),
            migrations.CreateModel(
                name='SealedNote',
                fields=[
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('words', models.TextField()),
                    ('browser', models.CharField(max_length=64, null=True, unique=True)),
                    ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='parley.round')),
                ],
                options={
                    'ordering': ['key'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Hand',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hands', to='parley.liveroom')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('hand_since', models.DateTimeField(null=True)),
                    ('asks', models.BooleanField(default=False)),
                    ('next', models.BooleanField(default=False)),
                    ('had_turn', models.BooleanField(default=False)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('room', 'person'), name='one_hand_each')],
                },
            ),
            migrations.CreateModel(
                name='Arrival',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arrivals', to='parley.liveroom')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('seen_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('room', 'person'), name='one_arrival_each')],
                },
            ),
            migrations.CreateModel(
                name='HadFloor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='had_floor', to='parley.liveroom')),
                    ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.agendaitem')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('room', 'item', 'person'), name='had_floor_once_an_item'), models.UniqueConstraint(condition=models.Q(('item', None)), fields=('room', 'person'), name='had_floor_once_beside_items')],
                },
            ),
            migrations.CreateModel(
                name='FloorTime',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='floor_times', to='parley.liveroom')),
                    ('side', models.CharField(max_length=30)),
                    ('turns', models.PositiveIntegerField(default=0)),
                    ('seconds', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('room', 'side'), name='one_sum_a_side')],
                },
            ),
            migrations.CreateModel(
                name='Capture',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='captures', to='parley.meeting')),
                    ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='captures', to='parley.agendaitem')),
                    ('kind', models.CharField(max_length=30)),
                    ('words', models.TextField(blank=True)),
                    ('point', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.actionpoint')),
                    ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.topic')),
                    ('insight', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.insight')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='MinutesLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='minutes_lines', to='parley.meeting')),
                    ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='minutes_lines', to='parley.agendaitem')),
                    ('kind', models.CharField(max_length=30)),
                    ('words', models.TextField(blank=True)),
                    ('why', models.TextField(blank=True)),
                    ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.decision')),
                    ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.topic')),
                    ('insight', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.insight')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('day', models.DateField(null=True)),
                    ('written_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='Preparation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='preparation', to='parley.agendaitem')),
                    ('questions', models.JSONField(default=list)),
                    ('asked_of_you', models.TextField(blank=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Presenter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('guide_read_at', models.DateTimeField(null=True)),
                    ('practised', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Acronym',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('acronym', models.CharField(max_length=20, unique=True)),
                    ('meaning', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ['acronym'],
                },
            ),
            migrations.CreateModel(
                name='RotaAsk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='parley.meeting')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('in_return', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='parley.meeting')),
                    ('asked_at', models.DateTimeField()),
                    ('state', models.CharField(default='open', max_length=30)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('meeting',), name='one_is_asked_to_run_a_meeting')],
                },
            ),
            migrations.CreateModel(
                name='Talk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='talk', to='parley.meeting')),
                    ('counted_at', models.DateTimeField()),
                    ('report', models.JSONField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TalkShare',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.meeting')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('turns', models.PositiveIntegerField()),
                    ('seconds', models.FloatField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='talk_share_once')],
                },
            ),
            migrations.CreateModel(
                name='ShareLetGo',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.meeting')),
                    ('mark', models.CharField(max_length=64)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('meeting', 'mark'), name='share_let_go_once')],
                },
            ),
            migrations.CreateModel(
                name='Transcript',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.meeting')),
                    ('text', models.TextField()),
                    ('kept_at', models.DateTimeField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TapGiven',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.meeting')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='tapped_once')],
                },
            ),
            migrations.CreateModel(
                name='TapCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s', to='parley.meeting')),
                    ('could_say_yes', models.PositiveIntegerField(default=0)),
                    ('could_say_partly', models.PositiveIntegerField(default=0)),
                    ('could_say_no', models.PositiveIntegerField(default=0)),
                    ('worth_yes', models.PositiveIntegerField(default=0)),
                    ('worth_partly', models.PositiveIntegerField(default=0)),
                    ('worth_no', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TapRelease',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s', to='parley.meeting')),
                    ('could_say_yes', models.PositiveIntegerField(default=0)),
                    ('could_say_partly', models.PositiveIntegerField(default=0)),
                    ('could_say_no', models.PositiveIntegerField(default=0)),
                    ('worth_yes', models.PositiveIntegerField(default=0)),
                    ('worth_partly', models.PositiveIntegerField(default=0)),
                    ('worth_no', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.entry')),
                    ('because', models.CharField(max_length=30)),
                    ('told_at', models.DateTimeField()),
                    ('read_at', models.DateTimeField(null=True)),
                    ('mail_after', models.DateTimeField(null=True)),
                    ('mailed_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['person', 'read_at', '-told_at'], name='parley_noti_person__a5055b_idx'), models.Index(condition=models.Q(('mail_after__isnull', False), ('mailed_at__isnull', True), ('read_at__isnull', True)), fields=['person', 'mail_after'], name='news_to_mail')],
                    'constraints': [models.UniqueConstraint(fields=('person', 'entry'), name='told_once')],
                },
            ),
            migrations.CreateModel(
                name='WaitingFeed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='waiting_feed', to=settings.AUTH_USER_MODEL)),
                    ('seed', models.CharField(max_length=64)),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('made_at', models.DateTimeField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ChatAccount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='chat_account', to=settings.AUTH_USER_MODEL)),
                    ('slack_id', models.CharField(max_length=40, null=True, unique=True)),
                    ('linked_at', models.DateTimeField(null=True)),
                    ('code_hash', models.CharField(max_length=64, null=True, unique=True)),
                    ('code_until', models.DateTimeField(null=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ChatForm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, unique=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_kind', models.CharField(max_length=30)),
                    ('made_key', models.BigIntegerField()),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Channel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slack_id', models.CharField(max_length=40)),
                    ('name', models.CharField(max_length=100)),
                    ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.area')),
                    ('tied_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('tied_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('slack_id',), name='channel_tied_once')],
                },
            ),
            migrations.CreateModel(
                name='ChannelPost',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='parley.channel')),
                    ('name', models.CharField(max_length=40, unique=True)),
                    ('state', models.CharField(default='begun', max_length=30)),
                    ('stamp', models.CharField(blank=True, max_length=40)),
                    ('says', models.CharField(blank=True, max_length=64)),
                    ('began_at', models.DateTimeField()),
                    ('posted_at', models.DateTimeField(null=True)),
                    ('look_at', models.DateTimeField(null=True)),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('trouble', models.CharField(blank=True, max_length=500)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('look_at__isnull', False)), fields=['look_at'], name='posts_to_look_at'), models.Index(fields=['channel', 'state'], name='parley_chan_channel_83f08a_idx'), models.Index(fields=['state', 'began_at'], name='parley_chan_state_114d23_idx')],
                },
            ),
            migrations.CreateModel(
                name='PostedNews',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('channel', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.channel')),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.entry')),
                    ('about_kind', models.CharField(max_length=30)),
                    ('about_key', models.BigIntegerField()),
                    ('happened_at', models.DateTimeField()),
                    ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='news', to='parley.channelpost')),
                ],
                options={
                    'indexes': [models.Index(fields=['about_kind', 'about_key'], name='news_about'), models.Index(condition=models.Q(('post__isnull', True)), fields=['channel', 'id'], name='news_to_post')],
                    'constraints': [models.UniqueConstraint(fields=('channel', 'entry'), name='channel_told_once')],
                },
            ),
            migrations.CreateModel(
                name='MailChoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mail_choice', to=settings.AUTH_USER_MODEL)),
                    ('rhythm', models.CharField(max_length=30)),
                    ('weekdays', models.CharField(blank=True, max_length=7)),
                    ('hour', models.PositiveSmallIntegerField(default=8)),
                    ('news', models.BooleanField(default=True)),
                    ('minutes', models.BooleanField(default=True)),
                    ('chosen_at', models.DateTimeField(null=True)),
                    ('next_at', models.DateTimeField(null=True)),
                    ('told_until', models.DateTimeField(null=True)),
                    ('waited', models.JSONField(default=list)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at'], name='digests_due')],
                },
            ),
            migrations.CreateModel(
                name='StopLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('stops', models.CharField(max_length=30)),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('expires_at', models.DateTimeField(db_index=True)),
                    ('used_at', models.DateTimeField(null=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Hook',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('address', models.CharField(max_length=500)),
                    ('kinds', models.JSONField(default=list)),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('salt', models.CharField(max_length=64)),
                    ('salt_before', models.CharField(blank=True, max_length=64)),
                    ('both_until', models.DateTimeField(null=True)),
                    ('made_at', models.DateTimeField()),
                    ('off_at', models.DateTimeField(null=True)),
                    ('off_because', models.CharField(max_length=30, null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='HookHealth',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('hook', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='health', to='parley.hook')),
                    ('failures', models.PositiveIntegerField(default=0)),
                    ('failing_since', models.DateTimeField(null=True)),
                    ('paused_until', models.DateTimeField(null=True)),
                    ('done_at', models.DateTimeField(null=True)),
                    ('leased_until', models.DateTimeField(null=True)),
                    ('lease', models.PositiveIntegerField(default=0)),
                ],
            ),
            migrations.CreateModel(
                name='Delivery',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('hook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='parley.hook')),
                    ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.entry')),
                    ('kind', models.CharField(max_length=60)),
                    ('message', models.CharField(max_length=40, unique=True)),
                    ('state', models.CharField(default='waiting', max_length=30)),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('due_at', models.DateTimeField()),
                    ('made_at', models.DateTimeField()),
                    ('status', models.PositiveSmallIntegerField(null=True)),
                    ('trouble', models.CharField(blank=True, max_length=500)),
                    ('body', models.TextField(blank=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['state', 'due_at'], name='parley_deli_state_6122a2_idx'), models.Index(fields=['hook', 'state', 'due_at'], name='parley_deli_hook_id_4a3d80_idx'), models.Index(fields=['made_at'], name='parley_deli_made_at_0f8f07_idx')],
                    'constraints': [models.UniqueConstraint(fields=('hook', 'entry'), name='delivered_once')],
                },
            ),
            migrations.CreateModel(
                name='DeliveryTry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='log', to='parley.delivery')),
                    ('at', models.DateTimeField()),
                    ('status', models.PositiveSmallIntegerField(null=True)),
                    ('trouble', models.CharField(blank=True, max_length=500)),
                    ('answer', models.TextField(blank=True)),
                    ('took', models.PositiveIntegerField(default=0)),
                ],
            ),
            migrations.CreateModel(
                name='ReceivedLetter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=64)),
                    ('came_at', models.DateTimeField(db_index=True)),
                    ('became', models.CharField(max_length=30)),
                    ('words', models.TextField(blank=True)),
                    ('said_on', models.DateField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['person', '-came_at'], name='letters_of_person')],
                    'constraints': [models.UniqueConstraint(fields=('person', 'name'), name='letter_once')],
                },
            ),
            migrations.CreateModel(
                name='GroupLevel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.area')),
                    ('level', models.CharField(max_length=30)),
                ],
                options={
                    'indexes': [models.Index(fields=['area', 'level'], name='who_hears_a_group')],
                    'constraints': [models.UniqueConstraint(fields=('person', 'area'), name='level_once_a_group')],
                },
            ),
            migrations.CreateModel(
                name='ThingLevel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='parley.thread')),
                    ('level', models.CharField(max_length=30)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('person', 'thread'), name='level_once_a_thing')],
                },
            ),
            migrations.CreateModel(
                name='StageDuty',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stage', models.CharField(max_length=30)),
                    ('kind', models.CharField(max_length=30)),
                    ('label', models.CharField(blank=True, max_length=120)),
                    ('function', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.function')),
                    ('days', models.PositiveSmallIntegerField()),
                    ('number', models.PositiveSmallIntegerField(null=True)),
                    ('everywhere', models.BooleanField(default=True)),
                    ('listed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('listed_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None), models.Q(('kind', 'other'), _negated=True)), fields=('stage', 'kind'), name='duty_once_a_stage')],
                },
            ),
            migrations.CreateModel(
                name='DutyArea',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('duty', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='parley.stageduty')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.area')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('duty', 'area'), name='duty_once_an_area')],
                },
            ),
            migrations.CreateModel(
                name='OwedDuty',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owed_duties', to='parley.initiative')),
                    ('duty', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owed', to='parley.stageduty')),
                    ('kind', models.CharField(max_length=30)),
                    ('stage', models.CharField(max_length=30)),
                    ('number', models.PositiveSmallIntegerField(null=True)),
                    ('due_on', models.DateField(null=True)),
                    ('done_at', models.DateTimeField(null=True)),
                    ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('waived', models.BooleanField(default=False)),
                    ('note', models.TextField(blank=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['duty', 'initiative'], name='still_owed')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('done_at', None)), fields=('initiative', 'duty'), name='owed_once'), models.UniqueConstraint(condition=models.Q(('duty', None)), fields=('initiative', 'kind', 'stage'), name='done_ahead_once'), models.CheckConstraint(condition=models.Q(('done_at__isnull', False), ('duty__isnull', False), _connector='OR'), name='owed_or_done')],
                },
            ),
            migrations.CreateModel(
                name='Stay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='stays', to='parley.initiative')),
                    ('stage', models.CharField(max_length=30)),
                    ('entered_at', models.DateTimeField()),
                    ('begun', models.BooleanField(db_default=True, default=True)),
                    ('left_at', models.DateTimeField(null=True)),
                    ('seen_at', models.DateTimeField(null=True)),
                    ('batch', models.BigIntegerField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['initiative', 'entered_at'], name='stays_of_initiative'), models.Index(condition=models.Q(('batch__isnull', False)), fields=['batch'], name='stays_of_batch')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('left_at', None)), fields=('initiative',), name='one_open_stay'), models.CheckConstraint(condition=models.Q(('left_at', None), ('left_at__gte', models.F('entered_at')), _connector='OR'), name='left_after_entered')],
                },
            ),
            migrations.CreateModel(
                name='TargetMove',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='target_moves', to='parley.initiative')),
                    ('stage', models.CharField(max_length=30)),
                    ('moved_at', models.DateTimeField()),
                    ('before', models.CharField(max_length=60)),
                    ('after', models.CharField(max_length=60)),
                    ('releases', models.IntegerField()),
                    ('days', models.IntegerField(null=True)),
                    ('batch', models.BigIntegerField(db_index=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Solution',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='solutions', to='parley.initiative')),
                    ('thread', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.thread')),
                    ('title', models.CharField(max_length=200)),
                    ('text', models.TextField()),
                    ('speaks_for', models.TextField()),
                    ('speaks_against', models.TextField()),
                    ('helps', models.TextField()),
                    ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('written_at', models.DateTimeField()),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SolutionChoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='solution_choices', to='parley.initiative')),
                    ('solution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='parley.solution')),
                    ('reason', models.TextField()),
                    ('chosen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('chosen_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('initiative',), name='one_choice_each')],
                },
            ),
            migrations.CreateModel(
                name='Meaning',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('insight', models.BigIntegerField(unique=True)),
                    ('vector', models.BinaryField()),
                ],
            ),
            migrations.CreateModel(
                name='Indexed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=30)),
                    ('key', models.BigIntegerField()),
                    ('page', models.BigIntegerField()),
                    ('title', models.TextField(blank=True)),
                    ('body', models.TextField(blank=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['kind', 'page'], name='parley_inde_kind_d5fe2e_idx')],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='indexed_once')],
                },
            ),
            migrations.CreateModel(
                name='Wave',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('everybody', models.BooleanField(default=False)),
                    ('sides', models.JSONField(default=list)),
                    ('floor', models.PositiveSmallIntegerField(default=5)),
                    ('opens_at', models.DateTimeField()),
                    ('closes_at', models.DateTimeField()),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('planned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('opened_at', models.DateTimeField(null=True)),
                    ('invited', models.PositiveIntegerField(default=0)),
                    ('sealed_at', models.DateTimeField(null=True)),
                    ('answered', models.PositiveIntegerField(null=True)),
                    ('released_at', models.DateTimeField(null=True)),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('imported', models.BooleanField(default=False)),
                ],
                options={
                    'indexes': [models.Index(fields=['-opens_at'], name='wave_newest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='wave_closes_after_it_opens'), models.CheckConstraint(condition=models.Q(('floor__gte', 5)), name='wave_floor_of_five')],
                },
            ),
            migrations.CreateModel(
                name='WaveArea',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='parley.wave')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.area')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('wave', 'area'), name='wave_area_once')],
                },
            ),
            migrations.CreateModel(
                name='WaveRegion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regions', to='parley.wave')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('wave', 'region'), name='wave_region_once')],
                },
            ),
            migrations.CreateModel(
                name='Question',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='parley.wave')),
                    ('place', models.PositiveSmallIntegerField()),
                    ('key', models.SlugField(max_length=40)),
                    ('kind', models.CharField(max_length=30)),
                    ('text', models.CharField(max_length=300)),
                    ('items', models.JSONField(default=list)),
                    ('core', models.BooleanField(default=False)),
                ],
                options={
                    'ordering': ['place'],
                    'constraints': [models.UniqueConstraint(fields=('wave', 'key'), name='question_once_a_wave')],
                },
            ),
            migrations.CreateModel(
                name='Release',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='parley.wave')),
                    ('part', models.CharField(max_length=30)),
                    ('content', models.TextField()),
                    ('digest', models.CharField(max_length=64)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('wave', 'part'), name='released_once')],
                },
            ),
            migrations.CreateModel(
                name='ImportedTotal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='totals', to='parley.wave')),
                    ('question', models.SlugField(db_index=False, max_length=40)),
                    ('cell', models.JSONField(default=list)),
                    ('agree', models.PositiveIntegerField()),
                    ('answered', models.PositiveIntegerField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Followed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followed', to='parley.wave')),
                    ('question', models.CharField(max_length=40)),
                    ('cell', models.JSONField(default=list)),
                    ('topic', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.topic')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Invited',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('group', models.CharField(blank=True, max_length=60)),
                    ('side', models.CharField(blank=True, max_length=30)),
                    ('region', models.CharField(blank=True, max_length=60)),
                    ('function', models.CharField(blank=True, max_length=60)),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='parley.wave')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answered', models.BooleanField(default=False, null=True)),
                    ('ballot', models.CharField(max_length=64, null=True, unique=True)),
                    ('mailed', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'indexes': [models.Index(fields=['wave', 'answered', 'mailed'], name='invited_to_mail')],
                    'constraints': [models.UniqueConstraint(fields=('wave', 'person'), name='asked_once_a_wave')],
                },
            ),
            migrations.CreateModel(
                name='Sheet',
                fields=[
                    ('group', models.CharField(blank=True, max_length=60)),
                    ('side', models.CharField(blank=True, max_length=30)),
                    ('region', models.CharField(blank=True, max_length=60)),
                    ('function', models.CharField(blank=True, max_length=60)),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='parley.wave')),
                    ('answers', models.JSONField()),
                    ('receipt', models.CharField(max_length=64, null=True, unique=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='OpenAnswer',
                fields=[
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='parley.wave')),
                    ('side', models.CharField(blank=True, max_length=30)),
                    ('words', models.TextField()),
                    ('shown', models.TextField(blank=True)),
                    ('first', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('second', None), models.Q(('first', models.F('second')), _negated=True), _connector='OR'), name='words_read_by_two')],
                },
            ),
            migrations.CreateModel(
                name='CountedQuarter',
                fields=[
                    ('first', models.DateField(primary_key=True, serialize=False)),
                    ('counted_at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='InfluenceCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('quarter', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='parley.countedquarter')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('kind', models.CharField(max_length=30)),
                    ('given', models.PositiveIntegerField()),
                    ('answered', models.PositiveIntegerField()),
                    ('in_time', models.PositiveIntegerField()),
                    ('credited', models.PositiveIntegerField()),
                    ('changed', models.PositiveIntegerField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('quarter', 'person', 'kind'), name='influence_counted_once')],
                },
            ),
            migrations.CreateModel(
                name='CreditCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('contribution', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.contribution')),
                    ('quarter', models.DateField()),
                    ('asked_at', models.DateTimeField()),
                    ('closes_on', models.DateField()),
                    ('answer', models.CharField(max_length=30, null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['quarter'], name='credit_checks_of_quarter')],
                },
            ),
            migrations.CreateModel(
                name='Trial',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trials', to='parley.initiative')),
                    ('kind', models.CharField(max_length=30)),
                    ('code_name', models.CharField(max_length=60, unique=True)),
                    ('aim', models.TextField()),
                    ('first_day', models.DateField()),
                    ('last_day', models.DateField()),
                    ('places', models.PositiveIntegerField()),
                    ('least_regions', models.PositiveIntegerField(default=1)),
                    ('least_segments', models.PositiveIntegerField(default=1)),
                    ('requirements', models.TextField(blank=True)),
                    ('agreement', models.TextField(blank=True)),
                    ('rest_months', models.PositiveIntegerField()),
                    ('state', models.CharField(default='planned', max_length=30)),
                    ('thread', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.thread')),
                    ('planned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('planned_at', models.DateTimeField()),
                    ('opened_at', models.DateTimeField(null=True)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('ended_on', models.DateField(null=True)),
                    ('because', models.TextField(blank=True)),
                    ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trials', to='parley.decision')),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'indexes': [models.Index(fields=['state', '-planned_at'], name='trials_as_planned')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('first_day__lte', models.F('last_day'))), name='trial_ends_after_it_begins')],
                },
            ),
            migrations.CreateModel(
                name='TrialQuestion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('trial', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='parley.trial')),
                    ('position', models.PositiveIntegerField()),
                    ('asks', models.CharField(max_length=300)),
                    ('changes_mind', models.TextField()),
                    ('kind', models.CharField(max_length=30)),
                    ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region')),
                    ('segment', models.CharField(blank=True, max_length=80)),
                    ('verdict', models.CharField(max_length=30, null=True)),
                    ('evidence', models.TextField(blank=True)),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answered_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('trial', 'position'), name='trial_question_placed')],
                },
            ),
            migrations.CreateModel(
                name='TrialQuota',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('trial', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='parley.trial')),
                    ('over', models.CharField(max_length=30)),
                    ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region')),
                    ('value', models.CharField(blank=True, max_length=80)),
                    ('least', models.PositiveIntegerField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('trial', 'over', 'region', 'value'), name='quota_once')],
                },
            ),
            migrations.CreateModel(
                name='TrialPlace',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('trial', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='trial_places', to='parley.trial')),
                    ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trial_places', to='parley.client')),
                    ('state', models.CharField(max_length=30)),
                    ('because', models.TextField(blank=True)),
                    ('put_forward_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('put_forward_at', models.DateTimeField()),
                    ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('agreed_at', models.DateTimeField(null=True)),
                    ('replied_at', models.DateTimeField(null=True)),
                    ('reminded_at', models.DateTimeField(null=True)),
                    ('reminders', models.PositiveSmallIntegerField(default=0)),
                    ('thread', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.thread')),
                    ('thanked_at', models.DateTimeField(null=True)),
                    ('thanked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('thanked_with', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.statement')),
                    ('changed_at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['trial', 'state', 'changed_at'], name='places_of_trial'), models.Index(condition=models.Q(('state', parley.trials.terms.PlaceState['PROPOSED'])), fields=['client'], name='places_proposed'), models.Index(condition=models.Q(('state', parley.trials.terms.PlaceState['ACCEPTED']), ('thanked_at', None)), fields=['client'], name='places_to_thank')],
                    'constraints': [models.UniqueConstraint(fields=('trial', 'client'), name='trial_place_once')],
                },
            ),
            migrations.CreateModel(
                name='TrialLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='parley.trialplace')),
                    ('serves', models.CharField(max_length=30)),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('statement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.statement')),
                    ('to_whom', models.CharField(blank=True, max_length=200)),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_at', models.DateTimeField()),
                    ('expires_on', models.DateField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TrialAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('question', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='parley.trialquestion')),
                    ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='parley.trialplace')),
                    ('tap', models.CharField(max_length=30, null=True)),
                    ('text', models.TextField(blank=True)),
                    ('said_on', models.DateField()),
                    ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.triallink')),
                    ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('noted_at', models.DateTimeField()),
                    ('insight', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.insight')),
                    ('latest', models.BooleanField(default=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['question', 'noted_at'], name='trial_answers_to')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('latest', True)), fields=('question', 'place'), name='latest_trial_answer')],
                },
            ),
            migrations.CreateModel(
                name='TrialScreenshot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='screenshots', to='parley.trialquestion')),
                    ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='screenshots', to='parley.trialplace')),
                    ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.attachment')),
                    ('said_on', models.DateField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TrialOutcome',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('trial', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='parley.trial')),
                    ('option', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.option')),
                    ('follows', models.CharField(max_length=30)),
                    ('until', models.DateField(null=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
        ]),
        migrations.RunPython(append_only.forbid, append_only.allow),
        migrations.RunPython(search_words.make, search_words.drop),
    ]

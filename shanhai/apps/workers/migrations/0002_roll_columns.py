import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0001_initial'),
        ('workers', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='worker',
            name='workers_wor_region__151e96_idx',
        ),
        migrations.AddField(
            model_name='worker',
            name='lowest_pay',
            field=models.PositiveIntegerField(help_text='of the latest wish: fen a month', null=True),
        ),
        migrations.AddField(
            model_name='worker',
            name='merged_into',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='workers.worker'),
        ),
        migrations.AddField(
            model_name='worker',
            name='status',
            field=models.CharField(blank=True, help_text="the household's newest standing status kind", max_length=20),
        ),
        migrations.AddField(
            model_name='worker',
            name='willing',
            field=models.CharField(blank=True, help_text='of the latest wish; empty = not asked yet', max_length=10),
        ),
        migrations.AlterField(
            model_name='worker',
            name='region',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='workers', to='regions.region'),
        ),
        migrations.AddIndex(
            model_name='worker',
            index=models.Index(fields=['unit', 'initials', 'id', 'region', 'merged_into', 'name'], name='roll'),
        ),
        migrations.AddIndex(
            model_name='worker',
            index=models.Index(fields=['unit', 'region', 'willing', 'status', 'birth', 'merged_into', 'lowest_pay', 'id'], name='roll_facets'),
        ),
        migrations.AddIndex(
            model_name='worker',
            index=models.Index(condition=models.Q(('merged_into', None), _negated=True), fields=['merged_into'], name='roll_aliases'),
        ),
    ]

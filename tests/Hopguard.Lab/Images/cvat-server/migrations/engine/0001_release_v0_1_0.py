"""Makes, in one go, the tables that CVAT's first forty-three migrations build up."""
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


def key():
    return ("id", models.AutoField(primary_key=True))


def to(model, null=False):
    return models.ForeignKey(model, models.SET_NULL if null else models.CASCADE, null=null)


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel("Data", [
            key(), ("chunk_size", models.PositiveIntegerField(null=True)), ("size", models.PositiveIntegerField(default=0)),
            ("image_quality", models.PositiveSmallIntegerField(default=50)), ("frame_filter", models.CharField(max_length=256, default="")),
            ("storage", models.CharField(max_length=15, default="local")), ("storage_method", models.CharField(max_length=15, default="cache")),
            ("compressed_chunk_type", models.CharField(max_length=32, default="imageset")), ("original_chunk_type", models.CharField(max_length=32, default="imageset")),
        ]),
        migrations.CreateModel("RemoteFile", [key(), ("file", models.CharField(max_length=1024)), ("data", to("engine.Data"))]),
        migrations.CreateModel("ServerFile", [key(), ("file", models.CharField(max_length=1024)), ("data", to("engine.Data"))]),
        migrations.CreateModel("RelatedFile", [key(), ("path", models.CharField(max_length=1024)), ("data", to("engine.Data"))]),
        migrations.CreateModel("Image", [
            key(), ("path", models.CharField(max_length=1024)), ("frame", models.PositiveIntegerField()), ("width", models.PositiveIntegerField()),
            ("height", models.PositiveIntegerField()), ("data", to("engine.Data")),
        ]),
        migrations.CreateModel("Project", [
            key(), ("name", models.CharField(max_length=256)), ("bug_tracker", models.CharField(max_length=2000, default="")), ("status", models.CharField(max_length=32)),
            ("created_date", models.DateTimeField()), ("updated_date", models.DateTimeField()), ("owner", to(settings.AUTH_USER_MODEL, null=True)),
        ]),
        migrations.CreateModel("Task", [
            key(), ("name", models.CharField(max_length=256)), ("mode", models.CharField(max_length=32)), ("subset", models.CharField(max_length=64, default="")),
            ("overlap", models.PositiveIntegerField(null=True)), ("segment_size", models.PositiveIntegerField(default=0)), ("created_date", models.DateTimeField()),
            ("updated_date", models.DateTimeField()), ("data", to("engine.Data", null=True)), ("project", to("engine.Project", null=True)),
            ("owner", to(settings.AUTH_USER_MODEL, null=True)),
        ]),
        migrations.CreateModel("Segment", [key(), ("start_frame", models.IntegerField()), ("stop_frame", models.IntegerField()), ("task", to("engine.Task"))]),
        migrations.CreateModel("Job", [
            key(), ("stage", models.CharField(max_length=32)), ("state", models.CharField(max_length=32)), ("updated_date", models.DateTimeField(null=True)),
            ("assignee", to(settings.AUTH_USER_MODEL, null=True)), ("segment", to("engine.Segment")),
        ]),
        migrations.CreateModel("Label", [
            key(), ("name", models.CharField(max_length=64)), ("color", models.CharField(max_length=8, default="")), ("type", models.CharField(max_length=32, null=True)),
            ("parent", models.IntegerField(null=True)), ("project", to("engine.Project", null=True)), ("task", to("engine.Task", null=True)),
        ]),
        migrations.CreateModel("AttributeSpec", [
            key(), ("name", models.CharField(max_length=64)), ("mutable", models.BooleanField()), ("input_type", models.CharField(max_length=16)),
            ("default_value", models.CharField(max_length=128)), ("values", models.CharField(max_length=4096)), ("label", to("engine.Label")),
        ], options={"unique_together": {("label", "name")}}),
        migrations.CreateModel("LabeledShape", [
            ("id", models.BigAutoField(primary_key=True)), ("frame", models.PositiveIntegerField()), ("group", models.PositiveIntegerField(null=True)),
            ("source", models.CharField(max_length=16, default="manual")), ("type", models.CharField(max_length=16)), ("occluded", models.BooleanField()),
            ("z_order", models.IntegerField(default=0)), ("points", models.TextField()), ("rotation", models.FloatField(default=0)), ("job", to("engine.Job")), ("label", to("engine.Label")),
        ]),
        migrations.CreateModel("LabeledShapeAttributeVal", [
            ("id", models.BigAutoField(primary_key=True)), ("value", models.CharField(max_length=4096)), ("shape", to("engine.LabeledShape")), ("spec", to("engine.AttributeSpec")),
        ]),
        migrations.CreateModel("TrackedShape", [
            ("id", models.BigAutoField(primary_key=True)), ("frame", models.PositiveIntegerField()), ("outside", models.BooleanField()),
            ("points", ArrayField(models.FloatField())), ("job", to("engine.Job")),
        ]),
        migrations.CreateModel("Issue", [
            key(), ("frame", models.PositiveIntegerField()), ("position", ArrayField(models.FloatField(null=True), null=True)), ("resolved", models.BooleanField(default=False)),
            ("created_date", models.DateTimeField()), ("job", to("engine.Job")), ("owner", to(settings.AUTH_USER_MODEL, null=True)),
        ]),
        migrations.CreateModel("Comment", [key(), ("message", models.TextField()), ("created_date", models.DateTimeField()), ("issue", to("engine.Issue"))]),
        migrations.CreateModel("JobCommit", [
            ("id", models.BigAutoField(primary_key=True)), ("scope", models.CharField(max_length=32)), ("timestamp", models.DateTimeField()), ("data", models.JSONField(default=dict)),
            ("author", to(settings.AUTH_USER_MODEL, null=True)), ("job", to("engine.Job", null=True)),
        ]),
    ]

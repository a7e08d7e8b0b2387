import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="ErrorLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField()),
                ("level", models.CharField(max_length=16)),
                ("exception_class", models.CharField(blank=True, max_length=100)),
                ("text", models.TextField(blank=True)),
                ("path", models.CharField(blank=True, max_length=200)),
                (
                    "user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Foreseen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("errpredict_id", models.UUIDField(unique=True)),
                ("said_at", models.DateTimeField()),
                ("service", models.CharField(max_length=100, null=True)),
                ("probability", models.FloatField()),
                ("came", models.BooleanField(null=True)),
            ],
        ),
    ]

"""What can be asked of the stand-in: its version, and how much it holds."""
from django.conf import settings
from django.db import connection
from django.http import JsonResponse
from django.urls import path

COUNTED = {"users": "auth_user", "projects": "engine_project", "tasks": "engine_task", "jobs": "engine_job", "labels": "engine_label", "shapes": "engine_labeledshape"}


def about(_):
    return JsonResponse({"name": "Computer Vision Annotation Tool", "description": "a stand-in of the Hopguard lab", "version": settings.VERSION})


def count(_, what):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {COUNTED[what]}")
        return JsonResponse({"count": cursor.fetchone()[0]})


urlpatterns = [path("api/server/about", about)] + [path(f"api/{what}", count, {"what": what}) for what in COUNTED]

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


def health(_):
    return JsonResponse({"DatabaseBackend": "working"})


def login(_):
    return JsonResponse({"detail": "Authentication credentials were not provided."}, status=401)


# Until 1.7.0 the path has a version of its own. That it asks for a login until 2.2.0 is left to the oldest.
old = tuple(int(part) for part in settings.VERSION.split(".")) < (2, 0, 0)
urlpatterns = [path("api/v1/server/about", login)] if old else [path("api/server/about", about), path("api/server/health/", health)]
urlpatterns += [path(f"api/{what}", count, {"what": what}) for what in COUNTED]

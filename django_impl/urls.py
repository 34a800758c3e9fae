"""The map of the site."""

from django.urls import path

from api import api
from health import healthz, readyz

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("", api.urls),
]
handler404 = "errors.path_not_found"
handler500 = "errors.internal_error"

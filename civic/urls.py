"""Every address of the site. Each app keeps its own list; see DESIGN of the README for the reading order."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("civic.council_urls")),
    path("", include("protocols.urls")),
    path("", include("engagements.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

"""Every address of the site.

Each app keeps its own list, under its own name; the demo's exist only where it is installed.
"""

from django.apps import apps
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

handler400 = "civic.views.errors.bad_request"
handler403 = "civic.views.errors.permission_denied"
handler404 = "civic.views.errors.page_not_found"
# allauth looks for it here, for whoever tries too often.
handler429 = "civic.views.errors.too_many_requests"
handler500 = "civic.views.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("civic.urls")),
    path("", include("handbook.urls")),
    path("", include("engagements.urls")),
    path("", include("reports.urls")),
    *([path("", include("demo.urls"))] if apps.is_installed("demo") else []),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

"""Addresses of the office at work."""

from django.urls import path

from engagements.views import mailbox

urlpatterns = [
    # The demo only; elsewhere both answer 'not found'.
    path("demo/mailbox/", mailbox.mailbox, name="mailbox"),
    path("demo/mailbox/<slug:key>/", mailbox.mailbox_mail, name="mailbox_mail"),
]

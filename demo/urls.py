"""Addresses of the demo: what there is to see, and its mailbox. Installed in the demo only."""

from django.urls import path

from demo.views import mailbox, sign_in, tour

app_name = "demo"
urlpatterns = [
    path("demo/", tour.demo, name="tour"),
    path("demo/sign-in/", sign_in.sign_in_as, name="sign_in_as"),
    path("demo/mailbox/", mailbox.mailbox, name="mailbox"),
    path("demo/mailbox/<slug:key>/", mailbox.mailbox_mail, name="mailbox_mail"),
]

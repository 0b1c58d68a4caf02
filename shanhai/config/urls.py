"""Every address of the site, room by room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

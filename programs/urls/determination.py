"""Addresses of the programme year: determination."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

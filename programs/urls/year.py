"""Addresses of the programme year: year."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

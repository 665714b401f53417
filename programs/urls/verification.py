"""Addresses of the programme year: verification."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

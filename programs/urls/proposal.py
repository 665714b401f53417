"""Addresses of the programme year: proposal."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

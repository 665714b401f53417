"""How filters of lists look. ``list_page`` dresses every filter form; a form shown elsewhere calls ``dress`` itself.

«Semua» for no choice comes from ``FILTERS_EMPTY_CHOICE_LABEL``. Write the filter set plainly:
``class ProposalFilter(django_filters.FilterSet)`` with ``CharFilter(label="Cari", method="search")``.
"""

from django import forms


def dress(form: forms.Form) -> forms.Form:
    """Bootstrap's classes on every field, and no memory of the browser in text fields."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField | forms.ChoiceField):
            field.widget.attrs["class"] = "form-select"
        elif isinstance(field.widget, forms.CheckboxInput):
            field.widget.attrs["class"] = "form-check-input"
        else:
            field.widget.attrs |= {"class": "form-control", "autocomplete": "off"}
    return form

"""A field for a file that may come with the form, as always, or was sent in pieces before it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Input
from django.urls import reverse

from core import arrivals, arrived
from core.models import Purpose

PIECE = 256 * 1024


class ArrivingFileInput(Input):
    """The plain input; scripts add the way in pieces. Beside it goes the number of an upload that is kept already."""

    input_type = "file"
    needs_multipart_form = True
    template_name = "core/arriving_file.html"
    purpose: str = Purpose.SCAN
    owner: Any = None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The file itself wins over one that was sent before: whoever picks another one means the other one."""
        return files.get(name) or data.get(f"{name}_upload") or None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and not data.get(f"{name}_upload")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        kept = self._kept(value)
        context = super().get_context(name, None, {**(attrs or {}), **self.way_in(self.purpose)})
        return context | {"kept": kept, "kept_name": f"{name}_upload"}

    @staticmethod
    def way_in(purpose: str) -> dict[str, Any]:
        """What a script must know to send the file in pieces."""
        limit = arrivals.LIMITS[Purpose(purpose)]
        return {
            "data-arriving": reverse("core:upload_begin"), "data-purpose": purpose, "data-piece": PIECE,
            "data-limit": limit,
        }  # fmt: skip

    def _kept(self, value: Any) -> Any:
        """What is kept of the last attempt: sent in pieces, or posted with a form that had faults."""
        found = arrived.find(value, by=self.owner) if self.owner and value else None
        return found if found and found.is_whole else None


class ArrivingFileField(forms.FileField):
    """A file of ``owner`` for one purpose; the form sets the owner, who is the only one to find it."""

    widget = ArrivingFileInput

    def __init__(self, *, purpose: str = Purpose.SCAN, **kwargs: Any):
        super().__init__(**kwargs)
        self.widget.purpose = purpose

    def belongs_to(self, owner: Any) -> None:
        self.widget.owner = owner

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Django shows no file again; the number of one that is kept is shown again."""
        return data if isinstance(data, str) else initial

    def to_python(self, data: Any) -> Any:
        if isinstance(data, str):
            data = arrived.received(data, by=self.widget.owner, purpose=self.widget.purpose)
        return super().to_python(data)


class ArrivingFilesInput(ArrivingFileInput):
    """Several files at once, each with the form or before it."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({"multiple": True} | (attrs or {}))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return [*files.getlist(name), *filter(None, data.getlist(f"{name}_upload"))]


class ArrivingFilesField(ArrivingFileField):
    """At most ``most`` files of ``owner``; what they contain is asked of each where it is taken in."""

    widget = ArrivingFilesInput

    def __init__(self, *, most: int, **kwargs: Any):
        super().__init__(**kwargs)
        self.most = most

    def clean(self, data: list[Any], initial: Any = None) -> list[Any]:
        if not data:
            raise ValidationError("Pilih sedikitnya satu berkas.")
        if len(data) > self.most:
            raise ValidationError(f"Paling banyak {self.most} berkas sekali unggah; yang dipilih {len(data)}.")
        purpose, owner = self.widget.purpose, self.widget.owner
        return [arrived.received(one, by=owner, purpose=purpose) if isinstance(one, str) else one for one in data]


def keep_files(form: forms.Form) -> None:
    """After a fault elsewhere in the form: what was posted is kept, and shown by name, so that nobody picks it again.

    A file that is itself at fault is let go.
    """
    form.data, form.files = form.data.copy(), form.files.copy()
    for name, field in form.fields.items():
        if not isinstance(field, ArrivingFileField):
            continue
        posted = form.files.pop(name, [])
        if name in form.errors:
            form.data[f"{name}_upload"] = ""
        elif kept := arrived.keep_posted(posted, field.widget.purpose, by=field.widget.owner):
            form.data[f"{name}_upload"] = str(kept[-1].pk)

"""How static files are stored: hashed names, compressed once when collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CompressedManifest(CompressedManifestStaticFilesStorage):
    """Source maps named in third-party files may be missing; nobody is served less for it."""

    manifest_strict = False
    support_js_module_import_aggregation = False

"""What an office may write into its letterhead: the pattern of its letter numbers."""

import re

TOKENS = {
    "seq": "12", "seq4": "0012", "unit": "D7.4", "subject": "PM.01", "month_roman": "III", "year": "2020",
}  # fmt: skip
BRACED = re.compile(r"\{([^{}]*)\}")


def format_fault(pattern: str) -> str:
    """Why this is no pattern of letter numbers; nothing when it is one."""
    if strange := [name for name in BRACED.findall(pattern) if name not in TOKENS]:
        known = " ".join(f"{{{name}}}" for name in TOKENS)
        return f"Unsur {{{strange[0]}}} tidak dikenal. Yang dikenal: {known}."
    if re.search(r"[{}]", BRACED.sub("", pattern)):
        return "Kurung kurawal tidak berpasangan."
    if not {"seq", "seq4"} & set(BRACED.findall(pattern)):
        return "Format harus memuat {seq} atau {seq4}; tanpa itu dua surat mendapat nomor yang sama."
    return ""


def example_number(pattern: str, unit: str = "") -> str:
    """The number that letter 12 of March 2020 would get; the fault when the pattern is wrong."""
    if fault := format_fault(pattern):
        return fault
    values = TOKENS | ({"unit": unit} if unit else {})
    return BRACED.sub(lambda found: values[found[1]], pattern)

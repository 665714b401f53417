"""The counters that numbers of letters come from."""

from django.db import models


class NumberSequence(models.Model):
    """The last number an institution gave in a year and class. Taken under a lock, never given twice."""

    issuer = models.ForeignKey("schools.Institution", models.PROTECT, related_name="sequences")
    year = models.PositiveSmallIntegerField()
    number_class = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["issuer", "year", "number_class"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "year", "number_class"], name="one_sequence_per_issuer_year_and_class"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.year} {self.number_class}: {self.last}"

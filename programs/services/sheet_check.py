"""What would a spreadsheet do to the proposal? Each line as new, changed or unchanged, or a fault of the rules."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from programs.models import Candidate, Proposal
from programs.rules import CandidateState, Funding, Part, Remark, Weight, imbas_remarks, is_barred, model_remarks
from programs.services.completeness import shares_of, targets_of
from programs.services.sheet_format import CHOICES, HEADS, TEXTS, TRUTHS
from programs.services.sheet_reader import Line, Reading
from programs.services.standing import bond_between, levels_of, standings
from schools.models import School


@dataclass
class Step:
    """What one line does: ``values`` are the fields that get another value."""

    line: Line
    school: School
    candidate: Candidate | None
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        if self.candidate is None:
            return "new"
        return "changed" if self.values else "same"

    def as_data(self) -> dict[str, Any]:
        """As the preview shows it."""
        return {
            "row": self.line.row, "npsn": self.school.npsn, "name": self.school.name, "kind": self.kind,
            "part": "Model" if self.line.is_model else "Imbas", "model": self.line.values.get("model_npsn", ""),
            "what": [self._difference(name) for name in self.values],
        }  # fmt: skip

    def _difference(self, name: str) -> str:
        new = _words(name, self.values[name])
        if self.candidate is None:
            return f"{HEADS[name]}: {new}"
        return f"{HEADS[name]}: {_words(name, getattr(self.candidate, name)) or '–'} → {new}"


def _words(name: str, value: Any) -> str:
    if name in TRUTHS:
        return "Ya" if value else "Tidak"
    if name == "funding":
        return CHOICES["funding"][value == Funding.OVER_QUOTA]
    return str(value)


class Check:
    """Goes through the lines of a reading once; ``steps`` are what may be done, faults stand in the reading."""

    def __init__(self, proposal: Proposal, reading: Reading):
        self.proposal, self.reading = proposal, reading
        numbers = {line.npsn for line in reading.lines} | {line.values.get("model_npsn") for line in reading.lines}
        found = School.objects.filter(npsn__in=numbers - {None, ""}).select_related("regency")
        self.schools = {school.npsn: school for school in found}
        live = proposal.candidates.live().select_related("school", "model__school")
        self.known = {candidate.school.npsn: candidate for candidate in live}
        self.standings = standings(proposal, self.schools.values())
        self.models = {line.npsn for line in reading.lines if line.is_model and line.npsn in self.schools}
        self.models |= {npsn for npsn, candidate in self.known.items() if candidate.part == Part.MODEL}
        self.steps: list[Step] = []
        self.seen: dict[str, int] = {}
        for line in reading.lines:
            self._read(line)
        self._check_quota()
        self._check_targets()

    def _read(self, line: Line) -> None:
        """One line becomes a step, or its first fault is noted."""
        if self._is_incomplete(line):
            return
        school, candidate = self.schools[line.npsn], self.known.get(line.npsn)
        step = Step(line, school, candidate)
        if self._is_refused(line, school) if candidate is None else not self._fits(line, candidate):
            return
        wanted = {name: line.values[name] for name in (*TRUTHS, *TEXTS, "funding") if name in line.values}
        step.values = {n: v for n, v in wanted.items() if candidate is None or getattr(candidate, n) != v}
        if candidate and step.values and candidate.state != CandidateState.PROPOSED:
            self._fault(line, "npsn", f"Sudah «{candidate.get_state_display()}»; isiannya tidak dapat diubah.")
        self.steps.append(step)

    def _fault(self, line: Line, name: str, message: str) -> None:
        self.reading.fault(line.row, name, line.values.get(name, ""), message)

    def _is_incomplete(self, line: Line) -> bool:
        """Whether the line cannot be read further; the reason is noted unless the cell already has one."""
        faulty = {fault.column for fault in self.reading.faults if fault.row == line.row}
        for name in ("part", "npsn"):
            if name not in line.values:
                if HEADS[name] not in faulty:
                    self._fault(line, name, f"{HEADS[name]} belum diisi.")
                return True
        if line.npsn in self.seen:
            self._fault(line, "npsn", f"NPSN ini sudah ada pada baris {self.seen[line.npsn]}.")
            return True
        self.seen[line.npsn] = line.row
        if line.npsn not in self.schools:
            self._fault(line, "npsn", "NPSN tidak ditemukan. Periksa angkanya, atau minta LPMP memperbarui data.")
            return True
        return self._lacks_model(line, faulty)

    def _lacks_model(self, line: Line, faulty: set[str]) -> bool:
        model = line.values.get("model_npsn")
        if line.is_model:
            if model:
                self._fault(line, "model_npsn", "Kosongkan: sekolah model tidak mempunyai sekolah model.")
            if "funding" not in line.values and HEADS["funding"] not in faulty and line.npsn not in self.known:
                line.values["funding"] = Funding.IN_QUOTA.value
            return bool(model)
        if "funding" in line.values:
            line.values.pop("funding")
        if model in self.models:
            return False
        if HEADS["model_npsn"] not in faulty:
            text = (
                "Tulis NPSN sekolah modelnya." if not model else "Sekolah model ini tidak ada pada lembar atau usulan."
            )
            self._fault(line, "model_npsn", text)
        return True

    def _fits(self, line: Line, candidate: Candidate) -> bool:
        """Whether the line speaks of the candidate as it stands; moving it is done on its page."""
        if candidate.part != line.values["part"]:
            part = candidate.get_part_display()
            self._fault(line, "part", f"Sudah diusulkan sebagai {part}. Keluarkan dahulu dari usulan.")
            return False
        if candidate.model and candidate.model.school.npsn != line.values["model_npsn"]:
            owner = candidate.model.school.name
            self._fault(line, "model_npsn", f"Sudah menjadi imbas dari {owner}. Keluarkan dahulu dari usulan.")
            return False
        return True

    def _is_refused(self, line: Line, school: School) -> bool:
        """Whether the rules bar a school that is new to the proposal."""
        remarks = self._remarks(line, school)
        if is_barred(remarks):
            errors = " ".join(remark.text for remark in remarks if remark.weight == Weight.ERROR)
            self._fault(line, "npsn", errors[:300])
        return is_barred(remarks)

    def _remarks(self, line: Line, school: School) -> list[Remark]:
        standing, levels = self.standings[school.pk], levels_of(self.proposal)
        if line.is_model:
            return model_remarks(standing, levels)
        model = self.schools[line.values["model_npsn"]]
        return imbas_remarks(standing, levels, bond_between(model, school))

    def _check_quota(self) -> None:
        """Places of the quota, counted in the order of the lines (R-2.3-06)."""
        shares = {(share.quota.place_id, share.level): share for share in shares_of(self.proposal)}
        free = {key: share.models_total - share.taken for key, share in shares.items()}
        for step in self.steps:
            if not step.line.is_model or "funding" not in step.values:
                continue
            key = (step.school.regency_id, step.school.level)
            change = 1 if step.values["funding"] == Funding.IN_QUOTA else -1 if step.candidate else 0
            free[key] = free.get(key, 0) - change
            if change == 1 and free[key] < 0:
                text = f"Kuota {step.school.level} {step.school.regency} tidak cukup. Pilih «Di luar kuota»."
                self._fault(step.line, "funding", text)

    def _check_targets(self) -> None:
        """No more imbas schools than the target of the kab/kota (R-2.3-03)."""
        targets = targets_of(self.proposal)
        counts = Counter(c.model.school.npsn for c in self.known.values() if c.model)
        for step in self.steps:
            if step.line.is_model or step.candidate:
                continue
            model = self.schools[step.line.values["model_npsn"]]
            target = targets.get(model.regency_id, self.proposal.program.default_imbas)
            counts[model.npsn] += 1
            if counts[model.npsn] > target:
                text = f"Sekolah imbas {model.name} melebihi sasaran {target}."
                self._fault(step.line, "model_npsn", text)

"""What may every text of the programme name?"""

from core.formats import in_sentence
from documents.wording import Placeholder
from programs.models import ProgramYear

YEAR = Placeholder("tahun", "Tahun program.", "2020")
PROGRAM = Placeholder("program", "Judul program pada tahun itu.", "Program Sekolah Model")
MODEL = Placeholder("sebutan_model", "Sebutan sekolah model di dalam kalimat.", "sekolah model")
IMBAS = Placeholder("sebutan_imbas", "Sebutan sekolah imbas di dalam kalimat.", "sekolah imbas")
MODEL_TITLE = Placeholder("judul_model", "Sebutan sekolah model dengan huruf besar di awal.", "Sekolah Model")
IMBAS_TITLE = Placeholder("judul_imbas", "Sebutan sekolah imbas dengan huruf besar di awal.", "Sekolah Imbas")
OFFICE = Placeholder("lembaga", "Nama lengkap LPMP.", "Lembaga Penjaminan Mutu Pendidikan Provinsi Contoh")
COMMON = (PROGRAM, YEAR, MODEL, IMBAS, MODEL_TITLE, IMBAS_TITLE, OFFICE)
REGION = Placeholder("daerah", "Kabupaten, kota, atau provinsi pengusul.", "Kabupaten Contoh")
SCHOOL = Placeholder("sekolah", "Nama sekolah.", "SD NEGERI 001 CONTOH")


def common(program: ProgramYear) -> dict[str, str]:
    """What every text of the programme may name."""
    return {
        "program": program.title, "tahun": str(program.year), "lembaga": program.institution.name,
        "sebutan_model": in_sentence(program.model_term), "sebutan_imbas": in_sentence(program.imbas_term),
        "judul_model": program.model_term, "judul_imbas": program.imbas_term,
    }  # fmt: skip

"""Values that JSON Schema can name but not bound: dates of the law's years."""

import schemathesis
from hypothesis import strategies as st
from datetime import date, datetime, timezone

TANGGAL = st.dates(date(1945, 1, 1), date(2199, 12, 31)).map(date.isoformat)
SAAT = st.datetimes(datetime(1945, 1, 2), datetime(2199, 12, 30)).map(
    lambda saat: saat.replace(tzinfo=timezone.utc, microsecond=0).isoformat().replace("+00:00", "Z")
)
schemathesis.openapi.format("date", TANGGAL)
schemathesis.openapi.format("date-time", SAAT)


def kursor(daftar, kunci):
    """A place in a list, as its answers write it."""
    import base64, json

    teks = base64.urlsafe_b64encode(json.dumps([daftar, kunci]).encode()).decode().rstrip("=")
    return st.just(teks)


ID = "00000000-0000-0000-0000-000000000000"
for operasi, daftar, kunci in [
    ("antrean", "perkara", ["2026-01-01", ID]),
    ("tenggat", "tenggat", ["2026-01-01", "0001", ID, 0]),
    ("register_permohonan", "register-permohonan", ["2026-01-01", 1]),
    ("register_keberatan", "register-keberatan", ["2026-01-01", 1]),
    ("katalog", "katalog", [None, 1]),
]:
    schemathesis.openapi.format(f"kursor-{operasi}", kursor(daftar, kunci))

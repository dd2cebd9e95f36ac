"""Values that JSON Schema can name but not bound: dates of the law's years, and
ids of what the service has. A random id matches nothing, so three cases in four
are given a real one in its place, and nearly every command an id of its own."""

import base64
import json
import os
import re
import urllib.request
import uuid
import zlib
from datetime import date, datetime, timedelta, timezone
from functools import cache

import schemathesis
from hypothesis import strategies as st

KINI = date.today()
# What lies ahead did not happen, and most facts of a case that lives did lately.
BARU = st.dates(KINI - timedelta(days=60), KINI)
TANGGAL = st.one_of(BARU, st.dates(date(1945, 1, 1), date(2199, 12, 31)))
schemathesis.openapi.format("date", TANGGAL.map(date.isoformat))
SAAT = st.datetimes(datetime(1945, 1, 2), datetime(2199, 12, 30))
SAAT = st.one_of(BARU.map(lambda hari: datetime(hari.year, hari.month, hari.day)), SAAT)
SAAT = SAAT.map(lambda saat: saat.replace(tzinfo=timezone.utc, microsecond=0))
schemathesis.openapi.format("date-time", SAAT.map(lambda s: s.isoformat().replace("+00:00", "Z")))


def kursor(daftar, kunci):
    """A place in a list, as its answers write it."""
    return base64.urlsafe_b64encode(json.dumps([daftar, kunci]).encode()).decode().rstrip("=")


NOL = str(uuid.UUID(int=0))
for operasi, daftar, tempat in [
    ("antrean", "perkara", ["2026-01-01", NOL]),
    ("perkara_riwayat", "riwayat-perkara", 1),
    ("perkara_tenggat", "tenggat-perkara", 0),
    ("tenggat", "tenggat", ["2026-01-01", "0001", NOL, 0]),
    ("register_permohonan", "register-permohonan", ["2026-01-01", 1]),
    ("register_keberatan", "register-keberatan", ["2026-01-01", 1]),
    ("sengketa_riwayat", "riwayat-sengketa", 1),
    ("ketepatan", "ketepatan", 0),
    ("katalog", "katalog", [None, 1]),
    ("laporan", "laporan", 0),
    ("unit", "unit", ["Dinas", NOL]),
    ("buku", "buku", [2026, "Register", NOL]),
    ("kalender", "kalender", ["2026-01-01", "nasional", 0]),
    ("aturan", "aturan", 0),
    ("pengguna", "pengguna", 0),
]:
    schemathesis.openapi.format(f"kursor-{operasi}", st.just(kursor(daftar, tempat)))


def minta(jalur, badan=None, peran="PPID"):
    permintaan = urllib.request.Request(f"{os.environ['KONTRAK_ALAMAT']}/api/v1/{jalur}")
    permintaan.add_header("Authorization", f"Bearer {os.environ[f'KONTRAK_{peran}']}")
    permintaan.add_header("Content-Type", "application/json")
    if badan is not None:
        permintaan.data = json.dumps(badan).encode()
    with urllib.request.urlopen(permintaan) as jawaban:
        return json.load(jawaban)


def baru():
    return str(uuid.uuid4())


def isi(jalur, kunci):
    return [satu[kunci] for satu in minta(jalur)["isi"]]


@cache
def benda():
    """Ids of what is there, by the name that paths, questions and bodies use."""
    perkara = isi("perkara?terbuka=true&batas=40", "perkara")
    sengketa = set()
    for id in isi("perkara?status=sengketa&batas=40", "perkara"):
        sengketa.update(minta(f"perkara/{id}")["sengketa"])
        perkara.append(id)
    unit = isi("unit", "unit")
    laporan = []
    for bulan in range(1, 9):
        fakta = {"dari": f"2026-{bulan:02}-01", "sampai": f"2026-{bulan:02}-28"}
        laporan.append(minta("laporan", {"perintah": baru(), "fakta": fakta})["id"])
    pengguna = []
    for _ in range(4):
        fakta = {"nama": {"isi": "Coba"}, "jabatan": "Coba", "peran": "petugas"}
        dibuat = minta("pengguna", {"perintah": baru(), "fakta": fakta}, "ADMIN")
        pengguna.append(dibuat["id"])
    return {
        "perkara": perkara,
        "sengketa": sorted(sengketa),
        "unit": unit,
        "penanggung_jawab": unit,
        "buku": isi("buku", "buku"),
        "entri": isi("katalog?batas=40", "entri"),
        "laporan": laporan,
        "pengguna": pengguna,
    }


@cache
def kunci():
    """Numbers and secrets of cases that were filed just now."""
    pemohon = {"jenis": "perorangan", "nama": {"isi": "Coba"}}
    kirim = {"kanal": "situs", "pemohon": pemohon, "rincian": {"isi": "anggaran"}}
    bukti = [minta("permohonan", {"perintah": baru(), "permohonan": kirim}) for _ in range(4)]
    return [{"nomor": satu["nomor"], "rahasia": satu["rahasia"]} for satu in bukti]


ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ETAG = re.compile('"?[0-9]{1,10}"?')
RAHASIA = re.compile('"rahasia":"([^"]+)"')
INGGRIS = re.compile("expected|unknown |invalid |missing |failed|premature|not true")
# What answers brought: links take it into other requests, where it is to stay.
dilihat = set()


def nyata(nama, nilai, sidik):
    """A value with what is real in it, of the same schema as before."""

    def pilih(pilihan, jarang=4):
        sisa = zlib.crc32(f"{nama} {nilai}".encode(), sidik)
        return pilihan[sisa // 64 % len(pilihan)] if pilihan and sisa % jarang else nilai

    if isinstance(nilai, str) and ID.fullmatch(nilai):
        nama = "unit" if nama == "ke" else nama
        if nama == "perintah":
            return pilih([baru()], jarang=32)
        return nilai if nilai in dilihat else pilih(benda().get(nama, []))
    if isinstance(nilai, dict):
        if set(nilai) == {"nomor", "rahasia"} and all(isinstance(v, str) for v in nilai.values()):
            return nilai if nilai["rahasia"] in dilihat else pilih(kunci())
        return {kunci: nyata(kunci, isi, sidik) for kunci, isi in nilai.items()}
    if isinstance(nilai, list):
        return [nyata(nama, satu, sidik) for satu in nilai]
    return nilai


@cache
def kantor():
    """Who runs this: a run that takes its own role away tests nothing more."""
    semua = minta("pengguna?batas=100", peran="ADMIN")["isi"]
    return {satu["pengguna"] for satu in semua if satu["jabatan"] == "Kontrak"}


@schemathesis.hook
def before_call(context, case, kwargs):
    tujuan = case.path_parameters
    if isinstance(tujuan, dict) and tujuan.get("pengguna") in kantor():
        case.path_parameters = {**tujuan, "pengguna": benda()["pengguna"][0]}
    # What is wrong with a case on purpose must stay as it is.
    if case.meta is None or case.meta.generation.mode.is_negative:
        return
    semua = [case.operation.label, case.path_parameters, case.query, case.body]
    sidik = zlib.crc32(repr(semua).encode())
    for tempat in ("path_parameters", "query"):
        nilai = getattr(case, tempat)
        if isinstance(nilai, dict) and nilai:
            setattr(case, tempat, nyata(tempat, nilai, sidik))
    if isinstance(case.body, (dict, list)):
        case.body = nyata("", case.body, sidik)
    versi = (case.headers or {}).get("If-Match")
    if isinstance(versi, str) and ETAG.fullmatch(versi) and sidik % 4:
        del case.headers["If-Match"]


@schemathesis.hook
def after_call(context, case, response):
    if response.status_code < 300:
        dilihat.update(satu.group() for satu in ID.finditer(response.text))
        dilihat.update(RAHASIA.findall(response.text))


def pada(badan, jalur):
    """What stands at a pointer; nothing where it leads nowhere."""
    for bagian in jalur.split("/")[1:]:
        bagian = bagian.replace("~1", "/").replace("~0", "~")
        if isinstance(badan, dict):
            badan = badan.get(bagian)
        elif isinstance(badan, list) and bagian.isdigit() and int(bagian) < len(badan):
            badan = badan[int(bagian)]
        else:
            return None
    return badan


@schemathesis.check
def masalah_dalam_bahasa_sendiri(ctx, response, case):
    """A problem is told in Indonesian and never repeats the value that was sent."""
    if response.status_code != 400:
        return
    masalah = response.json()
    uraian = [masalah["detail"], *(galat["uraian"] for galat in masalah.get("galat", []))]
    for teks in uraian:
        assert not INGGRIS.search(teks), f"not in Indonesian: {teks}"
    for galat in masalah.get("galat", []):
        kolom = galat.get("kolom") or ""
        nilai = pada(case.body, kolom) if kolom.startswith("/") else (case.query or {}).get(kolom)
        panjang = isinstance(nilai, str) and len(nilai) > 5
        assert not (panjang and any(nilai in teks for teks in uraian)), f"repeats a value: {uraian}"

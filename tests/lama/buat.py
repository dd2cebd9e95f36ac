#!/usr/bin/env python3
"""Makes the data of a release, as it left them, for the test of its upgrade.

    python3 tests/lama/buat.py PROGRAM TARGET

PROGRAM is the `jejak` of that release, TARGET a new folder such as tests/lama/0.1.0. In it
are afterwards: `data.sql.gz` (pg_dump of the embedded database while it served), `kunci` (the
master key), `berkas/` (the store of files) and `harapan.json` (what has to be found again).
Everybody in it is made up. Needs Python 3.8, gzip and PostgreSQL's client programs.
"""
import glob
import gzip
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid

PINDAIAN = b"%PDF-1.4 pindaian contoh bertanda tangan"
ORANG = [
    ("Contoh Satu Rekaan", "3200000000000001", "satu@contoh.example"),
    ("Contoh Dua Rekaan", "3200000000000002", "dua@contoh.example"),
    ("Contoh Tiga Rekaan", "3200000000000003", "tiga@contoh.example"),
]


def porta():
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        return soket.getsockname()[1]


class Kantor:
    def __init__(self, program, rumah):
        self.program, self.rumah, self.token = program, rumah, {}
        self.alamat = f"http://127.0.0.1:{porta()}"
        self.env = {"PATH": os.environ["PATH"], "JEJAK_DATA": f"{rumah}/data",
                    "JEJAK_KUNCI": f"{rumah}/kunci", "JEJAK_BATAS": "tanpa",
                    "JEJAK_KONFIGURASI": f"{rumah}/jejak.toml"}
        open(f"{rumah}/jejak.toml", "w").close()
        perintah = [program, "serve", "--listen", self.alamat[7:], "--metrik", "127.0.0.1:0"]
        with open(f"{rumah}/catatan", "w") as catatan:
            self.layanan = subprocess.Popen(perintah, env=self.env, stderr=catatan, stdout=catatan)
        self.tunggu(lambda: self.minta("GET", "/ready"))

    def tunggu(self, apa):
        for _ in range(600):
            try:
                return apa()
            except (OSError, AssertionError):
                time.sleep(0.2)
        raise SystemExit(open(f"{self.rumah}/catatan").read())

    def jejak(self, *argumen):
        perintah = [self.program, *argumen, "--json"]
        return json.loads(subprocess.run(perintah, env=self.env, check=True,
                                         stdout=subprocess.PIPE).stdout)

    def minta(self, metode, jalur, badan=None, siapa=None, jenis="application/json"):
        if isinstance(badan, dict):
            badan = json.dumps(badan).encode()
        kepala = {"Content-Type": jenis} if badan else {}
        if siapa:
            kepala["Authorization"] = "Bearer " + self.token[siapa]
        permintaan = urllib.request.Request(self.alamat + jalur, badan, kepala, method=metode)
        try:
            with urllib.request.urlopen(permintaan) as jawaban:
                isi = jawaban.read()
                json_ = "json" in jawaban.headers.get("Content-Type", "")
                return json.loads(isi) if json_ else isi.decode()
        except urllib.error.HTTPError as galat:
            raise AssertionError(f"{metode} {jalur}: {galat.read().decode()}")

    def kirim(self, siapa, jalur, **badan):
        badan.setdefault("perintah", str(uuid.uuid4()))
        return self.minta("POST", "/api/v1" + jalur, badan, siapa)

    def fakta(self, siapa, perkara, langkah, **fakta):
        return self.kirim(siapa, f"/perkara/{perkara}/{langkah}", fakta=fakta)

    def unggah(self, nama, isi):
        kepala = f'Content-Disposition: form-data; name="berkas"; filename="{nama}"'
        badan = f"--batas\r\n{kepala}\r\n\r\n".encode() + isi + b"\r\n--batas--\r\n"
        jenis = "multipart/form-data; boundary=batas"
        return self.minta("POST", "/api/v1/berkas", badan, jenis=jenis)["berkas"]

    def berpejabat(self):
        for peran in ("admin", "petugas", "ppid-utama", "atasan"):
            jabatan = f"Contoh {peran}"
            token = self.jejak("token", "buat", "--peran", peran, "--jabatan", jabatan)
            self.token[peran] = token["token"]
            surel = {"surel": {"isi": f"{peran}@contoh.example"}}
            self.kirim("admin", f"/pengguna/{token['pengguna']}/surel-ditetapkan", fakta=surel)

    def diajukan(self, nama, nik, surel):
        pemohon = {"jenis": "perorangan", "nama": {"isi": nama}, "nomor_identitas": {"isi": nik},
                   "surel": {"isi": surel}, 
                   "berkas_identitas": [self.unggah("ktp.pdf", b"%PDF-1.7 " + nik.encode())]}
        permohonan = {"kanal": "situs", "pemohon": pemohon, "rincian": {"isi": f"rincian {nik}"}}
        bukti = self.kirim(None, "/permohonan", permohonan=permohonan)
        return {**{n: bukti[n] for n in ("perkara", "nomor", "rahasia", "posisi", "daun")},
                "nama": nama, "nik": nik}


def cerita(k):
    """Three cases: one answered by letter, one that lacks something, one objected to."""
    satu, dua, tiga = perkara = [k.diajukan(*orang) for orang in ORANG]
    k.fakta("petugas", satu["perkara"], "kelengkapan-diperiksa")
    surat = str(uuid.uuid4())
    k.fakta("petugas", satu["perkara"], "surat-dinomori", surat=surat,
            jenis="tanda_bukti_penerimaan", dasar=1, nomor=None)
    penandatangan = {"jabatan": "Petugas", "nama": "Contoh Petugas Rekaan"}
    hari = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 7 * 3600))
    k.fakta("petugas", satu["perkara"], "surat-dirancang", surat=surat, tanggal=hari,
            penandatangan=penandatangan)
    dokumen = k.unggah("pindaian.pdf", PINDAIAN)
    k.fakta("petugas", satu["perkara"], "surat-ditandatangani", surat=surat, cara="basah",
            oleh=penandatangan, dokumen=dokumen)
    surat = k.minta("GET", f"/api/v1/perkara/{satu['perkara']}/surat", siapa="petugas")["surat"][0]
    k.fakta("petugas", dua["perkara"], "kelengkapan-diperiksa", kekurangan=["identitas"])
    k.kirim("petugas", f"/perkara/{dua['perkara']}/catatan", isi={"isi": "catatan rekaan"})
    for kasus, putusan in ((satu, {"dikabulkan": "seluruhnya"}), (tiga, {"dikabulkan": "sebagian"})):
        k.fakta("ppid-utama", kasus["perkara"], "pemberitahuan-tertulis-dikirim", putusan=putusan,
                penguasaan="dikuasai", bentuk="elektronik", biaya_rupiah=0, waktu_penyediaan_hk=1,
                penghitaman={"isi": "tidak ada yang dihitamkan"})
    berkas = [k.unggah("anggaran.csv", b"pos;jumlah\nobat;10\n")]
    k.fakta("petugas", satu["perkara"], "informasi-diberikan", lingkup="seluruhnya", berkas=berkas)
    kunci = {n: tiga[n] for n in ("nomor", "rahasia")}
    k.kirim(None, "/keberatan", perkara=kunci,
            keberatan={"alasan": ["d"], "kanal": "situs"})
    sidik = hashlib.sha256(PINDAIAN).hexdigest()
    return perkara, {"kode": surat["kode"], "nomor": surat["nomor"], "sidik_pindaian": sidik}


def psql(rumah, program, *argumen):
    soket = open(f"{rumah}/data/pg/postmaster.pid").read().split("\n")[4]
    folder = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
    perintah = [f"{folder}/{program}", "-h", soket, "-U", "jejak_owner", "-d", "jejak", *argumen]
    return subprocess.run(perintah, check=True, stdout=subprocess.PIPE).stdout


def simpan(k, tujuan):
    """A dump in which nothing is under way."""
    kepala = ("select log, position, encode(root, 'hex'),"
              " (select max(version) from _sqlx_migrations) from log_head")

    def diam():
        sebelum = psql(k.rumah, "psql", "-At", "-c", kepala)
        tertinggal = "select count(*) from proyeksi, log_head where posisi <> position"
        assert psql(k.rumah, "psql", "-At", "-c", tertinggal).strip() == b"0"
        dump = psql(k.rumah, "pg_dump")
        assert psql(k.rumah, "psql", "-At", "-c", kepala) == sebelum
        return dump, sebelum.decode().strip().split("|")

    dump, (log, posisi, akar, skema) = k.tunggu(diam)
    with open(f"{tujuan}/data.sql.gz", "wb") as berkas:
        berkas.write(gzip.compress(dump, 9, mtime=0))
    shutil.copytree(f"{k.rumah}/data/berkas", f"{tujuan}/berkas")
    shutil.copy(f"{k.rumah}/kunci", f"{tujuan}/kunci")
    return {"log": log, "posisi": int(posisi), "akar": akar, "skema": int(skema)}


def main(program, tujuan):
    os.makedirs(tujuan)
    with tempfile.TemporaryDirectory() as rumah:
        os.chmod(rumah, 0o755)
        k = Kantor(os.path.abspath(program), rumah)
        try:
            k.berpejabat()
            perkara, surat = cerita(k)
            for satu in perkara:
                bukti = f"/api/v1/checkpoint/bukti/{satu['posisi']}?daun={satu['daun']}"
                satu["tanda_bukti"] = k.tunggu(lambda: k.minta("GET", bukti))
            checkpoint = k.minta("GET", "/api/v1/checkpoint")["terakhir"]
            for satu in perkara:
                satu["fakta"] = len(k.jejak("riwayat", satu["nomor"]))
            harapan = {**simpan(k, tujuan), "checkpoint": checkpoint["nota"],
                       "kunci_log": checkpoint["kunci"], "perkara": perkara, "surat": surat}
        finally:
            k.layanan.send_signal(signal.SIGTERM)
            k.layanan.wait()
    with open(f"{tujuan}/harapan.json", "w") as berkas:
        json.dump(harapan, berkas, indent=1, sort_keys=True, ensure_ascii=False)
        berkas.write("\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])

#!/usr/bin/env python3
"""Memeriksa berkas perkara Jejak tanpa Jejak.

Pemakaian: python3 verify.py BERKAS.zip [KUNCI_LOG [OTORITAS.pem]]

Dengan OTORITAS.pem, stempel waktu atas checkpoint harus ada dan ditandatangani otoritas itu;
KUNCI_LOG boleh dikosongkan ("").
Hanya memerlukan Python 3.8 ke atas dan perintah `openssl`. Menulis satu baris JSON; kode
keluar 0 bila sah, 1 bila ditolak, 2 bila berkas atau kunci tidak terbaca. Alasan penolakan
memakai kata yang sama dengan `jejak verify BERKAS`.
"""
import base64
import binascii
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import tempfile

NAMA = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*", re.A)
MIB = 1 << 20


class Tolak(Exception):
    """Kode, lalu berkas yang bermasalah."""


def harus(benar, kode, berkas=""):
    if not benar:
        raise Tolak(kode, berkas)


def nama_sah(nama):
    return bool(len(nama) <= 240 and NAMA.fullmatch(nama)
                and not {".", ".."} & set(nama.split("/")))


# --- Arsip: ZIP tersimpan, tanpa celah, kepala mengikuti nama dan isi ---

def arsip(z):
    harus(len(z) <= 512 * MIB, "ZipBesar")
    harus(len(z) >= 22, "Zip")
    akhir = len(z) - 22
    jumlah, besar, letak = struct.unpack_from("<HII", z, akhir + 10)
    penutup = struct.pack("<4s4xHHIIH", b"PK\5\6", jumlah, jumlah, besar, letak, 0)
    harus(z[akhir:] == penutup and letak + besar == akhir, "Zip")
    harus(jumlah <= 60000, "ZipBesar")
    isi, pusat, semua, kecil = 0, letak, {}, set()
    for _ in range(jumlah):
        harus(pusat + 46 <= akhir and z[pusat:pusat + 4] == b"PK\1\2", "Zip")
        bendera, metode, crc, besar = struct.unpack_from("<HH4xI4xI", z, pusat + 8)
        panjang, = struct.unpack_from("<H", z, pusat + 28)
        modus, di = struct.unpack_from("<II", z, pusat + 38)
        selesai_pusat = pusat + 46 + panjang
        harus(selesai_pusat <= akhir, "Zip")
        try:
            nama = z[pusat + 46:selesai_pusat].decode("ascii")
        except UnicodeDecodeError:
            raise Tolak("ZipNama", "")
        harus(nama_sah(nama), "ZipNama")
        harus(bendera == 0 and metode == 0, "ZipMetode", nama)
        harus(modus >> 28 != 0o12, "ZipTautan", nama)
        harus(besar <= 64 * MIB, "ZipBesar", nama)
        umum = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, crc, besar, besar, panjang, 0)
        kepala = struct.pack("<4sBB", b"PK\1\2", 20, 3) + umum + bytes(6)
        kepala += struct.pack("<II", 0o100644 << 16, di) + nama.encode()
        buka = b"PK\3\4" + umum + nama.encode()
        mulai = isi + len(buka)
        harus(kepala == z[pusat:selesai_pusat] and di == isi and mulai + besar <= letak
              and z[isi:mulai] == buka, "Zip", nama)
        data = z[mulai:mulai + besar]
        harus(binascii.crc32(data) == crc, "ZipCrc", nama)
        isi, pusat = mulai + besar, selesai_pusat
        harus(nama.lower() not in kecil, "ZipGanda", nama)
        kecil.add(nama.lower())
        semua[nama] = data
    harus(isi == letak and pusat == akhir, "Zip")
    folder, garis, _ = min(semua, default="").partition("/")
    harus(garis, "ZipNama")
    for nama in sorted(semua):
        harus(nama.startswith(folder + "/"), "ZipNama", nama)
    return {nama[len(folder) + 1:]: semua[nama] for nama in sorted(semua)}


# --- BagIt ---

def manifes(berkas, jenis, termasuk):
    for algoritma in ("sha256", "sha512"):
        nama_manifes = f"{jenis}-{algoritma}.txt"
        disebut = {}
        try:
            teks = berkas.get(nama_manifes, b"").decode("utf-8")
            harus(teks.endswith("\n"), "BagManifes", nama_manifes)
            for baris in teks[:-1].split("\n"):
                sidik, spasi, nama = baris.partition("  ")
                panjang = hashlib.new(algoritma).digest_size * 2
                harus(spasi and re.fullmatch("[0-9a-f]{%d}" % panjang, sidik) and nama_sah(nama)
                      and nama not in disebut and termasuk(nama), "BagManifes", nama_manifes)
                disebut[nama] = sidik
        except UnicodeDecodeError:
            raise Tolak("BagManifes", nama_manifes)
        for nama in sorted(disebut):
            harus(nama in berkas, "BagKurang", nama)
            cocok = hashlib.new(algoritma, berkas[nama]).hexdigest() == disebut[nama]
            harus(cocok, "BagSidik", nama)
        for nama in filter(termasuk, berkas):
            harus(nama in disebut, "BagLebih", nama)


def bagit(berkas):
    def tag(nama):
        return not nama.startswith(("data/", "tagmanifest-"))

    def data(nama):
        return nama.startswith("data/")

    manifes(berkas, "tagmanifest", tag)
    versi = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    harus(berkas.get("bagit.txt") == versi, "BagTanda", "bagit.txt")
    manifes(berkas, "manifest", data)
    isi = [berkas[nama] for nama in filter(data, berkas)]
    oxum = f"Payload-Oxum: {sum(map(len, isi))}.{len(isi)}"
    info = berkas.get("bag-info.txt", b"").decode("utf-8", "replace").split("\n")
    harus([b for b in info if b.startswith("Payload-Oxum: ")] == [oxum], "BagOxum", "bag-info.txt")


# --- JSON, base64 ---

def tanpa_ganda(pasangan):
    if len(dict(pasangan)) != len(pasangan):
        raise ValueError("kunci ganda")
    return dict(pasangan)


def bukan_bilangan(teks):
    raise ValueError(teks)


def baca_json(data):
    teks = data.decode("utf-8")
    bulat = lambda angka: -0.0 if angka == "-0" else int(angka)
    nilai = json.loads(teks, object_pairs_hook=tanpa_ganda, parse_constant=bukan_bilangan,
                       parse_int=bulat)
    json.dumps(nilai, ensure_ascii=False).encode("utf-8")
    return nilai


def teks(nilai):
    return isinstance(nilai, str)


def bilangan(nilai):
    return isinstance(nilai, int) and not isinstance(nilai, bool) and 0 <= nilai < 1 << 64


def bentuk(nilai, **jenis):
    return isinstance(nilai, dict) and set(nilai) == set(jenis) and all(
        jenis[nama](nilai[nama]) for nama in jenis)


def daftar(jenis):
    return lambda nilai: isinstance(nilai, list) and all(map(jenis, nilai))


def b64(baris, panjang=None):
    isi = base64.b64decode(baris, validate=True)
    if base64.b64encode(isi).decode() != baris or panjang not in (None, len(isi)):
        raise ValueError("base64")
    return isi


def b64url(isi):
    return base64.urlsafe_b64encode(isi).decode().rstrip("=")


# --- Keterangan isi ---

BERKAS = "data/berkas.json"


def keterangan(berkas):
    try:
        isi = baca_json(berkas[BERKAS])
        sah = bentuk(
            isi, v=teks, log=teks, untuk=lambda u: u in ("majelis", "pihak"),
            bertanda=lambda b: isinstance(b, bool),
            aliran=daftar(lambda a: bentuk(a, nama=teks, stream=teks, fakta=bilangan)),
            dokumen=daftar(lambda d: bentuk(d, berkas=teks, sidik=teks)),
            tanpa_berkas=daftar(teks))
        aliran, dokumen = isi["aliran"], [d["berkas"] for d in isi["dokumen"]]
        sah = sah and isi["v"] == "jejak-berkas/1" and aliran[0]["nama"] == "perkara"
        sah = sah and aliran[0]["fakta"] > 0 and len(set(dokumen)) == len(dokumen)
        sah = sah and all(re.fullmatch("[a-z]+", a["nama"]) and a["fakta"] <= 99999 for a in aliran)
        sah = sah and all(len({a[k] for a in aliran}) == len(aliran) for k in ("nama", "stream"))
        sah = sah and all(d.startswith("data/bukti/") and nama_sah(d) for d in dokumen)
    except (KeyError, IndexError, TypeError, ValueError, RecursionError):
        sah = False
    harus(sah, "Isi", BERKAS)
    return isi


# --- Nota bertanda tangan dan checkpoint (C2SP) ---

CHECKPOINT, VKEY = "data/log/checkpoint", "data/log/vkey.txt"
STEMPEL = "data/log/checkpoint.tsr"


def baca_vkey(vkey):
    nama, id16, kunci = vkey.split("+", 2)
    isi = b64(kunci, 33)
    nomor = hashlib.sha256(nama.encode() + b"\n" + isi).digest()[:4]
    if not nama or any(map(str.isspace, nama)) or isi[0] != 1 or nomor.hex() != id16:
        raise ValueError("vkey")
    if not di_kurva(isi[1:]):
        raise ValueError("vkey")
    return nama, nomor, isi[1:]


def di_kurva(kunci):
    """Whether these bytes are a point of Ed25519 (RFC 8032, 5.1.3)."""
    p = 2**255 - 19
    y = int.from_bytes(kunci, "little") % 2**255
    u, v = (y * y - 1) % p, (-121665 * pow(121666, -1, p) * y * y + 1) % p
    kuadrat = u * pow(v, -1, p) % p
    return kuadrat == 0 or pow(kuadrat, (p - 1) // 2, p) == 1


def baca_nota(data):
    if len(data) > 16384:
        raise ValueError("nota")
    nota = data.decode("utf-8")
    if any(c < " " and c != "\n" for c in nota):
        raise ValueError("nota")
    isi, kosong, tanda = nota.rpartition("\n\n")
    if not kosong or not tanda.endswith("\n"):
        raise ValueError("nota")
    semua = []
    for baris in tanda[:-1].split("\n"):
        nama, spasi, sandi = baris[2:].partition(" ")
        if not baris.startswith("— ") or not spasi or not nama or "+" in nama:
            raise ValueError("nota")
        if any(map(str.isspace, nama)) or len(b64(sandi)) < 5 or len(semua) == 100:
            raise ValueError("nota")
        semua.append((nama, b64(sandi)[:4], b64(sandi)[4:]))
    return isi + "\n", semua


def tanda_sah(kunci, isi, tanda):
    if len(tanda) != 64:
        return False
    with tempfile.TemporaryDirectory() as folder:
        def taruh(nama, isi):
            with open(os.path.join(folder, nama), "wb") as berkas:
                berkas.write(isi)
            return os.path.join(folder, nama)
        der = bytes.fromhex("302a300506032b6570032100") + kunci
        perintah = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-rawin",
                    "-inkey", taruh("kunci", der), "-in", taruh("isi", isi.encode()),
                    "-sigfile", taruh("tanda", tanda)]
        return subprocess.run(perintah, capture_output=True).returncode == 0


def stempel_sah(data, tsr, otoritas):
    with tempfile.TemporaryDirectory() as folder:
        perintah = ["openssl", "ts", "-verify", "-CAfile", otoritas]
        for pilihan, isi in (("-data", data), ("-in", tsr)):
            perintah += [pilihan, os.path.join(folder, pilihan[1:])]
            with open(perintah[-1], "wb") as berkas:
                berkas.write(isi)
        return subprocess.run(perintah, capture_output=True).returncode == 0


def stempel(berkas, otoritas):
    harus(STEMPEL in berkas or not otoritas, "Stempel", STEMPEL)
    if STEMPEL in berkas:
        data, tsr = berkas[CHECKPOINT], berkas[STEMPEL]
        harus(b"\4\x20" + hashlib.sha256(data).digest() in tsr, "Stempel", STEMPEL)
        harus(not otoritas or stempel_sah(data, tsr, otoritas), "Stempel", STEMPEL)
    return STEMPEL in berkas


def baca_checkpoint(isi):
    asal, ukuran, akar, sisa = isi.split("\n")
    if sisa or not asal or not re.fullmatch("0|[1-9][0-9]{0,14}", ukuran):
        raise ValueError("checkpoint")
    if any(c < " " or "\x7f" <= c <= "\x9f" for c in asal):
        raise ValueError("checkpoint")
    return asal, int(ukuran), b64(akar, 32)


def checkpoint(berkas, isi, vkey):
    try:
        data = berkas[CHECKPOINT]
        nota, semua = baca_nota(data) if isi["bertanda"] else (data.decode("utf-8"), [])
        harus(len(data) <= 16384, "Checkpoint", CHECKPOINT)
    except (KeyError, ValueError):
        raise Tolak("Checkpoint", CHECKPOINT)
    tanda = "kunci_pembaca" if vkey else "kunci_berkas"
    if isi["bertanda"]:
        if not vkey:
            try:
                baris = berkas[VKEY].decode("utf-8")
                harus(baris.endswith("\n"), "Kunci", VKEY)
                vkey = baca_vkey(baris[:-1])
            except (KeyError, ValueError):
                raise Tolak("Kunci", VKEY)
        milik = [t for t in semua if t[:2] == vkey[:2]]
        harus(milik, "Kunci", CHECKPOINT)
        harus(tanda_sah(vkey[2], nota, milik[0][2]), "TandaTangan", CHECKPOINT)
    else:
        harus(not vkey, "Kunci", CHECKPOINT)
        tanda = "tanpa_tanda_tangan"
    try:
        asal, ukuran, akar = baca_checkpoint(nota)
    except ValueError:
        raise Tolak("Checkpoint", CHECKPOINT)
    harus(asal.endswith("/log/" + isi["log"]), "LogLain", CHECKPOINT)
    return tanda, asal, ukuran, akar


# --- Daun, pohon RFC 6962, nilai yang dibuka ---

TEKS = {"actor", "command", "diketahui", "log", "recorded_at", "stream", "type", "v"}
BILANGAN = {"position", "schema", "version"}
LAIN = {"body", "cacat", "occurred_at", "prev"}


def baku(nilai, dalam=0):
    if isinstance(nilai, (dict, list)):
        if dalam >= 64 or isinstance(nilai, dict) and list(nilai) != sorted(nilai):
            return False
        return all(baku(n, dalam + 1) for n in (nilai.values() if isinstance(nilai, dict) else nilai))
    return nilai is None or isinstance(nilai, (str, bool)) or (
        isinstance(nilai, int) and abs(nilai) < 1 << 53)


def baca_daun(data):
    try:
        daun = baca_json(data)
        rapi = json.dumps(daun, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        return daun if (
            isinstance(daun, dict) and baku(daun) and rapi == data
            and set(daun) <= TEKS | BILANGAN | LAIN and "body" in daun
            and all(teks(daun.get(n)) for n in TEKS) and teks(daun.get("prev", ""))
            and all(bilangan(daun.get(n)) for n in BILANGAN) and daun["v"] == "jejak-leaf/1"
        ) else None
    except (ValueError, RecursionError):
        return None


def digest(nilai):
    if isinstance(nilai, dict):
        if len(nilai) == 1 and teks(nilai.get("sd")):
            return {nilai["sd"]}
        nilai = list(nilai.values())
    return set().union(*map(digest, nilai)) if isinstance(nilai, list) else set()


def akar_dari(indeks, ukuran, hash_daun, jalur):
    ini, ujung, hash = indeks, ukuran - 1, hash_daun
    for saudara in jalur:
        if ujung == 0:
            return None
        if ini & 1 or ini == ujung:
            hash = hashlib.sha256(b"\1" + saudara + hash).digest()
            while not ini & 1 and ini:
                ini, ujung = ini >> 1, ujung >> 1
        else:
            hash = hashlib.sha256(b"\1" + hash + saudara).digest()
        ini, ujung = ini >> 1, ujung >> 1
    return hash if ujung == 0 else None


def jalur(data):
    try:
        if not data:
            return []
        baris = data.decode("utf-8").split("\n")
        return [b64(b, 32) for b in baris[:-1]] if not baris[-1] and len(baris) <= 64 else None
    except ValueError:
        return None


def ungkap(data):
    try:
        isi = baca_json(data)
        if not bentuk(isi, buka=daftar(teks), ditahan=daftar(teks), dihapus=daftar(teks)):
            return None
        nilai = []
        for satu in isi["buka"]:
            bytes_ = base64.b64decode(satu.encode("ascii") + b"=" * (-len(satu) % 4), b"-_", True)
            tiga = baca_json(bytes_)
            if b64url(bytes_) != satu or len(tiga) != 3 or not daftar(teks)(tiga):
                return None
            nilai.append((b64url(hashlib.sha256(satu.encode()).digest()), tiga[1], tiga[2]))
        return nilai, isi["ditahan"], isi["dihapus"]
    except (ValueError, TypeError, RecursionError):
        return None


def aliran(berkas, isi, ukuran, akar):
    def nama(a, versi, akhiran):
        return f"data/peristiwa/{a['nama']}/{versi:04}.{akhiran}"

    perlu = set()
    for a in isi["aliran"]:
        for versi in range(1, a["fakta"] + 1):
            for akhiran in ("leaf", "jalur", "ungkap.json"):
                harus(nama(a, versi, akhiran) in berkas, "AliranKurang", nama(a, versi, akhiran))
                perlu.add(nama(a, versi, akhiran))
    for satu in berkas:
        harus(satu in perlu or not satu.startswith("data/peristiwa/"), "AliranLebih", satu)
    hitung, sidik = [0, 0, 0], {}
    for a in isi["aliran"]:
        sebelum, lalu = None, 0
        for versi in range(1, a["fakta"] + 1):
            di = nama(a, versi, "leaf")
            daun = baca_daun(berkas[di])
            harus(daun is not None, "Daun", di)
            hash = hashlib.sha256(b"\0" + berkas[di]).digest()
            harus(daun["log"] == isi["log"], "DaunLog", di)
            harus(daun["stream"] == a["stream"], "DaunAliran", di)
            harus(daun["version"] == versi, "DaunVersi", di)
            harus(daun.get("prev") == (sebelum and b64url(sebelum)), "DaunSebelum", di)
            harus(lalu < daun["position"] <= ukuran, "DaunPosisi", di)
            sebelum, lalu = hash, daun["position"]
            di = nama(a, versi, "jalur")
            jalan = jalur(berkas[di])
            harus(jalan is not None, "JalurBentuk", di)
            harus(akar_dari(lalu - 1, ukuran, hash, jalan) == akar, "Jalur", di)
            di = nama(a, versi, "ungkap.json")
            terungkap = ungkap(berkas[di])
            harus(terungkap is not None, "UngkapBentuk", di)
            sisa = digest(daun["body"])
            for satu in [n[0] for n in terungkap[0]] + terungkap[1] + terungkap[2]:
                harus(satu in sisa, "Ungkap", di)
                sisa.remove(satu)
            harus(not sisa, "UngkapKurang", di)
            sidik.update((d, v) for d, n, v in terungkap[0] if n.split(".")[-1] == "sidik")
            hitung = [h + len(t) for h, t in zip(hitung, terungkap)]
    return hitung, sidik


def dokumen(berkas, isi, sidik):
    for satu in isi["dokumen"]:
        di = satu["berkas"]
        harus(di in berkas, "DokumenKurang", di)
        harus(sidik.get(satu["sidik"]) == hashlib.sha256(berkas[di]).hexdigest(), "Dokumen", di)
    disebut = {satu["berkas"] for satu in isi["dokumen"]}
    for nama in berkas:
        harus(nama in disebut or not nama.startswith("data/bukti/"), "DokumenLebih", nama)
    disebut = {satu["sidik"] for satu in isi["dokumen"]} | set(isi["tanpa_berkas"])
    harus(set(sidik) <= disebut, "DokumenHilang", BERKAS)


def periksa(z, vkey=None, otoritas=None):
    berkas = arsip(z)
    bagit(berkas)
    isi = keterangan(berkas)
    tanda, asal, ukuran, akar = checkpoint(berkas, isi, vkey)
    distempel = stempel(berkas, otoritas)
    (terbuka, ditahan, dihapus), sidik = aliran(berkas, isi, ukuran, akar)
    dokumen(berkas, isi, sidik)
    return {"tanda": tanda, "asal": asal, "ukuran": ukuran,
            "akar": base64.b64encode(akar).decode(), "stempel": distempel, "untuk": isi["untuk"],
            "fakta": sum(a["fakta"] for a in isi["aliran"]), "terbuka": terbuka,
            "ditahan": ditahan, "dihapus": dihapus, "dokumen": len(isi["dokumen"])}


def main(argumen):
    try:
        with open(argumen[1], "rb") as berkas:
            z = berkas.read()
        vkey = argumen[2].strip() if len(argumen) > 2 else ""
        vkey = baca_vkey(vkey) if vkey else None
        otoritas = argumen[3] if len(argumen) > 3 else None
        if otoritas:
            open(otoritas, "rb").close()
    except (IndexError, OSError, ValueError) as sebab:
        print(f"{sebab}\n{__doc__}", file=sys.stderr)
        return 2
    try:
        print(json.dumps({"sah": True, **periksa(z, vkey, otoritas)}, sort_keys=True))
        return 0
    except Tolak as tolak:
        kode, berkas = tolak.args
        print(json.dumps({"sah": False, "kode": kode, "berkas": berkas}, sort_keys=True))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))

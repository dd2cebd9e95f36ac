// A box drawn with a pointer fills in the first free row. Without this script
// the same fields take the numbers.
"use strict";
(() => {
  const petunjuk = document.getElementById("petunjuk-kotak");
  const kolom = (baris, nama) => baris.querySelector(`[name$=".${nama}"]`);
  const tempat = ["kiri", "atas", "lebar", "tinggi"];
  const bebas = () =>
    [...document.querySelectorAll(".kotak-hitam")].find((baris) => tempat.every((nama) => !kolom(baris, nama).value));
  // Hundredths of a percent, outwards: nothing of what was framed is left out.
  const persen = ({ kiri, atas, lebar, tinggi }) => {
    const mulai = [kiri, atas].map((n) => Math.floor(n * 10000));
    const akhir = [kiri + lebar, atas + tinggi].map((n) => Math.min(10000, Math.ceil(n * 10000)));
    const nilai = [...mulai, akhir[0] - mulai[0], akhir[1] - mulai[1]];
    return nilai.map((n) => (n / 100).toString().replace(".", ","));
  };
  const letak = (bidang, e) => {
    const r = bidang.getBoundingClientRect();
    const dalam = (n) => Math.min(1, Math.max(0, n));
    return [dalam((e.clientX - r.left) / r.width), dalam((e.clientY - r.top) / r.height)];
  };
  for (const bidang of document.querySelectorAll(".bidang")) {
    let awal = null;
    let kotak = null;
    const gambar = (x, y) => {
      const [kiri, atas] = [Math.min(awal[0], x), Math.min(awal[1], y)];
      const [lebar, tinggi] = [Math.abs(awal[0] - x), Math.abs(awal[1] - y)];
      kotak.style.left = `${kiri * 100}%`;
      kotak.style.top = `${atas * 100}%`;
      kotak.style.width = `${lebar * 100}%`;
      kotak.style.height = `${tinggi * 100}%`;
      return { kiri, atas, lebar, tinggi };
    };
    bidang.addEventListener("pointerdown", (e) => {
      if (e.button !== 0) return;
      e.preventDefault();
      bidang.setPointerCapture(e.pointerId);
      awal = letak(bidang, e);
      kotak = document.createElement("span");
      kotak.className = "tanda-kotak";
      bidang.append(kotak);
    });
    bidang.addEventListener("pointermove", (e) => {
      if (awal) gambar(...letak(bidang, e));
    });
    bidang.addEventListener("pointercancel", () => {
      if (kotak) kotak.remove();
      awal = kotak = null;
    });
    bidang.addEventListener("pointerup", (e) => {
      if (!awal) return;
      const isi = gambar(...letak(bidang, e));
      const baris = bebas();
      const layak = isi.lebar > 0.002 && isi.tinggi > 0.002;
      if (!baris || !layak) {
        kotak.remove();
        if (layak) petunjuk.textContent = "Semua baris terisi. Tekan Tambah kotak dahulu.";
      } else {
        kolom(baris, "halaman").value = bidang.dataset.halaman;
        persen(isi).forEach((nilai, ke) => {
          kolom(baris, tempat[ke]).value = nilai;
        });
        petunjuk.textContent = `${baris.querySelector("legend").textContent} ditandai. Pilih dasarnya dan tulis alasannya.`;
        kolom(baris, "dasar").focus({ preventScroll: true });
      }
      awal = kotak = null;
    });
  }
})();

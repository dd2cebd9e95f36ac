//! With the keyboard alone: Tab, Enter, Space and letters.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use crate::api::klien::Kantor;
use crate::orang::Orang;
use crate::tab::Tab;

/// More stops than any page has.
const STOPS: u32 = 150;

/// What has the focus: what it is, what it is called, and whether one sees it.
const FOCUS: &str = r"(() => {
  const e = document.activeElement;
  const name = e.ariaLabel || e.labels?.[0]?.innerText || e.innerText || e.value || '';
  const s = getComputedStyle(e), r = e.getBoundingClientRect();
  return [e.tagName + ' ' + (e.type || ''), name.replace(/\s+/g, ' ').trim(),
    s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2
      && r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth];
})()";

/// Goes on with Tab until the focus is on what is called so.
async fn tab_to(tab: &Tab, name: &str) {
    for _ in 0..STOPS {
        tab.key("Tab", "Tab", 9, 0, "").await;
        let focus = tab.value(FOCUS).await;
        let kind = focus[0].as_str().unwrap();
        if kind.starts_with("BODY") {
            continue;
        }
        assert_eq!(focus[2], true, "the focus on {focus} is not to be seen");
        if focus[1].as_str().unwrap().to_lowercase().contains(&name.to_lowercase()) {
            return;
        }
    }
    panic!("Tab never comes to {name:?}:\n{}", tab.text().await);
}

async fn write(tab: &Tab, text: &str) {
    for letter in text.chars() {
        let (big, text) = (letter.to_uppercase().to_string(), letter.to_string());
        let number = big.bytes().next().unwrap();
        tab.key(&text, "", u32::from(number), 0, &text).await;
    }
}

async fn field(tab: &Tab, label: &str, text: &str) {
    tab_to(tab, label).await;
    write(tab, text).await;
}

async fn enter(tab: &mut Tab, name: &str) {
    tab_to(tab, name).await;
    tab.forget();
    tab.key("Enter", "Enter", 13, 0, "\r").await;
    tab.loaded(name).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permohonan_is_filed_with_the_keyboard_alone() {
    let kantor = Kantor::buka().await;
    let mut orang = Orang::publik(&kantor, false).await;
    let tab = &mut orang.tab;
    tab.goto("/").await;
    enter(tab, "Ajukan permohonan").await;
    field(tab, "Apa yang ingin Anda ketahui", "anggaran jalan").await;
    field(tab, "Untuk apa", "skripsi").await;
    // Arrows move in a group of choices, as everywhere.
    tab_to(tab, "Salinan elektronik").await;
    tab.key("ArrowDown", "ArrowDown", 40, 0, "").await;
    field(tab, "Nama lengkap", "budi").await;
    field(tab, "NIK", "3275014101900001").await;
    enter(tab, "Kirim permohonan").await;
    tab.sees("Permohonan Anda diterima").await;
    enter(tab, "Lihat tenggat").await;
    tab.sees("pemberitahuan tertulis").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_takes_a_step_with_the_keyboard_alone() {
    let kantor = Kantor::buka().await;
    let (_, nomor, _) = kantor.diajukan().await;
    let mut orang = Orang::masuk(&kantor, "ppid-utama", false).await;
    let tab = &mut orang.tab;
    tab.goto("/antrean").await;
    enter(tab, &nomor).await;
    enter(tab, "Disposisikan kepada unit").await;
    tab_to(tab, "Dinas Kesehatan").await;
    tab.key(" ", "Space", 32, 0, " ").await;
    tab_to(tab, "Penanggung jawab").await;
    tab.key(" ", "Space", 32, 0, " ").await;
    field(tab, "Petunjuk kepada unit", "mohon dijawab").await;
    enter(tab, "Lihat akibatnya dahulu").await;
    enter(tab, "Ya, catat").await;
    tab.sees("Dinas Kesehatan").await;
}

/// The first stop leads past what stands on every page.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_stop_leads_past_the_navigation() {
    let kantor = Kantor::buka().await;
    let orang = Orang::publik(&kantor, false).await;
    let mut tab = orang.tab;
    tab.goto("/statistik").await;
    tab.key("Tab", "Tab", 9, 0, "").await;
    let focus = tab.value(FOCUS).await;
    assert_eq!(focus[1], "Langsung ke isi", "{focus}");
    assert_eq!(focus[2], true, "it is seen while it has the focus");
    tab.key("Enter", "Enter", 13, 0, "\r").await;
    tab.key("Tab", "Tab", 9, 0, "").await;
    let inside = tab.value("!!document.activeElement.closest('main')").await;
    assert_eq!(inside, true, "{}", tab.value(FOCUS).await);
}

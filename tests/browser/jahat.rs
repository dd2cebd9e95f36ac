//! Hostile text on every page of a real browser, which is told to heed no rule of
//! the page against scripts: what would run, runs, and is heard.

use axum::Router;
use axum::extract::Query;
use axum::response::Html;
use axum::routing::get;
use hyper::Method;
use serde_json::json;

use crate::api::klien::Kantor;
use crate::cdp::HOST;
use crate::daftar::{self, Benda};
use crate::muatan::MUATAN;
use crate::orang::Orang;
use crate::tab::Tab;
use crate::tabur::tabur;

/// Waits until whatever the page would still run has run: an answer from a timer
/// after the load stands behind it. A page that leads away by itself gives none.
async fn settle(tab: &mut Tab) -> Result<(), String> {
    let wait = json!({
        "expression": "new Promise(r => requestIdleCallback(() => setTimeout(r, 30)))",
        "awaitPromise": true,
    });
    let settled = tab.ask("Runtime.evaluate", wait).await;
    tab.forget();
    settled.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_hostile_text_runs_on_any_page() {
    let kantor = Kantor::buka().await;
    let benda = Benda::buat(&kantor).await;
    let (perkara, _) = tabur(&kantor, &benda).await;
    for peran in ["publik", "ppid-utama", "auditor", "admin"] {
        let mut orang = match peran {
            "publik" => Orang::publik(&kantor, true).await,
            peran => Orang::masuk(&kantor, peran, false).await,
        };
        let tab = &mut orang.tab;
        tab.tell("Emulation.setScriptExecutionDisabled", json!({"value": false})).await;
        tab.tell("Page.setBypassCSP", json!({"enabled": true})).await;
        let mut alamat = Vec::new();
        for laman in daftar::semua().iter().filter(|laman| laman.untuk.contains(&peran)) {
            if laman.metode != Method::GET || crate::laman::berkas(laman.jalur) {
                continue;
            }
            alamat.push(benda.alamat(laman.jalur, peran));
            if laman.jalur == "/perkara/{perkara}" {
                alamat.extend(perkara.iter().map(|id| format!("/perkara/{id}")));
            }
        }
        for alamat in alamat {
            tab.goto(&alamat).await;
            settle(tab).await.unwrap();
            assert!(tab.alarms.is_empty(), "{alamat} as {peran}: {:?}", tab.alarms);
        }
        if peran == "ppid-utama" {
            for id in &perkara {
                tab.goto(&format!("/perkara/{id}")).await;
                tab.click("Buka; pembukaan ini dicatat").await;
                settle(tab).await.unwrap();
                tab.sees(MUATAN[0]).await;
                assert!(tab.alarms.is_empty(), "{:?}", tab.alarms);
            }
        }
    }
}

/// The check itself: a page that escapes nothing is heard.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_escapes_nothing_is_heard() {
    let bocor = |Query(tanya): Query<Vec<(String, String)>>| async move {
        let muatan = &tanya[0].1;
        Html(format!("<!doctype html><p>{muatan}</p><input value=\"{muatan}\">"))
    };
    let pendengar = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = pendengar.local_addr().unwrap().port();
    let router = Router::new().route("/", get(bocor));
    tokio::spawn(axum::serve(pendengar, router).into_future());
    let kantor = Kantor::buka().await;
    let mut terdengar = 0;
    for muatan in MUATAN {
        let mut tab = Tab::open(&kantor, true).await;
        let mut tanya = form_urlencoded::Serializer::new(String::new());
        let tanya = tanya.append_pair("muatan", muatan).finish();
        tab.goto(&format!("http://{HOST}:{port}/?{tanya}")).await;
        let led_away = settle(&mut tab).await.is_err();
        terdengar += usize::from(led_away || !tab.alarms.is_empty());
        if ["<script>", "<img src=x", "\"><script>", "<svg onload"]
            .iter()
            .any(|awal| muatan.starts_with(awal))
        {
            assert!(!tab.alarms.is_empty(), "not heard: {muatan}");
        }
    }
    assert!(terdengar > 20, "{terdengar} texts were heard");
}

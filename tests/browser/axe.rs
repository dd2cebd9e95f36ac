//! What every page must hold to, whoever looks at it: no violation that axe-core
//! finds, nothing to scroll sideways for, nothing cut on paper.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::path::PathBuf;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::tab::Tab;

/// A cheap phone, and A4 at 96 dots an inch less its margins.
const PHONE: u32 = 360;
const PAPER: u32 = 718;

static AXE: LazyLock<String> = LazyLock::new(|| {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(std::env::home_dir()?.join(".cache")));
    let file = cache.unwrap().join("jejak/axe-core/package/axe.min.js");
    std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{}: {error}; run bash .ci/siapkan", file.display()))
});

/// Elements that reach past their window, or show less than they hold; `sembunyi`
/// is for ears alone.
const CUT: &str = r"(width => {
  const name = e => e.tagName + '.' + e.className + ' ' + (e.innerText || '').slice(0, 60);
  const cut = [];
  if (document.documentElement.scrollWidth > width)
    cut.push('the page is ' + document.documentElement.scrollWidth + ' wide');
  for (const e of document.querySelectorAll('body *'))
    if (getComputedStyle(e).display !== 'inline' && e.clientWidth
        && !['INPUT', 'TEXTAREA', 'SELECT'].includes(e.tagName) && !e.matches('.sembunyi')
        && getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1)
      cut.push(name(e) + ': ' + e.scrollWidth + ' in ' + e.clientWidth);
  return cut;
})";

/// What paper does not need, and what it must not lack.
const PRINTED: &str = r"(() => {
  const shown = e => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true});
  const needless = [...document.querySelectorAll('nav, button, .lewati')].filter(e => {
    const r = e.getBoundingClientRect();
    return shown(e) && r.right > 0 && r.bottom > 0;
  }).map(e => 'printed: ' + e.outerHTML.slice(0, 80));
  const lacking = [...document.querySelectorAll('main h1, main h2, main p, main li, main td, main dd')]
    .filter(e => !e.closest('form, .tindakan, .cari, .tab, .tombol-tombol, .saat') && !shown(e))
    .map(e => 'not printed: ' + e.outerHTML.slice(0, 80));
  return needless.concat(lacking);
})()";

/// What is wrong with the page as it stands, in one line each.
pub(crate) async fn violations(tab: &mut Tab) -> Vec<String> {
    let mut wrong = Vec::new();
    wrong.extend(axe(tab).await);
    tab.width(PHONE).await;
    wrong.extend(lines(
        &tab.value(&format!("{CUT}({PHONE}).filter(c => !c.startsWith('DIV.gulir'))")).await,
    ));
    wrong.extend(axe(tab).await.into_iter().map(|line| format!("at {PHONE}: {line}")));
    tab.tell("Emulation.setEmulatedMedia", json!({"media": "print"})).await;
    tab.width(PAPER).await;
    let printed = format!("{CUT}({PAPER}).concat({PRINTED})");
    let printed = tab.value(&printed).await;
    wrong.extend(lines(&printed).into_iter().map(|line| format!("on paper: {line}")));
    tab.tell("Emulation.setEmulatedMedia", json!({"media": ""})).await;
    tab.width(1280).await;
    wrong
}

/// In a world of its own: the page's rules forbid it any script, and its own
/// world is not touched.
async fn axe(tab: &Tab) -> Vec<String> {
    let frame = tab.tell("Page.getFrameTree", json!({})).await;
    let world = json!({"frameId": frame["frameTree"]["frame"]["id"], "worldName": "axe"});
    let world = tab.tell("Page.createIsolatedWorld", world).await;
    let run = |expression: String| {
        json!({
            "expression": expression, "contextId": world["executionContextId"],
            "awaitPromise": true, "returnByValue": true,
        })
    };
    let axe = format!("typeof axe === 'undefined' && ({{}}, (0, function () {{{}}})())", *AXE);
    tab.tell("Runtime.evaluate", run(axe)).await;
    let check = "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.flatMap(
        v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 160) + ' ' + n.failureSummary)))";
    let found = tab.tell("Runtime.evaluate", run(check.to_owned())).await;
    assert!(found.get("exceptionDetails").is_none(), "{found}");
    lines(&found["result"]["value"])
}

fn lines(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect()
}

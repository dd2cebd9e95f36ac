//! A page in the browser, and a person before it: who reads, clicks and types.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Once;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::api::klien::Kantor;
use crate::cdp::{HOST, LONG_ENOUGH, chromium};

/// Finds what a person would aim at: something visible that says so, in the page
/// rather than around it, and of several the one that says the least beside it.
const FIND: &str = r"((selector, text, fit) => {
  const shown = e => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true});
  const says = e => (e.innerText || e.value || '').replace(/\s+/g, ' ').trim();
  const around = e => e.closest('main') ? 0 : 1;
  return [...document.querySelectorAll(selector)]
    .filter(e => shown(e) && says(e).toLowerCase().includes(text.toLowerCase()))
    .filter(fit || (() => true))
    .sort((a, b) => around(a) - around(b) || says(a).length - says(b).length)[0];
})";

/// The field that a label belongs to.
const FIELD: &str = "((find, text) => find('label', text,
  e => e.control && !['radio', 'checkbox'].includes(e.control.type))?.control)";

pub(crate) struct Tab {
    context: Value,
    session: String,
    events: mpsc::UnboundedReceiver<Value>,
    url: String,
    /// Scripts that ran and dialogs that opened, against every rule.
    pub alarms: Vec<Value>,
}

impl Tab {
    /// A browser of its own, wide, with or without scripts.
    pub(crate) async fn open(kantor: &Kantor, scripts: bool) -> Self {
        let chromium = chromium();
        let ask = |method: &'static str, params| async move {
            chromium.ask(None, method, params).await.unwrap()
        };
        let mut context = ask("Target.createBrowserContext", json!({})).await;
        let context = context["browserContextId"].take();
        let target = json!({"url": "about:blank", "browserContextId": context});
        let target = ask("Target.createTarget", target).await;
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = ask("Target.attachToTarget", attach).await;
        let session = session["sessionId"].as_str().unwrap().to_owned();
        let events = chromium.events(&session);
        let port = kantor.url().rsplit(':').next().unwrap().to_owned();
        let url = format!("http://{HOST}:{port}");
        let mut tab = Tab { context, session, events, url, alarms: Vec::new() };
        for domain in ["Page.enable", "Runtime.enable", "DOM.enable"] {
            tab.tell(domain, json!({})).await;
        }
        tab.tell("Runtime.addBinding", json!({"name": "terdengar"})).await;
        // A binding takes text alone, and hostile texts do not care what they call.
        let canary = json!({"source": "window.kenari = () => terdengar('kenari')"});
        tab.tell("Page.addScriptToEvaluateOnNewDocument", canary).await;
        tab.tell("Emulation.setScriptExecutionDisabled", json!({"value": !scripts})).await;
        tab.width(1280).await;
        tab
    }

    pub(crate) async fn tell(&self, method: &str, params: Value) -> Value {
        self.ask(method, params).await.unwrap()
    }

    /// As `tell`, where it may be that nothing is answered.
    pub(crate) async fn ask(&self, method: &str, params: Value) -> Result<Value, String> {
        chromium().ask(Some(&self.session), method, params).await
    }

    /// How wide the window is.
    pub(crate) async fn width(&mut self, width: u32) {
        let metrics =
            json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500});
        self.tell("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// The value of an expression in the page.
    pub(crate) async fn value(&self, expression: &str) -> Value {
        let evaluate = json!({"expression": expression, "returnByValue": true});
        let answer = self.tell("Runtime.evaluate", evaluate).await;
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    pub(crate) async fn text(&self) -> String {
        self.value("document.body.innerText").await.as_str().unwrap().to_owned()
    }

    pub(crate) async fn sees(&self, text: &str) {
        let shown = self.text().await;
        assert!(shown.contains(text), "{text:?} is not on the page:\n{shown}");
    }

    /// Where it is, without the name of the service.
    pub(crate) async fn place(&self) -> String {
        self.value("location.pathname + location.search").await.as_str().unwrap().to_owned()
    }

    /// Opens an address of the service, or of anything else.
    pub(crate) async fn goto(&mut self, address: &str) {
        self.forget();
        let url = if address.contains("://") {
            address.to_owned()
        } else {
            format!("{}{address}", self.url)
        };
        let opened = self.tell("Page.navigate", json!({"url": url})).await;
        assert!(opened.get("errorText").is_none(), "{address}: {opened}");
        self.loaded(address).await;
    }

    /// What happened before does not count for what is waited for next.
    pub(crate) fn forget(&mut self) {
        while let Ok(event) = self.events.try_recv() {
            self.heed(&event);
        }
    }

    fn heed(&mut self, event: &Value) {
        let method = event["method"].as_str().unwrap_or_default();
        if ["Page.javascriptDialogOpening", "Runtime.bindingCalled"].contains(&method) {
            self.alarms.push(event.clone());
        }
    }

    /// Waits until the next page stands there whole.
    pub(crate) async fn loaded(&mut self, what: &str) {
        loop {
            let event = timeout(LONG_ENOUGH, self.events.recv()).await;
            let Ok(event) = event else {
                panic!("no page after {what}; this one says:\n{}", self.text().await)
            };
            let event = event.expect("the tab is open");
            self.heed(&event);
            if event["method"] == "Page.loadEventFired" {
                return;
            }
            if event["method"] == "Page.javascriptDialogOpening" {
                self.tell("Page.handleJavaScriptDialog", json!({"accept": false})).await;
            }
        }
    }

    /// Presses a link or button that leads to another page.
    pub(crate) async fn click(&mut self, text: &str) {
        self.forget();
        let at = self.aim("a, button", text).await;
        self.press(at).await;
        self.loaded(text).await;
    }

    /// Ticks or opens what says so, and stays on the page.
    pub(crate) async fn choose(&mut self, text: &str) {
        let at = self.aim("label, summary", text).await;
        self.press(at).await;
    }

    /// Ticks one of the choices under a heading.
    pub(crate) async fn pick(&mut self, heading: &str, text: &str) {
        let label = format!(
            r"[...document.querySelectorAll('legend')]
                .filter(e => e.innerText.trim().startsWith({}))
                .flatMap(e => [...e.parentElement.querySelectorAll('label')])
                .filter(e => e.checkVisibility() && e.innerText.trim().startsWith({}))[0]",
            json!(heading),
            json!(text)
        );
        let there = self.value(&format!("!!({label})")).await;
        assert_eq!(there, true, "no {text:?} below {heading:?}:\n{}", self.text().await);
        let at = self.middle(&label).await;
        self.press(at).await;
    }

    /// Types a day into the field of a label, as its parts stand in this browser.
    pub(crate) async fn fill_day(&mut self, label: &str, day: &str) {
        let (year, month, date) = (&day[..4], &day[5..7], &day[8..]);
        let field = self.field(label).await;
        for typed in [format!("{date}{month}{year}"), format!("{month}{date}{year}")] {
            // The first part has the focus, wherever the pointer was.
            self.value(&format!("{field}.blur()")).await;
            self.value(&format!("{field}.focus()")).await;
            for number in typed.bytes() {
                let text = char::from(number).to_string();
                self.key(&text, "", u32::from(number), 0, &text).await;
            }
            if self.value(&format!("{field}.value")).await == day {
                return;
            }
        }
        panic!("{label:?} takes no {day}");
    }

    /// Types into the field of a label, over what stands there.
    pub(crate) async fn fill(&mut self, label: &str, text: &str) {
        let field = self.field(label).await;
        let at = self.middle(&field).await;
        self.press(at).await;
        self.key("a", "KeyA", 65, 2, "").await;
        self.tell("Input.insertText", json!({"text": text})).await;
        let typed = self.value(&format!("{field}.value")).await;
        assert_eq!(typed, text, "{label:?}");
    }

    async fn field(&self, label: &str) -> String {
        let field = format!("{FIELD}({FIND}, {})", json!(label));
        let there = self.value(&format!("!!{field}")).await;
        assert_eq!(there, true, "no field is called {label:?}:\n{}", self.text().await);
        field
    }

    async fn aim(&self, selector: &str, text: &str) -> (f64, f64) {
        let found = format!("{FIND}({}, {})", json!(selector), json!(text));
        let there = self.value(&format!("!!{found}")).await;
        assert_eq!(there, true, "nothing says {text:?}:\n{}", self.text().await);
        self.middle(&found).await
    }

    /// Where to press an element, once it is in sight.
    async fn middle(&self, element: &str) -> (f64, f64) {
        let place = format!(
            "(e => {{ e.scrollIntoView({{block: 'center', behavior: 'instant'}});
               const r = e.getClientRects()[0];
               return [r.left + r.width / 2, r.top + r.height / 2]; }})({element})"
        );
        let place = self.value(&place).await;
        (place[0].as_f64().unwrap(), place[1].as_f64().unwrap())
    }

    async fn press(&mut self, (x, y): (f64, f64)) {
        for kind in ["mousePressed", "mouseReleased"] {
            let mouse = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            self.tell("Input.dispatchMouseEvent", mouse).await;
        }
    }

    /// Presses one key; `modifiers` as CDP counts them (2 is Ctrl, 8 is Shift).
    pub(crate) async fn key(&self, key: &str, code: &str, number: u32, modifiers: u32, text: &str) {
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({
                "type": kind, "key": key, "code": code, "modifiers": modifiers,
                "windowsVirtualKeyCode": number,
            });
            if kind == "keyDown" && !text.is_empty() {
                event["text"] = text.into();
            }
            if kind == "keyDown" && modifiers == 2 && key == "a" {
                event["commands"] = json!(["selectAll"]);
            }
            self.tell("Input.dispatchKeyEvent", event).await;
        }
    }

    /// Keeps what is to be seen now, whole, and says where.
    pub(crate) async fn picture(&self, name: &str) {
        let capture = json!({"format": "png", "captureBeyondViewport": true});
        let picture = self.tell("Page.captureScreenshot", capture).await;
        let bytes = STANDARD.decode(picture["data"].as_str().unwrap()).unwrap();
        std::fs::write(pictures().join(format!("{name}.png")), bytes).unwrap();
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        let context = json!({"browserContextId": self.context});
        drop(chromium().send(None, "Target.disposeBrowserContext", &context));
    }
}

/// Where pictures are kept, beside the compiled tests; said once, past what the
/// test runner swallows.
fn pictures() -> PathBuf {
    static TOLD: Once = Once::new();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("layar");
    std::fs::create_dir_all(&folder).unwrap();
    TOLD.call_once(|| {
        let _ = writeln!(std::io::stderr(), "pictures of every page: {}", folder.display());
    });
    folder
}

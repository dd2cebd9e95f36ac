//! Texts that somebody hostile would type, of as many kinds as are known; and
//! facts that carry them in every field that takes text, made from the schemas.

use serde_json::{Map, Value, json};

/// What a script that got through would call.
pub(crate) const MUATAN: &[&str] = &[
    // Elements.
    "<script>kenari(1)</script>",
    "<ScRiPt >kenari(1)</sCrIpT >",
    "<img src=x onerror=kenari(1)>",
    "<svg onload=kenari(1)>",
    "<svg/onload=kenari(1)//",
    "<svg><script>kenari(1)</script></svg>",
    "<svg><animate onbegin=kenari(1) attributeName=x dur=1s>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=kenari(1)>",
    "<body onload=kenari(1)>",
    "<details open ontoggle=kenari(1)>",
    "<video><source onerror=kenari(1)>",
    "<input autofocus onfocus=kenari(1)>",
    "<marquee onstart=kenari(1)>",
    "<iframe srcdoc='<script>parent.kenari(1)</script>'></iframe>",
    "<iframe src=javascript:kenari(1)></iframe>",
    "<object data=javascript:kenari(1)></object>",
    "<embed src=javascript:kenari(1)>",
    "<template><script>kenari(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=kenari(1)>\">",
    "<IMG \"\"\"><SCRIPT>kenari(1)</SCRIPT>\">",
    "<a href=\"javascript:kenari(1)\" autofocus>x</a>",
    "<a href=\"java&#x09;script:kenari(1)\">x</a>",
    "<a href=\"data:text/html,<script>kenari(1)</script>\">x</a>",
    // What changes the page around it.
    "<base href=//jahat.example>",
    "<meta http-equiv=refresh content=\"0;url=//jahat.example\">",
    "<link rel=stylesheet href=//jahat.example/x.css>",
    "<form action=//jahat.example><button>Masuk</button></form>",
    "<style>*{display:none}</style>",
    "<style>@import'//jahat.example/x.css'</style>",
    "<div style=\"position:fixed;inset:0;background:url(javascript:kenari(1))\">",
    "<table background=javascript:kenari(1)>",
    // Out of an attribute.
    "\"><script>kenari(1)</script>",
    "'><script>kenari(1)</script>",
    "\" onfocus=kenari(1) autofocus x=\"",
    "' onfocus=kenari(1) autofocus x='",
    "` onfocus=kenari(1) autofocus x=`",
    "\" style=\"x:expression(kenari(1))",
    "x\" onmouseover=\"kenari(1)",
    // Out of an element.
    "</textarea><script>kenari(1)</script>",
    "</title><script>kenari(1)</script>",
    "</style><script>kenari(1)</script>",
    "</option></select><img src=x onerror=kenari(1)>",
    "</caption></table><img src=x onerror=kenari(1)>",
    "--><script>kenari(1)</script>",
    "<!--<img src=\"--><img src=x onerror=kenari(1)//\">",
    "]]><script>kenari(1)</script>",
    "<![CDATA[<script>kenari(1)</script>]]>",
    "<?xml version='1.0'?><script>kenari(1)</script>",
    // Addresses and other tongues.
    "javascript:kenari(1)",
    "JaVaScRiPt&colon;kenari(1)",
    "data:text/html;base64,PHNjcmlwdD5rZW5hcmkoMSk8L3NjcmlwdD4=",
    "//jahat.example/%2e%2e",
    "+ADw-script+AD4-kenari(1)+ADw-/script+AD4-",
    "%3Cscript%3Ekenari(1)%3C/script%3E",
    "&lt;script&gt;kenari(1)&lt;/script&gt;",
    "&#60;script&#62;kenari(1)&#60;/script&#62;",
    "\u{ff1c}script\u{ff1e}kenari(1)\u{ff1c}/script\u{ff1e}",
    "\\u003cscript\\u003ekenari(1)\\u003c/script\\u003e",
    "{{7*7}}{{constructor.constructor('kenari(1)')()}}",
    "{% raw %}<script>kenari(1)</script>{% endraw %}",
    "${kenari(1)} #{kenari(1)} <%= kenari(1) %>",
    "'; drop table events; --",
    "=HYPERLINK(\"javascript:kenari(1)\")",
    "%0d%0aSet-Cookie: jejak=jahat",
    // Letters that do not behave.
    "<script>kenari(1)</script>\u{feff}",
    "a\u{0301}\u{0301}\u{0301}\u{0301}\u{200d}\u{200b}<img src=x onerror=kenari(1)>",
    "\u{fdfd}\u{1f4a3}<b onclick=kenari(1)>\u{fdfd}",
];

/// What no text may hold at all.
pub(crate) const TERLARANG: &[&str] = &[
    "a\0<script>kenari(1)</script>",
    "\u{1b}]0;kenari\u{7}",
    "\u{202e}gpj.exe",
    "\u{2066}kenari\u{2069}",
    "a\u{85}b",
];

/// Every text in one, for fields that take that much.
pub(crate) fn semua() -> String {
    MUATAN.join("\n")
}

/// What of all this stands in a page as it was typed, where a browser would take
/// it for more than text.
pub(crate) fn lolos(html: &str) -> Option<&'static str> {
    let berbahaya = |muatan: &&&str| muatan.contains(['<', '>', '"', '\'']);
    let mentah = MUATAN.iter().filter(berbahaya).find(|muatan| html.contains(**muatan));
    let alamat =
        ["href=\"javascript:", "src=\"javascript:", "action=\"javascript:", "href=\"data:"];
    mentah.or_else(|| alamat.iter().find(|awal| html.to_lowercase().contains(**awal))).copied()
}

/// Makes facts from schemas: text is hostile, all else is as it should be.
pub(crate) struct Pembuat<'a> {
    pub dokumen: &'a Value,
    /// Ids by the name of their field.
    pub benda: &'a [(&'static str, String)],
    /// Which variant, and which text where there is room for one alone.
    pub ronde: usize,
}

impl Pembuat<'_> {
    /// The body's part of this name, for an address that takes a command.
    pub(crate) fn bagian(&self, jalur: &str, nama: &str) -> Option<Value> {
        let isi = &self.dokumen["paths"][jalur]["post"]["requestBody"]["content"];
        let badan = self.buka(&isi["application/json"]["schema"]);
        self.nilai(badan["properties"].get(nama)?, nama)
    }

    fn buka<'a>(&'a self, skema: &'a Value) -> &'a Value {
        match skema["$ref"].as_str().and_then(|acuan| acuan.rsplit('/').next()) {
            Some(nama) => self.buka(&self.dokumen["components"]["schemas"][nama]),
            None => skema,
        }
    }

    fn pilih<'a>(&self, dari: &'a [Value]) -> Option<&'a Value> {
        dari.get(self.ronde % dari.len().max(1))
    }

    fn nilai(&self, skema: &Value, nama: &str) -> Option<Value> {
        match skema["$ref"].as_str().and_then(|acuan| acuan.rsplit('/').next()) {
            Some("Isi") => return Some(json!({"isi": semua()})),
            Some("Label") => return Some(json!(self.label(nama))),
            // Files are sent elsewhere, and a number is the writer's to give.
            Some("Berkas") => return None,
            _ => {}
        }
        if let Some((_, id)) = self.benda.iter().find(|(benda, _)| *benda == nama) {
            let banyak = self.buka(skema)["type"] == "array";
            return Some(if banyak { json!([id]) } else { json!(id) });
        }
        let skema = self.buka(skema);
        if let Some(varian) = skema["oneOf"].as_array().or_else(|| skema["anyOf"].as_array()) {
            let varian: Vec<Value> =
                varian.iter().filter(|varian| varian["type"] != "null").cloned().collect();
            return self.nilai(self.pilih(&varian)?, nama);
        }
        if let Some(kata) = skema["enum"].as_array() {
            return self.pilih(kata).cloned();
        }
        let jenis = skema["type"].as_str().or_else(|| skema["type"][0].as_str());
        match jenis {
            Some("array") => Some(json!(Vec::from_iter(self.nilai(&skema["items"], nama)))),
            Some("boolean") => Some(json!(true)),
            Some("integer" | "number") => Some(skema.get("minimum").cloned().unwrap_or(json!(1))),
            Some("string") => Some(json!(match skema["format"].as_str() {
                Some("date") => "2026-03-02".to_owned(),
                Some("date-time") => "2026-03-02T03:00:00Z".to_owned(),
                Some("uuid") => return None,
                _ => self.label(nama),
            })),
            _ => {
                let mut isi = Map::new();
                for (kolom, skema) in skema["properties"].as_object().into_iter().flatten() {
                    if let Some(nilai) = self.nilai(skema, kolom) {
                        isi.insert(kolom.clone(), nilai);
                    }
                }
                Some(Value::Object(isi))
            }
        }
    }

    /// Another text for each field and each round.
    fn label(&self, nama: &str) -> String {
        let ke = nama.bytes().map(usize::from).sum::<usize>() + self.ronde;
        let muatan = MUATAN[ke % MUATAN.len()];
        muatan.trim_matches('\u{feff}').trim().to_owned()
    }
}

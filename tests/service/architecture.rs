//! The rules of the house that no compiler keeps.

use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Rust files below a folder, with their text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(&Path::new(ROOT).join(folder), &mut found);
    assert!(!found.is_empty(), "{folder} holds Rust files");
    let mut files: Vec<(String, String)> = found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(ROOT).expect("below the root").display().to_string();
            (name, std::fs::read_to_string(&path).expect("a source file is text"))
        })
        .collect();
    files.sort();
    files
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("a folder entry").path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Names of the facts in an `enum Event` of a file.
fn facts(file: &str) -> Vec<String> {
    let text = std::fs::read_to_string(Path::new(ROOT).join(file)).expect("a step file");
    let body = text.split("pub enum Event {").nth(1).expect("a catalogue").split("\n}").next();
    body.expect("its end")
        .lines()
        .filter_map(|line| {
            let name = line.strip_prefix("    ")?;
            let name = name.split(['(', ' ', ',']).next()?;
            name.starts_with(|c: char| c.is_ascii_uppercase()).then(|| name.to_owned())
        })
        .collect()
}

/// The log, the cluster, one store file each for what is neither a fact nor
/// derived; the read models stand in a crate of their own.
#[test]
fn sql_stands_with_the_owners_of_tables_only() {
    for (name, text) in sources("src") {
        let owner = name.starts_with("src/log/")
            || name.starts_with("src/postgres/")
            || name.starts_with("src/akun")
            || name == "src/saringan.rs"
            || name == "src/berkas/tabel.rs"
            || name == "src/checkpoint/simpan.rs"
            || name == "src/draf.rs"
            || name == "src/hapus/tabel.rs"
            || name == "src/jobs/sewa.rs"
            || name == "src/surel/tabel.rs"
            || name == "src/tautan.rs"
            || name == "src/token.rs";
        assert!(owner || !text.contains("sqlx::query"), "{name} holds SQL");
    }
}

#[test]
fn the_law_knows_only_values() {
    let toml = std::fs::read_to_string(Path::new(ROOT).join("events/Cargo.toml")).unwrap();
    let section = toml.split("[dependencies]").nth(1).expect("it has dependencies");
    let (optional, always): (Vec<&str>, Vec<&str>) = section
        .lines()
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.is_empty())
        .partition(|line| line.contains("optional = true"));
    let name = |line: &&str| line.split(['.', ' ']).next().unwrap_or_default().to_owned();
    let names = |lines: &[&str]| lines.iter().map(name).collect::<Vec<_>>();
    assert_eq!(names(&always), ["chrono", "serde", "thiserror", "uuid"]);
    // Schemas of the facts; without the feature `openapi` it is not there.
    assert_eq!(names(&optional), ["utoipa"]);
    assert!(!toml.contains("\ndefault = "), "no feature is on by itself");
}

#[test]
fn the_law_reads_no_clock_and_draws_no_chance() {
    for (name, text) in sources("events/src").into_iter().chain(sources("projections/src")) {
        for word in ["Utc::now", "SystemTime", "Local::now", "Uuid::new_v4", "Uuid::now_v7"] {
            assert!(!text.contains(word), "{name} uses {word}");
        }
    }
}

/// Text in a fact is an `Isi` or a `Label`: anything else could carry a name
/// into a leaf.
#[test]
fn no_fact_holds_bare_text() {
    for (name, text) in sources("events/src") {
        // Cacat holds Jejak's own sentences.
        if name == "events/src/event.rs" {
            continue;
        }
        for line in text.lines().map(str::trim) {
            let field = line.split_once(": ").filter(|(name, _)| {
                name.trim_start_matches("pub ").chars().all(|c| c.is_ascii_lowercase() || c == '_')
            });
            let bare = field.is_some_and(|(_, kind)| {
                ["String,", "Option<String>,", "Vec<String>,"].contains(&kind)
            });
            assert!(!bare, "{name}: {line}");
        }
    }
}

/// Every fact has its stored form written by hand.
#[test]
fn every_fact_has_a_golden_stored_form() {
    let all: String = sources("events/src").into_iter().map(|(_, text)| text).collect();
    for stream in [
        "perkara",
        "sengketa",
        "kalender",
        "unit",
        "katalog",
        "kegiatan",
        "buku",
        "laporan",
        "pengguna",
        "aturan",
        "pendamping",
        "kantor",
    ] {
        let facts = facts(&format!("events/src/{stream}.rs"));
        assert!(!facts.is_empty(), "{stream} has facts");
        for fact in facts {
            // Serde writes the name from the variant; only a test quotes it.
            let quoted = format!("\"{fact}\"");
            assert!(all.contains(&quoted), "{stream}: {fact} has no stored form");
        }
    }
}

/// A rule is found by its article: every refusal names one.
#[test]
fn every_guard_names_its_article() {
    for (name, text) in sources("events/src") {
        let guards = text.matches("impl Pelanggaran for").count();
        let articles = text.matches("fn pasal(&self)").count();
        assert!(name == "events/src/event.rs" || guards == articles, "{name}");
    }
}

#[test]
fn time_is_read_in_one_place() {
    for (name, text) in sources("src") {
        let reads = text.contains("SystemTime::now()") || text.contains("Utc::now()");
        assert!(!reads || name == "src/clock.rs", "{name} reads the clock");
    }
}

use super::*;

fn options(toml: &str) -> (tempfile::TempDir, Options) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jejak.toml");
    std::fs::write(&path, toml).unwrap();
    let options = Options { konfigurasi: Some(path), ..Options::default() };
    (folder, options)
}

#[test]
fn a_flag_wins_over_the_file() {
    let (_folder, mut options) = options("zona = \"WIT\"\ndata = \"/a\"\nkunci = \"/k\"");
    options.data = Some("/b".into());
    let config = options.config().unwrap();
    assert_eq!(config.zona, Zona::Wit);
    assert!(matches!(config.database, Database::Embedded(data) if data == Path::new("/b")));
}

#[test]
fn an_empty_variable_is_not_set() {
    let (_folder, mut options) = options("data = \"/a\"\nkunci = \"/k\"");
    options.data = Some(PathBuf::new());
    options.database_url = Some(String::new());
    options.zona = Some(String::new());
    let config = options.terisi().config().unwrap();
    assert!(matches!(config.database, Database::Embedded(data) if data == Path::new("/a")));
}

#[test]
fn a_password_is_never_repeated() {
    for toml in [
        "database_url = \"postgres://jejak:rahasia@h/x",
        "databas_url = \"postgres://jejak:rahasia@h/x\"",
        "database_url = postgres://jejak:rahasia@h/x",
        "tsa = \"ftp://jejak:rahasia@h/x\"",
        "database_url = [\"postgres://jejak:rahasia@h/x\"]",
    ] {
        let (_folder, options) = options(toml);
        let error = format!("{:#}", options.config().unwrap_err());
        assert!(!error.contains("rahasia") && !error.contains('\n'), "{error}");
    }
}

#[test]
fn wrong_values_are_named() {
    for (toml, kata) in [
        ("zona = \"WIX\"", "zona waktu tidak dikenal"),
        ("zone = \"WIB\"", "nama zone tidak dikenal"),
        ("zona = ", "baris 1 bukan TOML"),
        ("\nzona = \"WIB", "baris 2 bukan TOML"),
        ("zona = 7", "nilai zona harus di antara tanda kutip"),
        ("migrate_url = \"postgres://a\"", "tanpa DATABASE_URL"),
        ("tsa = \"tsa.example.go.id\"", "JEJAK_TSA bukan alamat http atau https"),
        ("data = \"/a\"\nkunci = \"/a/kunci\"", "di dalam folder data"),
    ] {
        let (_folder, options) = options(toml);
        let error = format!("{:#}", options.config().unwrap_err());
        assert!(error.contains(kata), "{toml}: {error}");
    }
}

//! What is looked for among marks and words: alternatives, all of which must be
//! met by one word each. Asked of the table as a tsquery, and of rows in memory
//! the same way.

/// One word that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kata {
    Persis(String),
    /// How a word begins.
    Awal(String),
}

/// Every group has to be met, by any word in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cari(Vec<Vec<Kata>>);

impl Kata {
    fn cocok(&self, kata: &str) -> bool {
        match self {
            Kata::Persis(dicari) => dicari == kata,
            Kata::Awal(dicari) => kata.starts_with(dicari.as_str()),
        }
    }

    fn tsquery(&self) -> String {
        let (teks, ekor) = match self {
            Kata::Persis(teks) => (teks, ""),
            Kata::Awal(teks) => (teks, ":*"),
        };
        // Quotes and backslashes are all that a quoted word gives a meaning.
        format!("'{}'{ekor}", teks.replace('\\', "\\\\").replace('\'', "''"))
    }
}

impl Cari {
    /// Also one of these. Without any nothing is found.
    pub fn salah_satu(&mut self, kata: Vec<Kata>) {
        self.0.push(kata);
    }

    pub fn persis(&mut self, kata: String) {
        self.0.push(vec![Kata::Persis(kata)]);
    }

    /// Whether a row with these words is looked for.
    pub fn cocok(&self, tanda: &[String], kata: &[String]) -> bool {
        let ada = |dicari: &Kata| tanda.iter().chain(kata).any(|kata| dicari.cocok(kata));
        self.0.iter().all(|grup| grup.iter().any(ada))
    }

    /// As PostgreSQL asks it; nothing where everything is looked for.
    pub(super) fn tsquery(&self) -> Option<String> {
        let grup = |grup: &Vec<Kata>| {
            let kata: Vec<String> = grup.iter().map(Kata::tsquery).collect();
            // No word is made of a sign alone.
            if kata.is_empty() { "'='".to_owned() } else { format!("({})", kata.join(" | ")) }
        };
        let grup: Vec<String> = self.0.iter().map(grup).collect();
        (!grup.is_empty()).then(|| grup.join(" & "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kata(daftar: &[&str]) -> Vec<String> {
        daftar.iter().map(|kata| (*kata).to_owned()).collect()
    }

    #[test]
    fn every_group_needs_a_word_and_any_of_its_words_will_do() {
        let mut cari = Cari::default();
        assert_eq!(cari.tsquery(), None);
        assert!(cari.cocok(&[], &[]));
        cari.persis("hasil=ditolak".to_owned());
        cari.salah_satu(vec![Kata::Awal("dina".to_owned()), Kata::Persis("unit=1".to_owned())]);
        let tsquery = cari.tsquery();
        assert_eq!(tsquery.as_deref(), Some("('hasil=ditolak') & ('dina':* | 'unit=1')"));
        assert!(cari.cocok(&kata(&["hasil=ditolak"]), &kata(&["dinas"])));
        assert!(cari.cocok(&kata(&["hasil=ditolak"]), &kata(&["unit=1"])));
        assert!(!cari.cocok(&kata(&["hasil=ditolak"]), &kata(&["unit=12"])));
        assert!(!cari.cocok(&[], &kata(&["dinas"])));
    }

    #[test]
    fn nothing_to_choose_from_finds_nothing_and_no_sign_has_a_meaning() {
        let mut cari = Cari::default();
        cari.salah_satu(Vec::new());
        assert!(!cari.cocok(&[], &kata(&["apa"])));
        cari.persis("a' | \\b".to_owned());
        assert_eq!(cari.tsquery().as_deref(), Some("'=' & ('a'' | \\\\b')"));
    }
}

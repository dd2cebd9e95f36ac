use super::*;

/// The reference leaves of RFC 6962 trees and the roots over the first of them.
const DAUN: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];
const AKAR: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn hash(hex: &str) -> Hash {
    hex::decode(hex).unwrap().try_into().unwrap()
}

fn daun(n: usize) -> Vec<Hash> {
    DAUN[..n].iter().map(|isi| hash_daun(&hex::decode(isi).unwrap())).collect()
}

/// Every leaf hash of a tree of any size, for the larger trees.
fn banyak(n: u64) -> Vec<Hash> {
    (0..n).map(|i| hash_daun(&i.to_be_bytes())).collect()
}

#[test]
fn roots_of_the_reference_leaves() {
    for (n, harus) in AKAR.iter().enumerate() {
        assert_eq!(akar(&daun(n)), hash(harus), "size {n}");
    }
}

/// The published inclusion proofs over those leaves: index, size, path.
#[test]
fn published_inclusion_proofs() {
    let kasus: [(u64, usize, &[&str]); 4] = [
        (0, 1, &[]),
        (
            0,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            &[
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    ];
    for (indeks, n, jalan) in kasus {
        let jalan: Vec<Hash> = jalan.iter().map(|satu| hash(satu)).collect();
        let daun = daun(n)[usize::try_from(indeks).unwrap()];
        assert_eq!(periksa_daun(indeks, n as u64, &daun, &jalan, &hash(AKAR[n])), Ok(()));
    }
}

/// The published consistency proofs over those leaves: old size, new size, proof.
#[test]
fn published_consistency_proofs() {
    let kasus: [(usize, usize, &[&str]); 5] = [
        (1, 1, &[]),
        (
            1,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            &[
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            &[
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
        (4, 8, &["6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"]),
    ];
    for (lama, baru, bukti) in kasus {
        let bukti: Vec<Hash> = bukti.iter().map(|satu| hash(satu)).collect();
        let (akar_lama, akar_baru) = (hash(AKAR[lama]), hash(AKAR[baru]));
        let pohon = |n: usize| n as u64;
        let sah = periksa_lanjutan((pohon(lama), &akar_lama), (pohon(baru), &akar_baru), &bukti);
        assert_eq!(sah, Ok(()), "{lama} to {baru}");
        for rusak in rusak(&bukti) {
            let sah =
                periksa_lanjutan((pohon(lama), &akar_lama), (pohon(baru), &akar_baru), &rusak);
            assert!(
                matches!(sah, Err(BuktiDitolak::Akar | BuktiDitolak::Panjang)),
                "{lama} {baru}"
            );
        }
        let lain = periksa_lanjutan((pohon(lama), &[0; 32]), (pohon(baru), &akar_baru), &bukti);
        assert_eq!(lain, Err(BuktiDitolak::Akar));
    }
}

/// A proof with each hash changed, left out, doubled, and one too many.
fn rusak(jalan: &[Hash]) -> Vec<Vec<Hash>> {
    let mut semua = vec![[jalan, &[[0; 32]]].concat()];
    for i in 0..jalan.len() {
        let mut satu = jalan.to_vec();
        satu[i][31] ^= 1;
        semua.push(satu);
        let mut satu = jalan.to_vec();
        satu.remove(i);
        semua.push(satu);
        let mut satu = jalan.to_vec();
        satu.insert(i, jalan[i]);
        semua.push(satu);
        if i > 0 {
            let mut satu = jalan.to_vec();
            satu.swap(i, i - 1);
            semua.push(satu);
        }
    }
    semua
}

#[test]
fn every_proof_to_size_33_holds_and_no_broken_one_does() {
    let semua = banyak(33);
    for n in 1..=semua.len() {
        let akar = akar(&semua[..n]);
        for i in 0..n {
            let jalan = jalur(i, &semua[..n]);
            let periksa = |indeks: usize, jalan: &[Hash]| {
                periksa_daun(indeks as u64, n as u64, &semua[i], jalan, &akar)
            };
            assert_eq!(periksa(i, &jalan), Ok(()), "{i} of {n}");
            assert_eq!(periksa(n, &jalan), Err(BuktiDitolak::Posisi));
            for lain in (0..n).filter(|lain| *lain != i) {
                assert!(periksa(lain, &jalan).is_err(), "{i} of {n} at {lain}");
            }
            for rusak in rusak(&jalan) {
                assert!(periksa(i, &rusak).is_err(), "{i} of {n}");
            }
        }
    }
}

/// The crate for such trees makes the same proofs and accepts them.
#[test]
fn proofs_are_those_of_another_implementation() {
    let mut lain = ct_merkle::mem_backed_tree::MemoryBackedTree::<Sha256, Vec<u8>>::new();
    let mut semua = Vec::new();
    for n in 0..70_u64 {
        lain.push(n.to_be_bytes().to_vec());
        semua.push(hash_daun(&n.to_be_bytes()));
        let dari_lain = lain.root();
        assert_eq!(dari_lain.as_bytes().as_slice(), akar(&semua));
        for i in 0..semua.len() {
            assert_eq!(lain.prove_inclusion(i).as_bytes(), jalur(i, &semua).concat());
            let lama = akar(&semua[..=i]);
            let tambahan = semua.len() - 1 - i;
            let bukti = lain.prove_consistency(tambahan).as_bytes().as_chunks::<32>().0.to_vec();
            let (lama, baru) = ((i as u64 + 1, &lama), (n + 1, &akar(&semua)));
            assert_eq!(periksa_lanjutan(lama, baru, &bukti), Ok(()));
        }
    }
}

/// What a verifier without the check of size and length lets through.
fn tanpa_periksa_ukuran(mut indeks: u64, daun: &Hash, jalan: &[Hash]) -> Hash {
    let mut hash = *daun;
    for saudara in jalan {
        hash = if indeks & 1 == 1 { simpul(saudara, &hash) } else { simpul(&hash, saudara) };
        indeks >>= 1;
    }
    hash
}

#[test]
fn without_the_size_check_a_leaf_stands_where_it_is_not() {
    let semua = banyak(8);
    let (jalan, akar) = (jalur(3, &semua), akar(&semua));
    // Index 11 has the same low bits as index 3, but is outside a tree of 8.
    assert_eq!(tanpa_periksa_ukuran(11, &semua[3], &jalan), akar);
    assert_eq!(periksa_daun(11, 8, &semua[3], &jalan, &akar), Err(BuktiDitolak::Posisi));
    // Nor may a shorter proof pass an inner node off as a leaf.
    let simpul = simpul(&semua[2], &semua[3]);
    assert_eq!(tanpa_periksa_ukuran(1, &simpul, &jalan[1..]), akar);
    assert_eq!(periksa_daun(1, 8, &simpul, &jalan[1..], &akar), Err(BuktiDitolak::Panjang));
}

#[test]
fn a_line_is_one_hash_of_32_bytes_or_no_hash() {
    let baik = tulis_hash(&[7; 32]);
    assert_eq!(baca_hash(&baik), Ok([7; 32]));
    let pendek = STANDARD.encode([7; 31]);
    for buruk in ["", " ", &baik[1..], &pendek, &baik.replace('=', ""), &format!("{baik}\r")] {
        assert_eq!(baca_hash(buruk), Err(BuktiDitolak::Bentuk), "{buruk:?}");
    }
    assert_eq!(baca_jalur([baik.as_str(), ""]), Err(BuktiDitolak::Bentuk));
    assert_eq!(baca_jalur(vec![baik.as_str(); 64]), Err(BuktiDitolak::Panjang));
}

#[test]
fn an_empty_tree_begins_every_tree_and_needs_no_proof() {
    let (kosong, satu) = (akar_kosong(), [1; 32]);
    assert_eq!(periksa_lanjutan((0, &kosong), (1, &satu), &[]), Ok(()));
    assert_eq!(periksa_lanjutan((0, &satu), (1, &satu), &[]), Err(BuktiDitolak::Akar));
    assert_eq!(periksa_lanjutan((0, &kosong), (0, &satu), &[]), Err(BuktiDitolak::Akar));
    assert_eq!(periksa_lanjutan((0, &kosong), (1, &satu), &[satu]), Err(BuktiDitolak::Panjang));
    assert_eq!(periksa_lanjutan((2, &satu), (1, &satu), &[]), Err(BuktiDitolak::Posisi));
}

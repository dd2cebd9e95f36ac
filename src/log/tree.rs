//! The RFC 6962 Merkle tree over the log's leaves, kept as its frontier.
//!
//! The frontier is the list of roots of perfect subtrees, largest first: enough
//! to append and to give the root, 32 bytes for each bit of the size.

use sha2::{Digest, Sha256};

pub type Hash = [u8; 32];

/// `SHA-256(0x00 ‖ leaf)`.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(leaf).finalize().into()
}

fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    subtrees: Vec<Hash>,
}

impl Frontier {
    /// Reads a stored frontier; `None` when it cannot belong to that size.
    pub fn try_new(size: u64, bytes: &[u8]) -> Option<Self> {
        let (chunks, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && chunks.len() == size.count_ones() as usize;
        fits.then(|| Frontier { size, subtrees: chunks.to_vec() })
    }

    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        // Each trailing one in the old size is a subtree that this leaf completes.
        for _ in 0..self.size.trailing_ones() {
            let left = self.subtrees.pop().expect("one subtree for each bit of the size");
            node = node_hash(&left, &node);
        }
        self.subtrees.push(node);
        self.size += 1;
    }

    /// The tree's root; of an empty tree the hash of nothing.
    pub fn root(&self) -> Hash {
        let folded =
            self.subtrees.iter().rev().copied().reduce(|right, left| node_hash(&left, &right));
        folded.unwrap_or_else(|| Sha256::digest([]).into())
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.subtrees.concat()
    }

    /// The ranges of positions below the subtrees in which two frontiers of one
    /// size differ.
    pub fn beda(&self, other: &Frontier) -> Vec<(u64, u64)> {
        let mut dari = 1;
        let mut beda = Vec::new();
        for (i, (kiri, kanan)) in self.subtrees.iter().zip(&other.subtrees).enumerate() {
            let lebar = lebar_subpohon(self.size, i);
            if kiri != kanan {
                beda.push((dari, dari + lebar - 1));
            }
            dari += lebar;
        }
        beda
    }
}

/// Leaves below the i-th subtree: the i-th set bit of the size from above.
fn lebar_subpohon(size: u64, i: usize) -> u64 {
    let bits = (0..64).rev().map(|bit| 1_u64 << bit).filter(|bit| size & bit != 0);
    bits.into_iter().nth(i).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every size to 130 against an independent implementation.
    #[test]
    fn roots_agree_with_another_implementation() {
        let mut frontier = Frontier::default();
        let mut other = ct_merkle::mem_backed_tree::MemoryBackedTree::<Sha256, Vec<u8>>::new();
        assert_eq!(frontier.root().to_vec(), other.root().as_bytes().to_vec());
        for n in 0_u32..130 {
            let leaf = n.to_be_bytes().to_vec();
            frontier.push(leaf_hash(&leaf));
            other.push(leaf);
            assert_eq!(
                frontier.root().to_vec(),
                other.root().as_bytes().to_vec(),
                "size {}",
                n + 1
            );
            let stored = Frontier::try_new(u64::from(n) + 1, &frontier.bytes());
            assert_eq!(stored.as_ref(), Some(&frontier));
        }
    }

    #[test]
    fn a_frontier_of_another_size_is_refused() {
        assert_eq!(Frontier::try_new(3, &[0; 32]), None);
        assert_eq!(Frontier::try_new(1, &[0; 33]), None);
    }

    #[test]
    fn differing_subtrees_are_named_by_its_positions() {
        let build = |changed: &[u64]| {
            let mut frontier = Frontier::default();
            for n in 1..=7_u64 {
                frontier.push(leaf_hash(&[u8::from(changed.contains(&n))]));
            }
            frontier
        };
        let good = build(&[]);
        assert_eq!(good.beda(&build(&[2])), [(1, 4)]);
        assert_eq!(good.beda(&build(&[6])), [(5, 6)]);
        assert_eq!(good.beda(&build(&[7])), [(7, 7)]);
        assert_eq!(good.beda(&build(&[1, 3, 7])), [(1, 4), (7, 7)]);
        assert_eq!(good.beda(&good), []);
    }
}

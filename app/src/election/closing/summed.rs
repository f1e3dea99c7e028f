//! What shares are checked against, read once for each head of an archive and kept while it stands.

use super::share::Opened;
use std::sync::{Arc, Mutex};

/// What one election's shares are checked against, as its archive was last read.
#[derive(Default)]
pub struct Summed(Mutex<Option<(String, Arc<Opened>)>>);

impl Summed {
    /// What was read at this head, if it was.
    pub(super) fn at(&self, head: &str) -> Option<Arc<Opened>> {
        let kept = self.0.lock().ok()?;
        let (of, opened) = kept.as_ref()?;
        (of == head).then(|| Arc::clone(opened))
    }

    /// Keeps what was read at a head, in the place of what was kept before.
    pub(super) fn keep(&self, head: String, opened: &Arc<Opened>) {
        if let Ok(mut kept) = self.0.lock() {
            *kept = Some((head, Arc::clone(opened)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_head_is_read_anew_and_one_is_kept_at_a_time() {
        let summed = Summed::default();
        let opened = Arc::new(Opened::default());
        assert!(summed.at("aa").is_none());
        summed.keep("aa".to_owned(), &opened);
        let kept = summed.at("aa");
        assert!(kept.is_some_and(|kept| Arc::ptr_eq(&kept, &opened)));
        assert!(summed.at("bb").is_none());
        summed.keep("bb".to_owned(), &opened);
        assert!(summed.at("aa").is_none() && summed.at("bb").is_some());
    }
}

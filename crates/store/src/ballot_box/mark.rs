//! Marks of the register: how each line voted, and nothing else.

use super::{BallotBox, Undone};
use crate::StoreError;
use crate::dispatch::{all, maybe, run};
use uuid::Uuid;

/// How a line of the register voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum How {
    /// Not yet.
    None,
    /// Online.
    Online,
    /// In the ballot box.
    Box,
    /// By post.
    Post,
}

impl BallotBox {
    /// How a line voted; none when the register has no such line.
    ///
    /// Before closing nobody is shown named marks: whoever calls journals a look-up at the ballot
    /// box.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark(&self, line: Uuid) -> Result<Option<How>, StoreError> {
        let found = maybe!(
            self.db.reads() => (How,),
            "SELECT how FROM mark WHERE line = $1",
            line,
        )?;
        Ok(found.map(|(how,)| how))
    }

    /// Whether a line of the register has this tag.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn knows(&self, tag: &[u8; 32]) -> Result<bool, StoreError> {
        let found = maybe!(
            self.db.reads() => (Uuid,),
            "SELECT line FROM mark WHERE tag = $1",
            &tag[..],
        )?;
        Ok(found.is_some())
    }

    /// How each line voted, in the order of the random identifiers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn marks(&self) -> Result<Vec<(Uuid, How)>, StoreError> {
        all!(self.db.reads() => (Uuid, How), "SELECT line, how FROM mark ORDER BY line")
    }

    /// Marks a line that voted on paper.
    ///
    /// # Errors
    /// [`StoreError::Missing`] for a line that is not in the register, and [`StoreError::Conflict`]
    /// for one that voted already.
    pub async fn mark_paper(&self, line: Uuid, post: bool) -> Result<(), StoreError> {
        self.marking_paper(line, post).await?.keep().await
    }

    /// The same, not kept yet.
    ///
    /// # Errors
    /// As [`Self::mark_paper`].
    pub async fn marking_paper(&self, line: Uuid, post: bool) -> Result<Undone<()>, StoreError> {
        let how = if post { How::Post } else { How::Box };
        let mut tx = self.begin_shared().await?;
        let marked = run!(
            tx.on(),
            "UPDATE mark SET how = $2 WHERE line = $1 AND how = 'none'",
            line,
            how,
        )?;
        if marked == 0 {
            let there = maybe!(tx.on() => (How,), "SELECT how FROM mark WHERE line = $1", line)?;
            return Err(match there {
                Some(_) => StoreError::Conflict("this line voted already"),
                None => StoreError::Missing("line of the register"),
            });
        }
        Ok(Undone::new(tx, ()))
    }
}

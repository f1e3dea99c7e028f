//! Comments on clauses, in threads, with support.

mod add;
mod change;
mod lists;
mod page;
mod row;

pub use add::{Added, NewComment, add};
pub(crate) use add::{Place, add_at};
pub(crate) use change::lock_text_of;
pub use change::{edit, support, withdraw};
pub use lists::{MyComment, RecentComment, counts, of_account, recent};
pub(crate) use page::of_place;
pub use page::{Sort, Thread, ThreadPage, of_clause, replies_to, threads_before};
pub use row::{CommentAt, CommentRow, EntryMark, HiddenMark, get};

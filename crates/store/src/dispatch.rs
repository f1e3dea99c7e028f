//! One query body, expanded once for each engine.
//!
//! `sqlx` is generic over the database at compile time only; these macros write the two `match`
//! arms so that each SQL text stands once in the source.

/// What differs between the two engines, side by side.
pub(crate) enum On<S, P> {
    /// SQLite's half.
    Sqlite(S),
    /// PostgreSQL's half.
    Postgres(P),
}

/// Runs a body on whichever engine is there, and maps its error.
macro_rules! both {
    ($on:expr, |$at:ident| $body:expr) => {
        match $on {
            $crate::dispatch::On::Sqlite($at) => $body.map_err($crate::StoreError::from),
            $crate::dispatch::On::Postgres($at) => $body.map_err($crate::StoreError::from),
        }
    };
}

/// Every row of a query: `all!(db.reads() => Row, "SELECT ..", a, b)`.
macro_rules! all {
    ($on:expr => $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::dispatch::both!($on, |at| {
            sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(at).await
        })
    };
}

/// The row of a query, if there is one.
macro_rules! maybe {
    ($on:expr => $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::dispatch::both!($on, |at| {
            sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(at).await
        })
    };
}

/// The only row of a query that always has one.
macro_rules! one {
    ($on:expr => $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::dispatch::both!($on, |at| {
            sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_one(at).await
        })
    };
}

/// Runs a statement; gives the number of rows that it touched.
macro_rules! run {
    ($on:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::dispatch::both!($on, |at| {
            sqlx::query($sql)$(.bind($bind))*.execute(at).await.map(|done| done.rows_affected())
        })
    };
}

pub(crate) use {all, both, maybe, one, run};

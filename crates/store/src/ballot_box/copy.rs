//! A box as one file, whatever the engine: to be kept elsewhere, and put back.
//!
//! Rows are read at one instant and written in the order of their random keys: a copy holds no trace
//! of an order that the box might still hold.

use super::{
    BOARD, BallotBox, BallotBoxes, Board, Envelope, Head, How, MarkLetter, Sealed, Waiting, seal,
};
use crate::batch::insert;
use crate::dispatch::{all, one, run};
use crate::{Db, StoreError, Tx};
use std::path::Path;
use uuid::Uuid;

/// Rows of ballots read at a time.
const CHUNK: i64 = 100;

/// An event of the archive as a row.
type Event = (i64, i64, Option<String>, Option<String>, Vec<u8>);

impl BallotBox {
    /// Writes the box to a file that was not there before.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when there is such a file, or when the database or the disk fails.
    pub async fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        if file.exists() {
            return Err(StoreError::Conflict("there is such a file already"));
        }
        let to = at(file).await?;
        let copied = copy(&self.db, &to).await;
        to.close().await;
        copied
    }
}

impl BallotBoxes {
    /// Puts a box back from a copy; gives its election's identifier.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the election has a box, [`StoreError::Missing`] when the file
    /// is no box.
    pub async fn restore(&self, file: &Path) -> Result<String, StoreError> {
        if !file.exists() {
            return Err(StoreError::Missing("file"));
        }
        let from = at(file).await?;
        let sealed = seal::read(&from).await?.ok_or(StoreError::Missing("box"))?;
        if self.open(&sealed.handle).await?.is_some() {
            return Err(StoreError::Conflict("the election has a box already"));
        }
        let to = self.0.place.make(&sealed.handle).await?;
        let copied = copy(&from, &to).await;
        to.close().await;
        from.close().await;
        copied.map(|()| sealed.handle)
    }
}

/// A box in a file.
async fn at(file: &Path) -> Result<Db, StoreError> {
    let path = file.to_str().ok_or(StoreError::Missing("file"))?;
    let db = Db::connect_sqlite_box(&format!("sqlite:{path}")).await?;
    db.migrate_box().await?;
    Ok(db)
}

async fn copy(from: &Db, to: &Db) -> Result<(), StoreError> {
    let sealed = seal::read(from).await?.ok_or(StoreError::Missing("box"))?;
    let (mut from, mut to) = (from.snapshot().await?, to.begin().await?);
    head(&mut from, &mut to, &sealed).await?;
    register(&mut from, &mut to).await?;
    paper(&mut from, &mut to).await?;
    waiting(&mut from, &mut to).await?;
    archive(&mut from, &mut to).await?;
    to.commit().await
}

/// What was sealed, how far the board has come, and its heads.
async fn head(from: &mut Tx, to: &mut Tx, sealed: &Sealed) -> Result<(), StoreError> {
    seal::keep(to, sealed).await?;
    let board = one!(from.on() => Board, BOARD)?;
    run!(
        to.on(),
        "INSERT INTO board
            (id, size, ballots, late, height, head, published_at, frozen_at, tidy)
         VALUES (1, $1, $2, $3, $4, $5, $6, $7, TRUE)",
        board.size,
        board.ballots,
        board.late,
        board.height,
        board.head,
        board.published_at,
        board.frozen_at,
    )?;
    let heads = all!(
        from.on() => Head,
        "SELECT height, hash, size, published_at FROM head ORDER BY height",
    )?;
    insert!(
        to,
        "INSERT INTO head (height, hash, size, published_at)",
        "",
        heads,
        |head| head.height,
        head.hash.as_str(),
        head.size,
        head.published_at,
    );
    Ok(())
}

/// Marks, and numbers of ballots that were opened.
async fn register(from: &mut Tx, to: &mut Tx) -> Result<(), StoreError> {
    let marks = all!(
        from.on() => (Uuid, Vec<u8>, How),
        "SELECT line, tag, how FROM mark ORDER BY line",
    )?;
    insert!(
        to,
        "INSERT INTO mark (line, tag, how)",
        "",
        marks,
        |mark| mark.0,
        mark.1.as_slice(),
        mark.2,
    );
    let spoiled = all!(
        from.on() => (String,),
        "SELECT tracking FROM spoiled ORDER BY tracking",
    )?;
    insert!(to, "INSERT INTO spoiled (tracking)", "", spoiled, |one| one
        .0
        .as_str());
    Ok(())
}

/// Envelopes, and the lines that are asked by letter.
async fn paper(from: &mut Tx, to: &mut Tx) -> Result<(), StoreError> {
    let envelopes = all!(
        from.on() => Envelope,
        "SELECT number, line, typed, verdict FROM envelope ORDER BY number",
    )?;
    insert!(
        to,
        "INSERT INTO envelope (number, line, typed, verdict)",
        "",
        envelopes,
        |one| one.number,
        one.line,
        one.typed.as_str(),
        one.verdict,
    );
    let letters = all!(
        from.on() => MarkLetter,
        "SELECT place, rank, line, answer FROM mark_letter ORDER BY place",
    )?;
    insert!(
        to,
        "INSERT INTO mark_letter (place, rank, line, answer)",
        "",
        letters,
        |one| one.place,
        one.rank,
        one.line,
        one.answer,
    );
    Ok(())
}

async fn waiting(from: &mut Tx, to: &mut Tx) -> Result<(), StoreError> {
    let mut last = String::new();
    loop {
        let some = all!(
            from.on() => Waiting,
            "SELECT tracking, credential, ballot FROM pending
             WHERE tracking > $1 ORDER BY tracking LIMIT $2",
            last.as_str(),
            CHUNK,
        )?;
        let Some(end) = some.last() else {
            return Ok(());
        };
        last.clone_from(&end.tracking);
        insert!(
            to,
            "INSERT INTO pending (tracking, credential, ballot)",
            "",
            some,
            |one| one.tracking.as_str(),
            one.credential.as_str(),
            one.ballot.as_slice(),
        );
    }
}

async fn archive(from: &mut Tx, to: &mut Tx) -> Result<(), StoreError> {
    let mut last = -1;
    loop {
        let some = all!(
            from.on() => Event,
            "SELECT height, start, tracking, credential, bytes FROM published
             WHERE height > $1 ORDER BY height LIMIT $2",
            last,
            CHUNK,
        )?;
        let Some((end, ..)) = some.last() else {
            return Ok(());
        };
        last = *end;
        insert!(
            to,
            "INSERT INTO published (height, start, tracking, credential, bytes)",
            "",
            some,
            |one| one.0,
            one.1,
            one.2.as_deref(),
            one.3.as_deref(),
            one.4.as_slice(),
        );
    }
}

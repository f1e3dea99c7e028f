//! Watching an archive from outside.

use crate::ground::{ARCHIVE, Ground, Said};
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A server that gives the same answer to everyone, until it is changed.
struct Site {
    url: String,
    answer: Arc<Mutex<Vec<u8>>>,
}

impl Site {
    fn serve() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/it.bel", listener.local_addr().unwrap());
        let answer = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&answer);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = [0; 4096];
                let _ = stream.read(&mut request);
                let answer = shared.lock().unwrap().clone();
                let _ = stream.write_all(&answer);
            }
        });
        Self { url, answer }
    }

    fn answer(&self, status: &str, length: usize, body: &[u8]) {
        let head =
            format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
        *self.answer.lock().unwrap() = [head.as_bytes(), body].concat();
    }

    fn archive(&self, body: &[u8]) {
        self.answer("200 OK", body.len(), body);
    }
}

fn look(ground: &Ground, site: &Site) -> Said {
    ground.palier(&format!("election monitor {} --dir watched", site.url))
}

/// The names of the copies in the folder, in order.
fn copies(ground: &Ground) -> Vec<String> {
    let names = std::fs::read_dir(ground.path("watched")).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name != ".lock").collect();
    names.sort();
    names
}

/// An election with a ballot, and the same with another one.
fn voted(ground: &Ground) -> (Vec<u8>, Vec<u8>, String) {
    ground.ballot(1, "[[0,1,0,0]]", "one").well();
    ground.cast("one").well();
    let one = ground.bytes(ARCHIVE);
    ground.ballot(2, "[[0,0,1,0]]", "two").well();
    let number = ground.cast("two").well().replace("tracking number ", "");
    (one, ground.bytes(ARCHIVE), number.trim().to_owned())
}

#[test]
fn an_archive_that_grows_is_kept_and_one_that_does_not_is_not_kept_twice() {
    let ground = Ground::election(2);
    let (one, two, _) = voted(&ground);
    let site = Site::serve();
    site.archive(&one);
    let said = look(&ground, &site).well();
    assert!(
        said.starts_with("first copy: 2 events, 1 ballots, stage Ballot; kept as "),
        "{said}"
    );
    assert_eq!(copies(&ground).len(), 2);
    assert_eq!(
        look(&ground, &site).well(),
        "unchanged: 2 events, stage Ballot\n"
    );
    assert_eq!(copies(&ground).len(), 2);
    site.archive(&two);
    let said = look(&ground, &site).well();
    assert!(
        said.starts_with("grown from 2 to 3 events, 2 ballots"),
        "{said}"
    );
    let names = copies(&ground);
    assert_eq!(names.len(), 4);
    assert!(
        names[0].starts_with("000001-") && names[2].starts_with("000002-"),
        "{names:?}"
    );
    assert_eq!(ground.bytes(&format!("watched/{}", names[2])), two);
}

#[test]
fn a_ballot_that_was_dropped_is_noticed_and_named_and_the_copy_kept() {
    let ground = Ground::election(3);
    let (one, two, number) = voted(&ground);
    // The same chain with another ballot in the place of the second: valid alone.
    std::fs::write(ground.path(ARCHIVE), &one).unwrap();
    ground.ballot(3, "[[0,0,0,1]]", "three").well();
    ground.cast("three").well();
    let other = ground.bytes(ARCHIVE);
    let site = Site::serve();
    site.archive(&two);
    look(&ground, &site).well();
    for (bytes, at, said) in [
        (&other, 1, "event 2 was "),
        (&one, 2, "2 events, but the earlier copy has 3"),
    ] {
        site.archive(bytes);
        let found = look(&ground, &site);
        assert_eq!(found.code, Some(1), "{}", found.err);
        assert!(
            found.out.contains("does not extend the last copy"),
            "{}",
            found.out
        );
        assert!(found.out.contains(said), "{}", found.out);
        assert!(
            found.out.contains("1 of 2 ballots are gone"),
            "{}",
            found.out
        );
        assert!(
            found.out.contains(&format!("tracking number {number}")),
            "{}",
            found.out
        );
        let names = copies(&ground);
        let refused: Vec<&String> = names.iter().filter(|n| n.starts_with("refused-")).collect();
        assert_eq!(refused.len(), at);
    }
    // Torn before the end of the last copy, it is no addition.
    site.archive(&two[..two.len() - 1_024]);
    assert_eq!(look(&ground, &site).code, Some(1));
    // What is compared with is still the last copy that was right.
    site.archive(&two);
    assert!(look(&ground, &site).well().starts_with("unchanged"));
    // Its head suffices.
    for name in copies(&ground).iter().filter(|name| name.ends_with(".bel")) {
        std::fs::remove_file(ground.path(&format!("watched/{name}"))).unwrap();
    }
    site.archive(&one);
    assert_eq!(look(&ground, &site).code, Some(1));
}

#[test]
fn an_archive_that_is_wrong_by_itself_is_refused() {
    let ground = Ground::election(2);
    let (one, ..) = voted(&ground);
    let site = Site::serve();
    let mut bytes = one.clone();
    let at = bytes.len() - 3_000;
    bytes[at] ^= 1;
    site.archive(&bytes);
    let found = look(&ground, &site);
    let torn = &bytes[..bytes.len() - 512];
    site.archive(torn);
    assert_eq!(
        look(&ground, &site).code,
        Some(1),
        "a torn end hides nothing"
    );
    assert_eq!(found.code, Some(1));
    assert!(
        found.out.starts_with("the archive is refused: "),
        "{}",
        found.out
    );
    assert_eq!(copies(&ground).len(), 2);
}

#[test]
fn what_cannot_be_fetched_is_said_and_loses_nothing() {
    let ground = Ground::election(2);
    let (one, two, _) = voted(&ground);
    let site = Site::serve();
    site.archive(&one);
    look(&ground, &site).well();
    let before = copies(&ground);
    let fails = |url: &str, more: &str, said: &str| {
        let found = ground.palier(&format!("election monitor {url} --dir watched {more}"));
        assert_eq!(found.code, Some(2), "{}{}", found.out, found.err);
        assert!(found.err.contains(said), "{said}: {}", found.err);
        assert_eq!(copies(&ground), before);
    };
    site.answer("404 Not Found", 2, b"no");
    fails(&site.url, "", "404");
    site.answer("200 OK", one.len(), &one[..one.len() / 2]);
    fails(&site.url, "", "cannot fetch");
    site.answer("200 OK", 6, b"<html>");
    fails(&site.url, "", "is no archive of an election");
    // Fetched while it grew: the ballot is not all there, or its event is not.
    for end in [one.len() + 700, two.len() - 1_024] {
        site.archive(&two[..end]);
        fails(&site.url, "", "ends in the middle of an addition");
    }
    site.archive(&one);
    fails(&site.url, "--limit 0", "more than 0 MiB");
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    fails(&format!("http://{closed}/it.bel"), "", "cannot fetch");
    fails("it.bel", "", "cannot fetch");
    look(&ground, &site).well();
}

#[test]
fn a_server_that_never_ends_does_not_keep_the_monitor_silent() {
    let ground = Ground::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/it.bel", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
        // Never silent for long, and never done.
        let mut sent = stream.write_all(head);
        for _ in 0..200 {
            std::thread::sleep(Duration::from_millis(100));
            sent = sent.and_then(|()| stream.write_all(b"."));
        }
    });
    let begun = Instant::now();
    let run = ground.palier(&format!("election monitor {url} --dir watched --timeout 1"));
    assert_eq!(run.code, Some(2), "{}{}", run.out, run.err);
    assert!(run.err.contains("cannot fetch"), "{}", run.err);
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
}

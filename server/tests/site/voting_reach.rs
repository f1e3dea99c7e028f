//! What is read of a box, by whom and from where.

use crate::support::electorate::Electorate;
use crate::support::{Client, House};
use crate::voting::{address, archive, cast, code, read, refused};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

#[tokio::test(flavor = "multi_thread")]
async fn only_declared_sites_cast_from_afar() {
    let (house, electorate) = (House::open().await, Electorate::of(3));
    house.votes(&electorate).await;
    let from = |origin: &'static str| {
        let named = |name: &'static str, value: &'static str| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        };
        let headers = [
            named("origin", origin),
            named("sec-fetch-site", "cross-site"),
        ];
        Client::with(&house, HeaderMap::from_iter(headers))
    };
    let (ours, evil) = (
        from("https://amicale.example.org"),
        from("https://evil.example"),
    );
    let ready = electorate.ballot(0, 1);
    let answer = cast(&evil, &electorate, &ready).await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.header("access-control-allow-origin"), "");
    let answer = cast(&ours, &electorate, &ready).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let allowed = answer.header("access-control-allow-origin");
    assert_eq!(allowed, "https://amicale.example.org");
    for what in [
        "booth.json",
        "archive.bel",
        "urne.json",
        "credentials/00.json",
    ] {
        let answer = ours.get(&address(&electorate, what)).await;
        let allowed = answer.header("access-control-allow-origin");
        assert_eq!(allowed, "https://amicale.example.org", "{what}");
        let answer = evil.get(&address(&electorate, what)).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{what}");
    }
    // Nothing else of the site is open to them.
    let answer = ours.post("/api/locale/choose", &[("locale", "en")]).await;
    assert_eq!(answer.status, 403);
    let asked = ours.options(&electorate.cast_at()).await;
    assert_eq!(asked.header("access-control-allow-methods"), "POST");
    let asked = evil.options(&electorate.cast_at()).await;
    assert_eq!(asked.header("access-control-allow-methods"), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_the_archive_is_the_same_part_of_a_later_one() {
    let (house, electorate) = (House::open().await, Electorate::of(12));
    let poll = house.votes(&electorate).await;
    let client = Client::anonymous(&house);
    for n in 0..12 {
        cast(&client, &electorate, &electorate.ballot(n, 1)).await;
    }
    poll.publish(house.now()).await.unwrap().unwrap();
    let whole = archive(&client, &electorate).await;
    let at = address(&electorate, "archive.bel");
    let from = whole.len() / 2;
    for (asked, part) in [
        (format!("bytes={from}-"), &whole[from..]),
        ("bytes=3-9000".to_owned(), &whole[3..=9000]),
        ("bytes=-700".to_owned(), &whole[whole.len() - 700..]),
    ] {
        let (status, bytes, headers) = client.get_bytes(&at, Some(("range", &asked))).await;
        assert_eq!(status, 206, "{asked}");
        assert!(bytes == part, "{asked}: {} bytes", bytes.len());
        assert!(
            headers["content-range"]
                .to_str()
                .unwrap()
                .starts_with("bytes ")
        );
    }
    let past = format!("bytes={}-", whole.len());
    assert_eq!(client.get_bytes(&at, Some(("range", &past))).await.0, 416);
    let (_, _, headers) = client.get_bytes(&at, None).await;
    let tag = headers["etag"].to_str().unwrap().to_owned();
    assert_eq!(
        client.get_bytes(&at, Some(("if-none-match", &tag))).await.0,
        304
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_are_listed_by_their_first_digits() {
    let (house, electorate) = (House::open().await, Electorate::of(40));
    house.votes(&electorate).await;
    let client = Client::anonymous(&house);
    let mine = electorate.credential(7);
    let at = |prefix: &str| address(&electorate, &format!("credentials/{prefix}.json"));
    let some = read(&client.get(&at(&mine[..2])).await);
    let some = some.as_array().unwrap();
    assert!(some.contains(&mine.clone().into()));
    assert!(
        some.iter()
            .all(|one| one.as_str().unwrap().starts_with(&mine[..2]))
    );
    assert_eq!(
        read(&client.get(&at("")).await).as_array().unwrap().len(),
        40
    );
    for none in ["zz", "AB", &mine] {
        assert_eq!(client.get(&at(none)).await.status, 404, "{none}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_box_is_reached_by_its_own_landlord_and_election_alone() {
    let (house, electorate) = (House::open().await, Electorate::of(2));
    house.votes(&electorate).await;
    house.landlord("autre").await;
    let client = Client::anonymous(&house);
    let there = format!("/autre/election/{}/booth.json", electorate.handle);
    assert_eq!(client.get(&there).await.status, 404);
    let answer = client
        .post_json("/api/election/NoSuchElection/cast", "{}")
        .await;
    assert_eq!(code(&answer), refused(404, "not_found"));
}

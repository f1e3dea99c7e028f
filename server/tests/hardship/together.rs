//! Two processes on one database behave as one.

use super::ground::{ARTICLE, Ground, SLUG};
use super::people::{Person, Said, client, form_id, tenants};
use super::process::Process;

/// A page names how long to wait once the guesses at an account are used up.
const WAIT: &str = "Trop d’essais";

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_on_one_postgres_behave_as_one() {
    let ground = Ground::on_postgres().await;
    let people = tenants(&ground, 40).await;
    let (one, other) = (Process::serve(&ground).await, Process::serve(&ground).await);
    sessions_are_shared(&people[0], &one, &other).await;
    what_one_writes_the_other_shows_at_once(&people[0], &one, &other).await;
    writing_through_both_keeps_the_journal(&ground, &people, &one, &other).await;
    guesses_are_counted_over_both(&one, &other).await;
    drop((one, other));
    ground.clear().await;
}

async fn sessions_are_shared(claire: &Person, one: &Process, other: &Process) {
    for process in [one, other] {
        let (status, page) = claire.sees(process, "/mon-espace").await;
        assert_eq!(status, 200);
        assert!(page.contains("Bonjour L1"));
    }
}

/// Each keeps pages' facts in memory: what the other wrote must show all the same.
async fn what_one_writes_the_other_shows_at_once(claire: &Person, one: &Process, other: &Process) {
    for (n, (writer, reader)) in [(one, other), (other, one), (one, other)]
        .iter()
        .enumerate()
    {
        let home = format!("/{SLUG}");
        claire.sees(reader, &home).await;
        let words = format!("Une phrase, la {n}.");
        let said = claire.says(writer, &form_id(), &words).await;
        assert!(matches!(said, Said::Kept(_)), "{said:?}");
        let (_, page) = claire.sees(reader, &home).await;
        assert!(page.contains(&words), "the other's home is behind");
        let (_, page) = claire
            .sees(reader, &format!("/{SLUG}/charte/{ARTICLE}"))
            .await;
        assert!(page.contains(&words), "the other's article is behind");
    }
}

async fn writing_through_both_keeps_the_journal(
    ground: &Ground,
    people: &[Person],
    one: &Process,
    other: &Process,
) {
    let mut posts = tokio::task::JoinSet::new();
    for (n, person) in people.iter().cloned().enumerate() {
        // The same form through both at once: a double click behind a balancer.
        let form = form_id();
        let (here, there) = (one.address(), other.address());
        posts.spawn(async move {
            let body = format!("Par deux chemins, {n}.");
            let (first, second) = tokio::join!(
                person.says(&here, &form, &body),
                person.says(&there, &form, &body)
            );
            assert!(matches!(first, Said::Kept(_)), "{first:?}");
            assert_eq!(first, second, "one comment");
        });
    }
    while let Some(done) = posts.join_next().await {
        done.unwrap();
    }
    ground.journal_holds().await;
    let (_, page) = people[0]
        .sees(one, &format!("/{SLUG}/charte/{ARTICLE}"))
        .await;
    assert!(page.contains("43 avis"), "40 through both, 3 before");
}

async fn guesses_are_counted_over_both(one: &Process, other: &Process) {
    let browser = client();
    let mut asked_to_wait = 0;
    // Ten are allowed from devices that the account does not know.
    for n in 0..14 {
        let process = if n % 2 == 0 { one } else { other };
        let answer = browser
            .post(format!("{}/api/session/open", process.url))
            .form(&[
                ("identifier", "locataire-7"),
                ("passphrase", "au hasard, encore"),
            ])
            .send()
            .await
            .unwrap();
        let visitor = answer.headers()["set-cookie"].to_str().unwrap();
        let cookie = visitor.split(';').next().unwrap().to_owned();
        let location = answer.headers()["location"].to_str().unwrap().to_owned();
        let page = browser
            .get(format!("{}{location}", process.url))
            .header("cookie", cookie)
            .send()
            .await
            .unwrap();
        if page.text().await.unwrap().contains(WAIT) {
            asked_to_wait += 1;
        }
    }
    assert_eq!(asked_to_wait, 4, "the two count together");
}

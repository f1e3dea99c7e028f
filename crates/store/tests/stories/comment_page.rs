//! Comments as pages and lists show them.

use crate::support::{Ground, instant};
use palier_domain::account::role::Quality;
use palier_domain::id::{ClauseId, CommentId, ContributorId, FormId, TextId, VersionId};
use palier_store::comment::{self, NewComment, Sort, ThreadPage};
use palier_store::{ids, text};

crate::on_both_engines![
    threads_come_newest_first_and_replies_oldest_first,
    the_most_supported_thread_comes_first_when_asked,
    pages_cut_the_threads_and_count_them_all,
    a_comments_page_is_found_from_its_thread,
    a_viewer_sees_what_she_supports,
    a_withdrawn_comment_with_replies_stays_as_a_trace,
    a_withdrawn_comment_keeps_its_place_without_its_words,
    a_withdrawn_reply_stays_as_a_trace_in_its_thread,
    comments_are_counted_by_clause,
    an_account_finds_its_own_comments_with_every_landlord,
    the_latest_comments_of_a_text_come_first,
];

struct Scene {
    text: TextId,
    version: VersionId,
    clauses: Vec<ClauseId>,
    claire: ContributorId,
    omar: ContributorId,
}

async fn scene(ground: &Ground) -> Scene {
    let (landlord, charter) = ground.landlord_with_charter().await;
    let entries = text::entries(&ground.db, charter.version_id).await.unwrap();
    Scene {
        text: charter.text_id,
        version: charter.version_id,
        clauses: entries.into_iter().map(|row| row.clause_id).collect(),
        claire: ground.contributor(landlord, "Claire").await,
        omar: ground.contributor(landlord, "Omar").await,
    }
}

impl Scene {
    async fn says(&self, ground: &Ground, body: &str, minute: u32) -> CommentId {
        self.adds(ground, self.clauses[2], None, body, minute).await
    }

    async fn replies(&self, ground: &Ground, to: CommentId, body: &str, minute: u32) -> CommentId {
        self.adds(ground, self.clauses[2], Some(to), body, minute)
            .await
    }

    async fn adds(
        &self,
        ground: &Ground,
        clause_id: ClauseId,
        thread_id: Option<CommentId>,
        body: &str,
        minute: u32,
    ) -> CommentId {
        let new = NewComment {
            text_id: self.text,
            clause_id,
            version_id: self.version,
            thread_id,
            contributor_id: self.claire,
            quality: Quality::Tenant,
            body: body.to_owned(),
            form_id: FormId(ids::new_v4()),
        };
        let mut tx = ground.begin().await;
        let now = instant(&format!("12:{minute:02}:00"));
        let id = comment::add(&mut tx, new, now).await.unwrap().id;
        tx.commit().await.unwrap();
        id
    }

    async fn supports(&self, ground: &Ground, id: CommentId, by: &[ContributorId]) {
        let mut tx = ground.begin().await;
        for by in by {
            comment::support(&mut tx, id, *by, true).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    async fn withdraws(&self, ground: &Ground, id: CommentId) {
        let mut tx = ground.begin().await;
        comment::withdraw(&mut tx, id, instant("13:00:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn page(&self, ground: &Ground, sort: Sort, page: i64, per_page: i64) -> ThreadPage {
        let clause = self.clauses[2];
        comment::of_clause(&ground.db, clause, Some(self.omar), sort, page, per_page)
            .await
            .unwrap()
    }
}

fn bodies(page: &ThreadPage) -> Vec<(String, Vec<String>)> {
    page.threads
        .iter()
        .map(|thread| {
            let replies = thread
                .replies
                .iter()
                .map(|reply| reply.body.clone())
                .collect();
            (thread.first.body.clone(), replies)
        })
        .collect()
}

fn firsts(page: &ThreadPage) -> Vec<&str> {
    page.threads
        .iter()
        .map(|thread| thread.first.body.as_str())
        .collect()
}

async fn threads_come_newest_first_and_replies_oldest_first(ground: &Ground) {
    let scene = scene(ground).await;
    let old = scene.says(ground, "ancien", 1).await;
    scene.says(ground, "récent", 2).await;
    scene.replies(ground, old, "réponse 1", 3).await;
    scene.replies(ground, old, "réponse 2", 4).await;
    scene
        .adds(ground, scene.clauses[5], None, "ailleurs", 5)
        .await;
    let page = scene.page(ground, Sort::Newest, 1, 10).await;
    let expected = [
        ("récent".to_owned(), vec![]),
        (
            "ancien".to_owned(),
            vec!["réponse 1".to_owned(), "réponse 2".to_owned()],
        ),
    ];
    assert_eq!(bodies(&page), expected);
    assert_eq!((page.total_threads, page.total_comments), (2, 4));
}

async fn the_most_supported_thread_comes_first_when_asked(ground: &Ground) {
    let scene = scene(ground).await;
    let one = scene.says(ground, "un soutien", 1).await;
    let two = scene.says(ground, "deux soutiens", 2).await;
    scene.says(ground, "aucun, ancien", 3).await;
    scene.says(ground, "aucun, récent", 4).await;
    scene.supports(ground, one, &[scene.omar]).await;
    scene
        .supports(ground, two, &[scene.omar, scene.claire])
        .await;
    let page = scene.page(ground, Sort::Supported, 1, 10).await;
    assert_eq!(
        firsts(&page),
        [
            "deux soutiens",
            "un soutien",
            "aucun, récent",
            "aucun, ancien"
        ]
    );
    assert_eq!(page.threads[0].first.supports, 2);
}

async fn pages_cut_the_threads_and_count_them_all(ground: &Ground) {
    let scene = scene(ground).await;
    for minute in 1..=5 {
        scene.says(ground, &format!("n° {minute}"), minute).await;
    }
    let second = scene.page(ground, Sort::Newest, 2, 2).await;
    assert_eq!(firsts(&second), ["n° 3", "n° 2"]);
    assert_eq!((second.total_threads, second.total_comments), (5, 5));
    assert!(
        scene
            .page(ground, Sort::Newest, 4, 2)
            .await
            .threads
            .is_empty()
    );
    assert_eq!(
        firsts(&scene.page(ground, Sort::Newest, -1, 2).await),
        ["n° 5", "n° 4"]
    );
}

async fn a_viewer_sees_what_she_supports(ground: &Ground) {
    let scene = scene(ground).await;
    let first = scene.says(ground, "soutenu", 1).await;
    let reply = scene.replies(ground, first, "aussi", 2).await;
    scene.supports(ground, first, &[scene.omar]).await;
    scene.supports(ground, reply, &[scene.claire]).await;
    let page = scene.page(ground, Sort::Newest, 1, 10).await;
    assert!(page.threads[0].first.supported_by_viewer);
    assert!(!page.threads[0].replies[0].supported_by_viewer);
    let clause = scene.clauses[2];
    let nobody = comment::of_clause(&ground.db, clause, None, Sort::Newest, 1, 10)
        .await
        .unwrap();
    assert!(!nobody.threads[0].first.supported_by_viewer);
}

async fn a_withdrawn_comment_with_replies_stays_as_a_trace(ground: &Ground) {
    let scene = scene(ground).await;
    let first = scene.says(ground, "à retirer", 1).await;
    scene.replies(ground, first, "je réponds", 2).await;
    scene.withdraws(ground, first).await;
    let page = scene.page(ground, Sort::Newest, 1, 10).await;
    assert_eq!(
        bodies(&page),
        [(String::new(), vec!["je réponds".to_owned()])]
    );
    assert!(page.threads[0].first.withdrawn_at.is_some());
    assert_eq!((page.total_threads, page.total_comments), (1, 1));
}

async fn a_withdrawn_comment_keeps_its_place_without_its_words(ground: &Ground) {
    let scene = scene(ground).await;
    let alone = scene.says(ground, "à retirer", 1).await;
    let answered = scene.says(ground, "à retirer aussi", 2).await;
    let reply = scene.replies(ground, answered, "et sa réponse", 3).await;
    for id in [alone, answered, reply] {
        scene.withdraws(ground, id).await;
    }
    for sort in [Sort::Newest, Sort::Supported] {
        let page = scene.page(ground, sort, 1, 10).await;
        assert_eq!(page.threads.len(), 2);
        let shown = page
            .threads
            .iter()
            .flat_map(|t| std::iter::once(&t.first).chain(&t.replies));
        assert!(
            shown
                .clone()
                .all(|row| row.body.is_empty() && row.withdrawn_at.is_some())
        );
        assert_eq!(
            (shown.count(), page.total_threads, page.total_comments),
            (3, 2, 0)
        );
    }
}

async fn a_withdrawn_reply_stays_as_a_trace_in_its_thread(ground: &Ground) {
    let scene = scene(ground).await;
    let first = scene.says(ground, "premier", 1).await;
    let reply = scene.replies(ground, first, "à retirer", 2).await;
    scene.withdraws(ground, reply).await;
    let page = scene.page(ground, Sort::Newest, 1, 10).await;
    assert_eq!(bodies(&page), [("premier".to_owned(), vec![String::new()])]);
    assert_eq!(page.total_comments, 1);
}

async fn comments_are_counted_by_clause(ground: &Ground) {
    let scene = scene(ground).await;
    let first = scene.says(ground, "un", 1).await;
    scene.replies(ground, first, "deux", 2).await;
    scene.adds(ground, scene.clauses[5], None, "trois", 3).await;
    let gone = scene
        .adds(ground, scene.clauses[5], None, "à retirer", 4)
        .await;
    scene.withdraws(ground, gone).await;
    let counts = comment::counts(&ground.db, scene.text).await.unwrap();
    assert_eq!(
        counts,
        [(scene.clauses[2], 2), (scene.clauses[5], 1)].into()
    );
}

async fn an_account_finds_its_own_comments_with_every_landlord(ground: &Ground) {
    let scene = scene(ground).await;
    let first = scene.says(ground, "un", 1).await;
    scene.replies(ground, first, "deux", 2).await;
    scene.supports(ground, first, &[scene.omar]).await;

    let other = ground.landlord("les-acacias").await;
    let charter = ground.charter(other, crate::support::letter_text()).await;
    let entries = text::entries(&ground.db, charter.version_id).await.unwrap();
    let account = palier_store::account::by_identifier(&ground.db, "claire")
        .await
        .unwrap();
    let account = account.unwrap().id;
    let there = Scene {
        text: charter.text_id,
        version: charter.version_id,
        clauses: entries.into_iter().map(|row| row.clause_id).collect(),
        claire: ground.face(account, other, "C.").await.unwrap(),
        omar: scene.omar,
    };
    there.says(ground, "trois", 3).await;

    let mine = comment::of_account(&ground.db, account, 10).await.unwrap();
    let seen: Vec<_> = mine
        .iter()
        .map(|one| {
            (
                one.landlord_slug.as_str(),
                one.body.as_str(),
                one.supports,
                one.replies,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("les-acacias", "trois", 0, 0),
            ("rive-neuve", "deux", 0, 0),
            ("rive-neuve", "un", 1, 1),
        ]
    );
    assert_eq!((mine[0].text_slug.as_str(), mine[0].handle), ("charte", 3));
    assert_eq!(
        comment::of_account(&ground.db, account, 1).await.unwrap(),
        mine[..1]
    );
}

async fn the_latest_comments_of_a_text_come_first(ground: &Ground) {
    let scene = scene(ground).await;
    for minute in 1..=3 {
        scene.says(ground, &format!("n° {minute}"), minute).await;
    }
    let gone = scene.says(ground, "à retirer", 4).await;
    scene.withdraws(ground, gone).await;
    let latest = comment::recent(&ground.db, scene.text, 2).await.unwrap();
    let seen: Vec<_> = latest
        .iter()
        .map(|one| (one.body.as_str(), one.handle, one.quality))
        .collect();
    assert_eq!(
        seen,
        [("n° 3", 3, Quality::Tenant), ("n° 2", 3, Quality::Tenant)]
    );
    assert_eq!(latest[0].author_name, "Claire");
}

async fn a_comments_page_is_found_from_its_thread(ground: &Ground) {
    let scene = scene(ground).await;
    let oldest = scene.says(ground, "le plus ancien", 1).await;
    let reply = scene
        .replies(ground, oldest, "une réponse tardive", 9)
        .await;
    let middle = scene.says(ground, "au milieu", 2).await;
    let newest = scene.says(ground, "le plus récent", 3).await;
    for (comment, before) in [(newest, 0), (middle, 1), (oldest, 2), (reply, 2)] {
        let found = comment::threads_before(&ground.db, comment).await.unwrap();
        assert_eq!(found, before, "{comment}");
        let page = comment::of_clause(
            &ground.db,
            scene.clauses[2],
            None,
            Sort::Newest,
            found + 1,
            1,
        );
        let thread = &page.await.unwrap().threads[0];
        let shown = std::iter::once(&thread.first).chain(&thread.replies);
        assert!(shown.map(|row| row.id).any(|id| id == comment));
    }
}

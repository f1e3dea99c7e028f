//! A charter with commitments, before the colleges.

use super::amendment::{Scene, Someone};
use super::{Ground, day, instant};
use crate::in_tx;
use palier_domain::account::role::Quality;
use palier_domain::charter::adoption::ballot::{Says, Voice};
use palier_domain::charter::adoption::rules::AdoptionRules;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::version_steps::{Unsettled, VersionStep};
use palier_domain::election::consultation::Verdict;
use palier_domain::election::consultation::ballot::{Answer, Ballot};
use palier_domain::election::consultation::outcome::{Counted, Outcome};
use palier_domain::election::consultation::stage::Hours;
use palier_domain::id::{AssociationId, ConsultationId, VersionId};
use palier_store::adoption::{self, AdoptionError, Concluded, Given, Opening};
use palier_store::amendment::By;
use palier_store::consultation::college::{self, Source};
use palier_store::consultation::{self, Draft};
use palier_store::decision;

/// Two commitments: one with its day, one that says neither who nor when.
pub const COMMITTED: &str = "# Charte\n\n### Ascenseurs\n{: kind=commitment owner=\"Direction \
    technique\" indicator=\"heures d’arrêt\" due=\"2030-06-30\"}\n\nRéparés en deux jours.\n\n\
    ### Propreté\n{: kind=commitment}\n\nLe hall est propre.\n\n### Loi\n{: kind=law}\n\nLa loi \
    s’applique.\n";

/// The day of the stories.
pub const TODAY: &str = "2030-03-01";

impl Scene {
    /// Takes a step of the version.
    pub async fn steps(&self, ground: &Ground, steps: &[VersionStep]) {
        for step in steps {
            let by = By::Person(self.facilitator.person());
            let (none, now) = (Unsettled::default(), instant("13:00:00"));
            in_tx!(ground, |tx| decision::step(
                tx, self.text, *step, &none, by, now
            ))
            .unwrap();
        }
    }

    /// Brings an open version to its merge draft.
    pub async fn consolidates(&self, ground: &Ground) {
        use VersionStep::{Consolidate, Freeze, OpenVotes};
        self.steps(ground, &[Freeze, OpenVotes, Consolidate]).await;
    }

    /// Puts the version before the colleges.
    pub async fn opens(
        &self,
        ground: &Ground,
        by: By<'_>,
        opening: &Opening<'_>,
    ) -> Result<VersionId, AdoptionError> {
        let now = instant("14:00:00");
        in_tx!(ground, |tx| adoption::open(tx, self.text, opening, by, now))
    }

    /// Opens it at once, from an open version.
    pub async fn before_the_colleges(&self, ground: &Ground) -> VersionId {
        self.consolidates(ground).await;
        let by = By::Person(self.facilitator.person());
        let opened = self.opens(ground, by, &Opening::default()).await;
        opened.unwrap()
    }

    /// A consultation of the tenants on a version that is decided, 60 on its roll.
    pub async fn consulted(
        &self,
        ground: &Ground,
        on: (VersionId, &str),
        [yes, no, blank]: [u64; 3],
    ) -> ConsultationId {
        let counted = counted(yes + no + blank, blank, &[yes, no]);
        self.decided(ground, on, Answer::YesNo, counted).await
    }

    /// The same where several answers could be chosen: 20 voted, two of them blank.
    pub async fn chose(
        &self,
        ground: &Ground,
        on: (VersionId, &str),
        answer: Answer,
        votes: &[u64],
    ) -> ConsultationId {
        self.decided(ground, on, answer, counted(20, 2, votes))
            .await
    }

    async fn decided(
        &self,
        ground: &Ground,
        (version, handle): (VersionId, &str),
        answer: Answer,
        counted: Counted,
    ) -> ConsultationId {
        let rules = AdoptionRules::default().of(College::Tenants).unwrap();
        let rules = rules.consultation();
        let judged = match &answer {
            Answer::YesNo => 1,
            Answer::Choose { answers, .. } => answers.len(),
        };
        let outcome: Outcome = if rules.opens(counted.voters) {
            rules.outcome(counted, None, judged).unwrap()
        } else {
            rules.unopened(60, counted.voters, judged)
        };
        let draft = Draft {
            title: "La charte".to_owned(),
            body: String::new(),
            version_id: Some(version),
            ballot: Ballot {
                question: "Adoptez-vous la charte ?".to_owned(),
                answer,
            },
            rules,
            hours: Hours {
                roll_closes_at: instant("12:00:00"),
                opens_at: instant("13:00:00"),
                closes_at: instant("14:00:00"),
            },
        };
        let now = instant("09:00:00");
        let id = in_tx!(ground, |tx| consultation::create(
            tx,
            self.landlord,
            handle,
            &draft,
            now
        ))
        .unwrap();
        let source = Source::Tenants;
        in_tx!(ground, |tx| college::add(tx, id, "Locataires", source, now)).unwrap();
        let outcome = serde_json::to_string(&outcome).unwrap();
        let raw = ground.raw();
        let decided = format!(
            "UPDATE consultation SET stage = 'decided', outcome = '{outcome}'
             WHERE handle = '{handle}'"
        );
        raw.execute(&decided).await;
        raw.execute("UPDATE consultation_college SET electors = 60")
            .await;
        id
    }

    /// Keeps how a college voted.
    pub async fn keeps(
        &self,
        ground: &Ground,
        (college, by): (College, &Someone),
        given: Given<'_>,
        statement: &str,
    ) -> Result<Verdict, AdoptionError> {
        let (by, on) = (By::Person(by.person()), (day(TODAY), instant("15:00:00")));
        let what = (self.text, college);
        in_tx!(ground, |tx| adoption::keep(
            tx,
            what,
            (given, statement),
            by,
            on
        ))
    }

    /// What the associations say, that of Dora and Denis first.
    pub fn voices(&self, says: [Says; 2]) -> Vec<Voice> {
        let of = |someone: &Someone| match someone.quality() {
            Quality::Association(id) => id,
            other => unreachable!("{other:?}"),
        };
        let both: [AssociationId; 2] = [of(&self.dora), of(&self.odile)];
        let voice = |(association, says)| Voice { association, says };
        both.into_iter().zip(says).map(voice).collect()
    }

    /// The board, of twelve.
    pub fn board(&self, ayes: u32, noes: u32) -> Given<'static> {
        Given::Board {
            held_on: day(TODAY),
            members: 12,
            ayes,
            noes,
            abstentions: 0,
        }
    }

    /// Tenants and board adopt.
    pub async fn tenants_and_board_adopt(&self, ground: &Ground, version: VersionId, handle: &str) {
        let id = self.consulted(ground, (version, handle), [30, 8, 2]).await;
        let tenants = (College::Tenants, &self.facilitator);
        let kept = self.keeps(ground, tenants, Given::Consultation(id), "");
        assert_eq!(kept.await.unwrap(), Verdict::Adopted);
        let board = (College::Landlord, &self.landlord_staff);
        let kept = self.keeps(ground, board, self.board(9, 3), "Elle est juste.");
        assert_eq!(kept.await.unwrap(), Verdict::Adopted);
    }

    /// All three adopt.
    pub async fn all_adopt(&self, ground: &Ground, version: VersionId, handle: &str) {
        self.tenants_and_board_adopt(ground, version, handle).await;
        let voices = self.voices([Says::For, Says::For]);
        let named = (College::Associations, &self.facilitator);
        let kept = self.keeps(ground, named, Given::Named(&voices), "");
        assert_eq!(kept.await.unwrap(), Verdict::Adopted);
    }

    /// Concludes.
    pub async fn concludes(&self, ground: &Ground, by: By<'_>) -> Result<Concluded, AdoptionError> {
        let (today, now) = (day(TODAY), instant("16:00:00"));
        in_tx!(ground, |tx| adoption::conclude(
            tx, self.text, by, today, now
        ))
    }

    /// Adopts the version whole, from where it is open.
    pub async fn adopts(&self, ground: &Ground, handle: &str) -> VersionId {
        let version = self.before_the_colleges(ground).await;
        self.all_adopt(ground, version, handle).await;
        let by = By::Person(self.facilitator.person());
        let concluded = self.concludes(ground, by).await.unwrap();
        assert_eq!(concluded, Concluded::Adopted);
        version
    }
}

fn counted(voters: u64, blank: u64, answers: &[u64]) -> Counted {
    Counted {
        college: String::new(),
        electors: 60,
        voters,
        blank,
        answers: answers.to_vec(),
    }
}

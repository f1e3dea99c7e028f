//! What must hold before an election goes on.

use serde::{Deserialize, Serialize};

macro_rules! conditions {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal),+ $(,)?) => {
        /// A condition of a step.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(
            feature = "sqlx",
            derive(sqlx::Type),
            sqlx(type_name = "text", rename_all = "snake_case")
        )]
        #[serde(rename_all = "snake_case")]
        pub enum Condition {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Condition {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its name in texts and in the database.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

conditions! {
    /// The protocol breaks no rule.
    ProtocolSound = "protocol_sound",
    /// The landlord's board validated the protocol.
    ProtocolValidated = "protocol_validated",
    /// The notice is posted.
    NoticePosted = "notice_posted",
    /// Every list that was filed is admitted or refused, with a reason.
    ListsJudged = "lists_judged",
    /// At least one list is admitted.
    ListAdmitted = "list_admitted",
    /// The order of lists is drawn by lot.
    OrderDrawn = "order_drawn",
    /// The roll is made from the tenancies at the cut-off.
    RollMade = "roll_made",
    /// Every correction that was asked for is decided.
    CorrectionsDecided = "corrections_decided",
    /// Every holder certified her share, and the public key is published.
    SharesCertified = "shares_certified",
    /// Both code authorities gave their half, and all proofs hold.
    HalvesProved = "halves_proved",
    /// There are as many credentials as electors.
    CredentialsMatchElectors = "credentials_match_electors",
    /// A rehearsal went to the end of its voting.
    RehearsalVoted = "rehearsal_voted",
    /// The box was shown empty.
    BoxShownEmpty = "box_shown_empty",
    /// The fingerprints of roll, lists, keys, credentials, booth and software are published.
    FingerprintsPublished = "fingerprints_published",
    /// Enough holders opened their key file again.
    KeyFilesReopened = "key_files_reopened",
    /// The hour of opening has come.
    OpeningHour = "opening_hour",
    /// The hour of closing has come, and the grace is over.
    ClosingHour = "closing_hour",
    /// Marks of the register and ballots of the box are as many.
    MarksMatchBallots = "marks_match_ballots",
    /// The whole archive was verified.
    ArchiveVerified = "archive_verified",
    /// Enough valid shares decrypted, and the result was verified.
    ResultVerified = "result_verified",
    /// Paper ballots were counted by two operators, and differences are settled.
    PaperSettled = "paper_settled",
    /// Seats are shared, and lots drawn where that was needed.
    SeatsSettled = "seats_settled",
    /// All checks of the record hold.
    RecordChecked = "record_checked",
    /// The record is signed.
    RecordSigned = "record_signed",
    /// No challenge waits for a decision.
    NoChallengePending = "no_challenge_pending",
    /// A court annulled the election.
    CourtAnnulled = "court_annulled",
    /// The organiser's bundle is made.
    BundleMade = "bundle_made",
    /// What must go is destroyed, and the journal says so.
    DestructionJournalled = "destruction_journalled",
}

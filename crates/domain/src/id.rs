//! Identifiers: one type per kind of thing, so that none can be taken for another.
//!
//! Ordinary things carry a UUIDv7 (they sort by age); what must not be linkable carries a random
//! v4. Both are made outside this crate, which has no randomness of its own.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// A landlord: OPH, ESH, SEM or cooperative.
    LandlordId,
    /// A city, territory or federation above several landlords.
    TerritoryId,
    /// A tenants' association.
    AssociationId,
    /// An estate (résidence).
    EstateId,
    /// A building of an estate.
    BuildingId,
    /// A dwelling of a building.
    DwellingId,
    /// A person on a landlord's roll.
    PersonId,
    /// A lease of a dwelling.
    TenancyId,
    /// One import of a roll.
    RollImportId,
    /// An account that signs in.
    AccountId,
    /// A role held somewhere, with dates.
    MembershipId,
    /// An activation code, as stored: hashed.
    ActivationCodeId,
    /// A session, as its owner sees it in her list.
    SessionId,
    /// The face that an account shows with one landlord: a random v4.
    ContributorId,
    /// A charter, an opinion, minutes.
    TextId,
    /// A clause of a text, for as long as the text lives.
    ClauseId,
    /// The words of a clause at some time.
    RevisionId,
    /// A version of a text.
    VersionId,
    /// An amendment of a version.
    AmendmentId,
    /// Amendments that cannot stand together, to be voted as alternatives.
    BundleId,
    /// A vote on amendments.
    AmendmentVoteId,
    /// An editorial touch of a merge draft.
    TouchId,
    /// An argument that comments on a clause bring.
    ArgumentId,
    /// A signature under an adopted text.
    AdoptionSignatureId,
    /// What an adopted text commits to.
    CommitmentId,
    /// A comment.
    CommentId,
    /// A form as it was sent: the same one sent twice counts once.
    FormId,
    /// A date in a landlord's public agenda.
    AgendaDateId,
    /// A decision in a landlord's public agenda.
    AgendaDecisionId,
    /// Work that any process may take.
    JobId,
    /// A file, kept in pieces.
    UploadId,
    /// A consultation, decided in the same box as an election.
    ConsultationId,
    /// Letters with codes, made and printed together.
    LetterBatchId,
    /// A mail of the outbox.
    MailId,
    /// Something an account is told in its own space.
    NoticeId,
    /// What was decided of a comment that was reported.
    ModerationId,
    /// A report of a comment: a random v4.
    ReportId,
    /// An election, or its rehearsal.
    ElectionId,
    /// A candidate list.
    CandidateListId,
    /// A line of an electoral roll: a random v4.
    RollLineId,
    /// A correction of an electoral roll that somebody asks for.
    CorrectionId,
    /// Something that was entered in the record of an election.
    RecordEntryId,
    /// A challenge of an election before a court.
    ChallengeId,
    /// A local collective agreement.
    AgreementId,
    /// A written answer to a collective agreement.
    AgreementAnswerId,
}

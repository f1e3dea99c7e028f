//! Named constraints, and what they mean to a person.

use std::fmt;

/// What was already taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// What an account signs in with.
    Identifier,
    /// An account's e-mail address.
    Email,
    /// The name that a contributor shows with a landlord.
    PublicName,
    /// A landlord's place in addresses.
    LandlordSlug,
    /// An election's handle.
    ElectionHandle,
    /// An association's place in addresses.
    AssociationSlug,
    /// A territory's place in addresses.
    TerritorySlug,
    /// A text's place in its landlord's addresses.
    TextSlug,
    /// The form was already sent.
    FormAlreadySent,
    /// The person is linked to an account already.
    Person,
    /// The instance was created already.
    Instance,
    /// The same activation code is already out.
    ActivationCode,
}

/// Constraint (PostgreSQL names it), columns (SQLite names those), meaning.
const UNIQUE: [(&str, &str, Taken); 12] = [
    (
        "account_identifier",
        "account.identifier",
        Taken::Identifier,
    ),
    ("account_email", "account.email", Taken::Email),
    (
        "contributor_name",
        "contributor.landlord_id, contributor.name_key",
        Taken::PublicName,
    ),
    ("landlord_slug", "landlord.slug", Taken::LandlordSlug),
    ("election_handle", "election.handle", Taken::ElectionHandle),
    (
        "association_slug",
        "association.slug",
        Taken::AssociationSlug,
    ),
    ("territory_slug", "territory.slug", Taken::TerritorySlug),
    ("text_slug", "text.landlord_id, text.slug", Taken::TextSlug),
    (
        "comment_form",
        "comment.contributor_id, comment.form_id",
        Taken::FormAlreadySent,
    ),
    (
        "account_person_pk",
        "account_person.person_id",
        Taken::Person,
    ),
    ("instance_pk", "instance.one", Taken::Instance),
    (
        "activation_code_hash",
        "activation_code.code_hash",
        Taken::ActivationCode,
    ),
];

impl Taken {
    /// From the constraint's name, where the engine gives it, else from its message.
    pub(super) fn from_violation(constraint: Option<&str>, message: &str) -> Option<Self> {
        let columns = message.strip_prefix("UNIQUE constraint failed: ");
        UNIQUE
            .iter()
            .find(|(name, of, _)| constraint == Some(*name) || columns == Some(*of))
            .map(|(_, _, taken)| *taken)
    }
}

impl fmt::Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Identifier => "an account's identifier",
            Self::Email => "an account's e-mail address",
            Self::PublicName => "a public name",
            Self::LandlordSlug => "a landlord's slug",
            Self::ElectionHandle => "an election's handle",
            Self::AssociationSlug => "an association's slug",
            Self::TerritorySlug => "a territory's slug",
            Self::TextSlug => "a text's slug",
            Self::FormAlreadySent => "a form already sent",
            Self::Person => "a person with an account",
            Self::Instance => "the instance",
            Self::ActivationCode => "an activation code",
        })
    }
}

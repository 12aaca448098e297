//! The closed lists of words that front matter may use: kinds, roles, rights, facts.
//!
//! Words are matched exactly, roles in tables apart; whoever reads a file suggests the nearest one. What a
//! word is called in the languages of the site is in the string tables, under the word itself.

use crate::language::names::fold;

/// What can happen: the ids of event kinds, the most telling ones first.
pub const KINDS: &[&str] = &[
    "civic-forum",
    "assembly-session",
    "assembly-meeting",
    "round-table",
    "public-hearing",
    "conference",
    "seminar",
    "briefing",
    "forum",
    "council-meeting",
    "meeting",
    "opening",
    "other",
];

/// What an organisation can be: the ids of organisation kinds, in alphabetical order.
pub const ORGANISATION_KINDS: &[&str] = &[
    "assembly",
    "assembly-structure",
    "association",
    "association-of-legal-entities",
    "branch",
    "centre",
    "chamber",
    "club",
    "company",
    "corporate-foundation",
    "council",
    "ethnocultural-association",
    "ethnocultural-centre",
    "farm",
    "government-body",
    "institute",
    "jsc",
    "llp",
    "movement",
    "noncommercial-jsc",
    "party",
    "party-branch",
    "private-foundation",
    "public-association",
    "public-foundation",
    "resource-centre",
    "state-enterprise",
    "state-institution",
    "union",
    "university",
];

macro_rules! kind {
    ($(#[doc = $doc:literal])+ $name:ident from $list:ident) => {
        $(#[doc = $doc])+
        ///
        /// It orders as the list does.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u8);

        impl $name {
            /// Every kind, in the order of the list.
            pub fn all() -> impl Iterator<Item = Self> {
                (0..).zip($list).map(|(index, _)| Self(index))
            }

            /// The kind with this id, letter by letter.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                Self::all().find(|kind| kind.id() == id)
            }

            /// The position in the list.
            #[must_use]
            pub const fn position(self) -> usize {
                self.0 as usize
            }

            /// The word in front matter, and the address.
            #[must_use]
            pub const fn id(self) -> &'static str {
                $list[self.0 as usize]
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.id())
            }
        }
    };
}

kind! {
    /// The kind of an event, one of [`KINDS`].
    EventKind from KINDS
}

kind! {
    /// The kind of an organisation, one of [`ORGANISATION_KINDS`].
    OrganisationKind from ORGANISATION_KINDS
}

macro_rules! words {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident = $id:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $variant_doc])+ $variant,)+ }

        impl $name {
            /// Every one, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The ids of [`Self::ALL`], in the same order.
            pub const IDS: &'static [&'static str] = &[$($id),+];

            /// The word itself.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// The one with this id, letter by letter.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.id() == id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.id())
            }
        }
    };
}

words! {
    /// The family of kinds that share one drawn mark; the ids are the ends of class names.
    Mark {
        /// A square.
        Forum = "forum",
        /// A disc.
        Round = "round",
        /// A triangle.
        Council = "council",
        /// A lozenge.
        Conference = "conf",
        /// An open square.
        Hearing = "hearing",
        /// A ring.
        Meeting = "meeting",
    }
}

words! {
    /// What an organisation did at an event.
    Role {
        /// It held the event.
        Organiser = "organiser",
        /// It took part; what is meant when nothing is said.
        Participant = "participant",
        /// The event took place in its house.
        Venue = "venue",
    }
}

words! {
    /// What may be shown of a text.
    Rights {
        /// Everything: the text was written for this archive.
        Own = "own",
        /// Everything: the holder of the rights agreed.
        Full = "full",
        /// An excerpt and a link.
        Excerpt = "excerpt",
        /// Facts and a link.
        Metadata = "metadata",
    }
}

words! {
    /// A fact of an event that `review` may name.
    Fact {
        /// The title.
        Title = "title",
        /// When it took place.
        Date = "date",
        /// In which region.
        Region = "region",
        /// Where exactly.
        Place = "place",
        /// What kind of event it was.
        Kind = "kind",
        /// Which one in a series.
        Number = "number",
        /// What it was about.
        Theme = "theme",
        /// Who took part, as bodies.
        Organisations = "organisations",
        /// Who took part, as persons.
        People = "people",
        /// Where it was reported.
        Sources = "sources",
    }
}

/// What people call the roles of organisations in tables.
const ROLE_WORDS: &[(Role, &[&str])] = &[
    (Role::Organiser, &["organiser", "organizer", "организатор", "ұйымдастырушы"]),
    (Role::Participant, &["participant", "участник", "қатысушы"]),
    (Role::Venue, &["venue", "площадка", "место проведения", "өткен жері"]),
];

impl Role {
    /// The role that a word means in Kazakh, Russian or English, in any case.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let word = fold(word);
        let means = |(_, words): &&(Self, &[&str])| words.iter().any(|known| fold(known) == word);
        ROLE_WORDS.iter().find(means).map(|(role, _)| *role)
    }
}

impl EventKind {
    /// The family whose mark is drawn for it.
    #[must_use]
    pub fn mark(self) -> Mark {
        match self.id() {
            "civic-forum" | "forum" => Mark::Forum,
            "round-table" => Mark::Round,
            "assembly-session" | "assembly-meeting" | "council-meeting" => Mark::Council,
            "conference" | "seminar" => Mark::Conference,
            "public-hearing" => Mark::Hearing,
            // Briefings, openings and whatever comes: people met.
            _ => Mark::Meeting,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_lead_back_to_their_words() {
        for (kind, id) in EventKind::all().zip(KINDS) {
            assert_eq!((kind.id(), EventKind::from_id(id)), (*id, Some(kind)));
        }
        for (kind, id) in OrganisationKind::all().zip(ORGANISATION_KINDS) {
            assert_eq!((kind.id(), OrganisationKind::from_id(id)), (*id, Some(kind)));
        }
        assert_eq!(EventKind::all().count(), KINDS.len());
        assert_eq!(OrganisationKind::all().count(), ORGANISATION_KINDS.len());
        for fact in Fact::ALL {
            assert_eq!(Fact::from_id(fact.id()), Some(*fact));
        }
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.id()), Some(*role));
        }
    }

    #[test]
    fn only_the_exact_word_is_an_id() {
        for wrong in ["civic_forum", "Civic-Forum", "civic-forum ", "civic", ""] {
            assert_eq!(EventKind::from_id(wrong), None, "{wrong:?}");
        }
        assert_eq!(OrganisationKind::from_id("public_association"), None);
        assert_eq!(Role::from_id("Venue"), None);
        assert_eq!(Role::from_word("Venue"), Some(Role::Venue), "a word is not so strict");
        assert_eq!(Rights::from_id(""), None);
    }

    #[test]
    fn every_id_is_an_address_and_stands_once() {
        for list in [KINDS, ORGANISATION_KINDS, Mark::IDS, Role::IDS, Rights::IDS, Fact::IDS] {
            for (place, id) in list.iter().enumerate() {
                assert!(!id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{id}");
                assert!(!list[..place].contains(id), "{id} twice");
            }
        }
        assert!(ORGANISATION_KINDS.is_sorted());
    }

    #[test]
    fn kinds_of_a_family_share_its_mark() {
        for (kind, mark) in [
            ("civic-forum", "forum"),
            ("round-table", "round"),
            ("assembly-session", "council"),
            ("council-meeting", "council"),
            ("conference", "conf"),
            ("public-hearing", "hearing"),
            ("opening", "meeting"),
        ] {
            assert_eq!(EventKind::from_id(kind).map(|kind| kind.mark().id()), Some(mark), "{kind}");
        }
    }
}

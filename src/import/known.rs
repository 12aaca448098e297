//! What the archive already knows: the authority records that names in an article are looked up in.
//!
//! Whoever has the archive fills it; without a site it is empty.

use crate::gazetteer::RegionIndex;
use crate::vocabulary::OrganisationKind;

/// What the archive knows before the article is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The organisations with an authority record, in the order of their ids.
    pub records: Vec<KnownOrganisation>,
}

/// An organisation's authority record, as far as an article is read with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownOrganisation {
    /// The record's id.
    pub id: String,
    /// Its names and aliases in all languages, names first.
    pub names: Vec<String>,
    /// What it is.
    pub kind: Option<OrganisationKind>,
    /// The region that it works in.
    pub region: Option<RegionIndex>,
}

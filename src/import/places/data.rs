//! What of `regions.toml` the names in running text are made of.

use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct File {
    pub(super) ambiguous: Vec<String>,
    pub(super) region: Vec<Entry>,
}

#[derive(Deserialize)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) names: Triple,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    pub(super) former: Vec<Former>,
    pub(super) cities: Vec<City>,
    pub(super) districts: Districts,
    pub(super) forms: Forms,
}

#[derive(Clone, Deserialize)]
pub(super) struct Triple {
    pub(super) kk: String,
    pub(super) ru: String,
    pub(super) en: String,
}

#[derive(Deserialize)]
pub(super) struct Former {
    pub(super) names: Triple,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    pub(super) adjective: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct City {
    pub(super) names: Triple,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Districts {
    pub(super) kk: Vec<String>,
    pub(super) ru: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Forms {
    pub(super) adjective: Option<String>,
}

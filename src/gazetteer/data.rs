//! Reads `regions.toml`.
//!
//! The file holds more than this module wants: whatever serves running text is known by its key and
//! skipped here, so that a key with a slip of the pen is still an error.

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::value::Datetime;

use super::names::{Names, Sort};
use super::{FormerName, Gazetteer, PartBefore, Region, RegionIndex, RegionKind};
use crate::language::{ByLanguage, Language};

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    #[serde(rename = "ambiguous")]
    _ambiguous: IgnoredAny,
    region: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Entry {
    id: String,
    code: String,
    old_code: Option<String>,
    kind: Kind,
    names: Triple,
    #[serde(default)]
    aliases: Vec<String>,
    short: Triple,
    letters: Triple,
    centre: Triple,
    tile: (u8, u8),
    #[serde(rename = "centroid")]
    _centroid: IgnoredAny,
    since: Option<Datetime>,
    part_of: Option<PartOf>,
    #[serde(default)]
    former: Vec<Former>,
    cities: Vec<City>,
    districts: Districts,
    #[serde(rename = "nicknames")]
    _nicknames: Option<IgnoredAny>,
    #[serde(rename = "forms")]
    _forms: IgnoredAny,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Oblast,
    City,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Triple {
    kk: String,
    ru: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartOf {
    region: String,
    until: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Former {
    names: Triple,
    since: Option<Datetime>,
    until: Datetime,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(rename = "adjective")]
    _adjective: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct City {
    names: Triple,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(rename = "forms")]
    _forms: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Districts {
    kk: Vec<String>,
    ru: Vec<String>,
}

impl Gazetteer {
    /// Reads a gazetteer; the error says what is wrong with the file.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut entries = toml::from_str::<File>(text).map_err(|error| error.to_string())?.region;
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        let ids: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
        let mut regions = Vec::with_capacity(entries.len());
        let mut names = Names::default();
        for (index, entry) in (0..=u8::MAX).map(RegionIndex).zip(entries) {
            entry.claim_names(index, &mut names);
            regions.push(entry.into_region(&ids)?);
        }
        if regions.len() < ids.len() {
            return Err("more regions than an index can count".to_owned());
        }
        names.close();
        Ok(Self { regions, names })
    }
}

impl Entry {
    /// Enters every name that means this region into the table of names.
    fn claim_names(&self, index: RegionIndex, table: &mut Names) {
        let own = match self.kind {
            Kind::Oblast => Sort::Oblast,
            Kind::City => Sort::CityUnit,
        };
        table.claim(Sort::Code, &self.code, index);
        self.old_code.iter().for_each(|code| table.claim(Sort::Code, code, index));
        let former =
            self.former.iter().flat_map(|former| former.names.all().into_iter().chain(&former.aliases));
        for name in self.names.all().into_iter().chain(&self.aliases).chain(former) {
            table.claim(own, name, index);
        }
        for city in &self.cities {
            city.names
                .all()
                .into_iter()
                .chain(&city.aliases)
                .for_each(|name| table.claim(Sort::City, name, index));
        }
        for name in self.districts.kk.iter().chain(&self.districts.ru) {
            table.claim(Sort::District, name, index);
        }
    }

    fn into_region(self, ids: &[String]) -> Result<Region, String> {
        let part_before = match &self.part_of {
            None => None,
            Some(part) => {
                let place = ids.iter().position(|id| *id == part.region).and_then(|n| u8::try_from(n).ok());
                let region = place.ok_or_else(|| format!("{}: no region \"{}\"", self.id, part.region))?;
                Some(PartBefore { region: RegionIndex(region), until: day(&part.until)? })
            }
        };
        let mut former = Vec::with_capacity(self.former.len());
        for name in self.former {
            let since = name.since.as_ref().map(day).transpose()?;
            former.push(FormerName { names: name.names.into(), since, until: day(&name.until)? });
        }
        Ok(Region {
            id: self.id,
            code: self.code,
            kind: match self.kind {
                Kind::Oblast => RegionKind::Oblast,
                Kind::City => RegionKind::City,
            },
            names: self.names.into(),
            short: self.short.into(),
            letters: self.letters.into(),
            aliases: self.aliases,
            since: self.since.as_ref().map(day).transpose()?,
            part_before,
            former,
            centre: self.centre.into(),
            tile: self.tile,
        })
    }
}

impl Triple {
    fn all(&self) -> [&String; 3] {
        [&self.kk, &self.ru, &self.en]
    }
}

impl From<Triple> for ByLanguage<String> {
    fn from(names: Triple) -> Self {
        Self::from_fn(|language| {
            match language {
                Language::Kazakh => &names.kk,
                Language::Russian => &names.ru,
                Language::English => &names.en,
            }
            .clone()
        })
    }
}

fn day(value: &Datetime) -> Result<NaiveDate, String> {
    value
        .date
        .and_then(|date| NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()))
        .ok_or_else(|| format!("\"{value}\" is not a day"))
}

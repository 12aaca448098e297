//! Whose name is it: from what an event calls an organisation to its record, or to a listing of its own.
//!
//! A name leads to a record by id, name or alias, whatever the case, the quotation marks and the
//! dashes. Legal forms around a name («…» қоғамдық бірлестігі) are ignored only when exactly one
//! record is left then. A name without a record is known by its folded form.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rapidhash::RapidHashMap;

use super::amend::Names;
use super::contradictions;
use super::files::{Files, Records};
use super::records::{descriptions, old_ids, region};
use super::{Affiliation, OrganisationIndex, Text};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Located, Problem, Span, nearest};
use crate::document::{self, Document, Record, RecordKind, is_id};
use crate::fields::Table;
use crate::gazetteer::RegionIndex;
use crate::language::names::{fold, slug};
use crate::language::{ByLanguage, Language};
use crate::source::SitePath;
use crate::vocabulary::OrganisationKind;

/// A body that takes part in events.
#[derive(Debug)]
pub struct Organisation {
    /// Its id: its address for ever.
    pub id: String,
    /// What kind of organisation.
    pub kind: Option<OrganisationKind>,
    /// Where it works.
    pub region: Option<RegionIndex>,
    /// Its own web address.
    pub url: Option<String>,
    /// Its Wikidata item.
    pub wikidata: Option<String>,
    /// Other names that texts call it by.
    pub aliases: Vec<String>,
    /// Old ids that lead here.
    pub old_ids: Vec<String>,
    /// What is to be said of it, in each language that there is.
    pub descriptions: ByLanguage<Option<Text>>,
    /// Whether it has an authority record.
    pub has_record: bool,
    /// Keys of the site's own.
    pub extra: Table,
    /// By language; a name of no language is the same in all. Never all empty.
    names: ByLanguage<Option<String>>,
    shared: Option<String>,
}

impl Organisation {
    /// Its name on a page in a language, and the language of the name where it is another one.
    #[must_use]
    pub fn name(&self, language: Language) -> (&str, Option<Language>) {
        if let Some(name) = &self.names[language] {
            return (name, None);
        }
        if let Some(name) = &self.shared {
            return (name, None);
        }
        let other =
            self.names.iter().find_map(|(other, name)| name.as_deref().map(|name| (name, Some(other))));
        other.unwrap_or((&self.id, None))
    }

    /// All its names, in the order of the languages.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().filter_map(|(_, name)| name.as_deref()).chain(self.shared.as_deref())
    }

    /// Its names in the other languages, for an entry that shows them all.
    pub fn other_names(&self, language: Language) -> impl Iterator<Item = (&str, Language)> {
        let (own, _) = self.name(language);
        let mut said = vec![own];
        self.names
            .iter()
            .filter(move |(other, _)| *other != language)
            .filter_map(|(other, name)| name.as_deref().map(|name| (name, other)))
            .filter(move |&(name, _)| {
                let is_new = !said.contains(&name);
                said.push(name);
                is_new
            })
    }
}

/// Enters the organisations that events name, and gives each a provisional number.
pub(super) struct Register<'a> {
    entries: Vec<Entry>,
    by_id: BTreeMap<String, usize>,
    by_name: BTreeMap<String, BTreeSet<usize>>,
    by_core: BTreeMap<String, BTreeSet<usize>>,
    unnamed: BTreeMap<String, usize>,
    /// Names as they were written that mean the same one everywhere: most names stand in many events.
    known: RapidHashMap<&'a str, usize>,
    /// Whether of several with one name the region had to decide.
    by_region: Cell<bool>,
}

struct Entry {
    organisation: Organisation,
    /// Where a name without a record stands first.
    first: Option<(SitePath, Span)>,
}

impl<'a> Register<'a> {
    /// Enters every authority record.
    pub(super) fn new(records: &Records, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut register = Self {
            entries: Vec::new(),
            by_id: BTreeMap::new(),
            by_name: BTreeMap::new(),
            by_core: BTreeMap::new(),
            unnamed: BTreeMap::new(),
            known: RapidHashMap::default(),
            by_region: Cell::new(false),
        };
        let files = records.get(&RecordKind::Organisation).map_or(&[][..], Vec::as_slice);
        let mut old_ids = old_ids(
            files,
            |main| match &main.record {
                Record::Organisation(record) => aliases(record, true).collect(),
                Record::Event(_) | Record::Region(_) | Record::Page(_) => Vec::new(),
            },
            diagnostics,
        );
        let mut claims = Vec::new();
        for files in files {
            let old_ids = old_ids.remove(files.id.as_str()).unwrap_or_default();
            register.record(files, config, old_ids, &mut claims, diagnostics);
        }
        register.check_claims(&claims, diagnostics);
        // An event that still names an old id means the record that had it, unless another has it now.
        for number in 0..register.entries.len() {
            for old in register.entries[number].organisation.old_ids.clone() {
                register.by_id.entry(old).or_insert(number);
            }
        }
        register
    }

    fn record(
        &mut self,
        files: &Files,
        config: &Config,
        old_ids: Vec<String>,
        claims: &mut Vec<Claim>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Record::Organisation(record) = &files.main.record else { return };
        let number = self.entries.len();
        let region = record.region.as_ref().and_then(|name| match region(name, None) {
            Ok(found) => Some(found.region),
            Err(problem) => {
                diagnostics.push(problem.within(&files.main.path));
                None
            }
        });
        contradictions::of_organisation(files, record, region, diagnostics);
        let kind = record.kind.as_ref().map(|kind| kind.value);
        for name in names_of(record) {
            let folded = fold(&name.value);
            let core = without_legal_forms(&folded).core;
            self.by_name.entry(folded.clone()).or_default().insert(number);
            self.by_core.entry(core).or_default().insert(number);
            claims.push(Claim { folded, number, span: name.span, file: Arc::clone(&files.main) });
        }
        let mut names: ByLanguage<Option<String>> = ByLanguage::default();
        for (language, name) in &record.names.by_language {
            names[*language] = Some(name.value.clone());
        }
        self.by_id.insert(files.id.clone(), number);
        self.entries.push(Entry {
            organisation: Organisation {
                id: files.id.clone(),
                kind,
                region,
                url: record.url.as_ref().map(|url| url.value.clone()),
                wikidata: record.wikidata.as_ref().map(|item| item.value.clone()),
                aliases: aliases(record, false).map(|alias| alias.value.clone()).collect(),
                old_ids,
                descriptions: descriptions(files, config),
                has_record: true,
                extra: record.extra.clone(),
                names,
                shared: record.names.shared.as_ref().map(|name| name.value.clone()),
            },
            first: None,
        });
    }

    /// Two records of one region cannot have one name.
    fn check_claims(&self, claims: &[Claim], diagnostics: &mut Vec<Diagnostic>) {
        let mut first: BTreeMap<(&str, Option<RegionIndex>), &Claim> = BTreeMap::new();
        for claim in claims {
            let region = self.entries[claim.number].organisation.region;
            match first.get(&(claim.folded.as_str(), region)) {
                Some(other) if other.number != claim.number => diagnostics.push(
                    Problem::new(Code::DuplicateAlias, claim.span, "two organisations of one region have one name")
                        .label("claimed here")
                        .help("make it one record, or give them names that differ; with different `region`s both may keep it")
                        .within(&claim.file.path)
                        .and(&other.file.path, Some(other.span), "and here"),
                ),
                Some(_) => {}
                None => {
                    first.insert((&claim.folded, region), claim);
                }
            }
        }
    }

    /// Finds whom a name means, or enters it as a name without a record. The number is provisional
    /// until [`Register::finish`].
    pub(super) fn enter(
        &mut self,
        name: &Located<&'a str>,
        region: Option<RegionIndex>,
        language: Language,
        path: &SitePath,
    ) -> Result<OrganisationIndex, Box<Diagnostic>> {
        if let Some(&number) = self.known.get(name.value) {
            return Ok(OrganisationIndex::at(number));
        }
        match self.find(name.value, region) {
            Found::One(number) => {
                self.known.insert(name.value, number);
                Ok(OrganisationIndex::at(number))
            }
            Found::OneHere(number) => Ok(OrganisationIndex::at(number)),
            Found::Several(numbers) => {
                let ids: Vec<&str> =
                    numbers.iter().map(|&number| self.entries[number].organisation.id.as_str()).collect();
                Err(Box::new(
                    Problem::new(
                        Code::AmbiguousOrganisation,
                        name.span,
                        format!("several organisations are called \"{}\"", name.value),
                    )
                    .label("which one?")
                    .help(format!("write the id: {}", ids.join(", ")))
                    .within(path),
                ))
            }
            found @ (Found::None | Found::NoneHere) => {
                let folded = fold(name.value);
                if slug(&folded).is_empty() {
                    return Err(Box::new(
                        Problem::new(Code::BadValue, name.span, format!("\"{}\" is no name", name.value))
                            .help("a name has letters or digits")
                            .within(path),
                    ));
                }
                let number = self.entries.len();
                self.unnamed.insert(folded, number);
                // Elsewhere the name may mean a record.
                if matches!(found, Found::None) {
                    self.known.insert(name.value, number);
                }
                let mut names: ByLanguage<Option<String>> = ByLanguage::default();
                names[language] = Some(name.value.to_owned());
                self.entries.push(Entry {
                    organisation: Organisation {
                        id: String::new(),
                        kind: without_legal_forms(&fold(name.value)).kind,
                        region: None,
                        url: None,
                        wikidata: None,
                        aliases: Vec::new(),
                        old_ids: Vec::new(),
                        descriptions: ByLanguage::default(),
                        has_record: false,
                        extra: Table::default(),
                        names,
                        shared: None,
                    },
                    first: Some((path.clone(), name.span)),
                });
                Ok(OrganisationIndex::at(number))
            }
        }
    }

    /// Finds for whom a person took part; a name that is not known stays a name. It is known if any event names
    /// the organisation, so all of them are entered before.
    pub(super) fn affiliation(&self, name: &str, region: Option<RegionIndex>) -> Affiliation {
        if let Some(&number) = self.known.get(name) {
            return Affiliation::Known(OrganisationIndex::at(number));
        }
        match self.find(name, region) {
            Found::One(number) | Found::OneHere(number) => Affiliation::Known(OrganisationIndex::at(number)),
            Found::Several(_) | Found::None | Found::NoneHere => Affiliation::Named(name.to_owned()),
        }
    }

    fn find(&self, name: &str, region: Option<RegionIndex>) -> Found {
        if let Some(&number) = self.by_id.get(name) {
            return Found::One(number);
        }
        let folded = fold(name);
        if let Some(numbers) = self.by_name.get(&folded) {
            return self.of_region(numbers.iter().copied().collect(), region);
        }
        let bare = without_legal_forms(&folded);
        let fitting: Vec<usize> = self
            .by_core
            .get(&bare.core)
            .into_iter()
            .flatten()
            .copied()
            .filter(|&number| match (bare.kind, self.entries[number].organisation.kind) {
                (Some(written), Some(recorded)) => written == recorded,
                (Some(_) | None, _) => true,
            })
            .collect();
        // Records come first, and then what other events name: those must not decide whom this one means.
        let unnamed = self.unnamed.get(&folded).copied();
        match self.of_region(fitting, region) {
            Found::None => unnamed.map_or(Found::None, Found::One),
            Found::Several(_) | Found::NoneHere => unnamed.map_or(Found::NoneHere, Found::OneHere),
            found @ (Found::One(_) | Found::OneHere(_)) => found,
        }
    }

    /// Of several records with one name, the event's region decides.
    fn of_region(&self, numbers: Vec<usize>, region: Option<RegionIndex>) -> Found {
        match numbers.as_slice() {
            [] => Found::None,
            [number] => Found::One(*number),
            _ => {
                self.by_region.set(true);
                let near: Vec<usize> = numbers
                    .iter()
                    .copied()
                    .filter(|&number| region.is_some() && self.entries[number].organisation.region == region)
                    .collect();
                match near.as_slice() {
                    [number] => Found::OneHere(*number),
                    _ => Found::Several(numbers),
                }
            }
        }
    }

    /// Gives names without a record their ids and sorts all organisations.
    pub(super) fn finish(self, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Settled {
        let Self { mut entries, by_id, unnamed, known, by_region, .. } = self;
        // Ids of records, and their old ones, which lead there.
        let ids: BTreeSet<String> = by_id.into_keys().collect();
        let mut taken = ids.clone();
        // In the order of the folded names, so that ids do not depend on the order of events.
        for &number in unnamed.values() {
            let entry = &mut entries[number];
            let (name, _) = entry.organisation.name(Language::Kazakh);
            let base = slug(&fold(name));
            let mut id = base.clone();
            let mut count = 2;
            while !taken.insert(id.clone()) {
                id = format!("{base}-{count}");
                count += 1;
            }
            if let Some((path, span)) =
                entry.first.as_ref().filter(|_| config.reports(Code::UnknownOrganisation))
            {
                let message = format!("the organisation \"{name}\" has no record");
                let mut help = format!("write content/organisations/{id}.md: its address stays the same");
                // What looks like an id and nearly is one, is one that was mistyped.
                if is_id(name)
                    && let Some(known) = nearest(name, ids.iter().map(String::as_str))
                {
                    help = format!("did you mean \"{known}\"? if not, {help}");
                }
                diagnostics
                    .push(Problem::new(Code::UnknownOrganisation, *span, message).help(help).within(path));
            }
            entry.organisation.id = id;
        }
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by(|&a, &b| entries[a].organisation.id.cmp(&entries[b].organisation.id));
        let mut positions = vec![0; entries.len()];
        for (position, &number) in order.iter().enumerate() {
            positions[number] = position;
        }
        let names = Names {
            known: known
                .into_iter()
                .map(|(name, number)| (name.to_owned(), OrganisationIndex::at(positions[number])))
                .collect(),
            first: entries.iter().filter_map(|entry| Some(entry.first.as_ref()?.0.clone())).collect(),
            by_region: by_region.get(),
        };
        let mut organisations: Vec<Organisation> =
            entries.into_iter().map(|entry| entry.organisation).collect();
        organisations.sort_by(|a, b| a.id.cmp(&b.id));
        Settled { organisations, positions, names }
    }
}

/// All organisations, with their final ids.
pub(super) struct Settled {
    /// By id.
    pub(super) organisations: Vec<Organisation>,
    /// Their places in the list, by provisional number.
    pub(super) positions: Vec<usize>,
    /// What names mean.
    pub(super) names: Names,
}

enum Found {
    /// This one, whatever the event.
    One(usize),
    /// This one for events of the same region: of several with the name the one that is there, or none of them.
    OneHere(usize),
    Several(Vec<usize>),
    None,
    /// None for events of the same region.
    NoneHere,
}

/// That a record claims a name.
struct Claim {
    folded: String,
    number: usize,
    span: Span,
    file: Arc<Document>,
}

/// Names and aliases of a record, but for aliases that are old ids.
fn names_of(record: &document::Organisation) -> impl Iterator<Item = &Located<String>> {
    let names = record.names.by_language.iter().map(|(_, name)| name);
    names
        .chain(record.names.shared.as_ref())
        .chain(aliases(record, false))
        .filter(|name| !fold(&name.value).is_empty())
}

/// Those of its aliases that are old ids, or those that are other names.
fn aliases(record: &document::Organisation, are_ids: bool) -> impl Iterator<Item = &Located<String>> {
    record.aliases.iter().filter(move |alias| is_id(&alias.value) == are_ids)
}

/// A folded name without the legal forms around it.
struct Bare {
    core: String,
    /// The kind that the outermost legal form says.
    kind: Option<OrganisationKind>,
}

/// What is left of a name without the legal form around it, folded.
#[must_use]
pub fn core_of_name(name: &str) -> String {
    without_legal_forms(&fold(name)).core
}

fn without_legal_forms(folded: &str) -> Bare {
    let mut core = folded;
    let mut kind = None;
    // A name may carry two: «… қайырымдылық қоры» қоғамдық бірлестігі. The last word decides in
    // Kazakh, the first in Russian: the outermost in both.
    for _ in 0..2 {
        let found = LEGAL_FORMS.iter().find_map(|(form, side, id)| {
            let behind = || core.strip_suffix(form).and_then(|rest| separate(rest, str::trim_end));
            let before = || core.strip_prefix(form).and_then(|rest| separate(rest, str::trim_start));
            let rest = match side {
                Side::Behind => behind(),
                Side::Either => behind().or_else(before),
            };
            Some((rest?, *id))
        });
        let Some((rest, id)) = found else { break };
        core = rest;
        kind = kind.or_else(|| OrganisationKind::from_id(id));
    }
    Bare { core: core.to_owned(), kind }
}

/// What is left beside a legal form, if a space parts the two and anything is left: «Философ» does not end in ОФ.
fn separate(rest: &str, trim: impl Fn(&str) -> &str) -> Option<&str> {
    let name = trim(rest);
    (name.len() < rest.len() && !name.is_empty()).then_some(name)
}

/// At which end of a name a legal form stands.
#[derive(Clone, Copy)]
enum Side {
    /// Behind the name alone: Kazakh forms in full words; and АҚ, since a name often begins with the word for
    /// white, as «Ақ жол» does.
    Behind,
    /// Before it in Russian and behind it in lists; Kazakh abbreviations are written as the Russian ones are.
    Either,
}

/// Legal forms in folded letters, longer ones before those that they end in.
const LEGAL_FORMS: &[(&str, Side, &str)] = &[
    ("заңды тұлғалардың қауымдастық нысанындағы бірлестігі", Side::Behind, "association-of-legal-entities"),
    ("заңды тұлғалар бірлестігі", Side::Behind, "association-of-legal-entities"),
    ("ассоциация юридических лиц", Side::Either, "association-of-legal-entities"),
    ("объединение юридических лиц", Side::Either, "association-of-legal-entities"),
    ("association of legal entities", Side::Either, "association-of-legal-entities"),
    ("коммерциялық емес акционерлік қоғамы", Side::Behind, "noncommercial-jsc"),
    ("некоммерческое акционерное общество", Side::Either, "noncommercial-jsc"),
    ("акционерлік қоғамы", Side::Behind, "jsc"),
    ("акционерное общество", Side::Either, "jsc"),
    ("жауапкершілігі шектеулі серіктестігі", Side::Behind, "llp"),
    ("товарищество с ограниченной ответственностью", Side::Either, "llp"),
    ("республикалық қоғамдық бірлестігі", Side::Behind, "public-association"),
    ("республиканское общественное объединение", Side::Either, "public-association"),
    ("қоғамдық бірлестігі", Side::Behind, "public-association"),
    ("общественное объединение", Side::Either, "public-association"),
    ("public association", Side::Either, "public-association"),
    ("қоғамдық қоры", Side::Behind, "public-foundation"),
    ("общественный фонд", Side::Either, "public-foundation"),
    ("public foundation", Side::Either, "public-foundation"),
    ("корпоративтік қоры", Side::Behind, "corporate-foundation"),
    ("корпоративный фонд", Side::Either, "corporate-foundation"),
    ("жеке қоры", Side::Behind, "private-foundation"),
    ("частный фонд", Side::Either, "private-foundation"),
    ("коммуналдық мемлекеттік мекемесі", Side::Behind, "state-institution"),
    ("коммунальное государственное учреждение", Side::Either, "state-institution"),
    ("республикалық мемлекеттік мекемесі", Side::Behind, "state-institution"),
    ("республиканское государственное учреждение", Side::Either, "state-institution"),
    ("мемлекеттік мекемесі", Side::Behind, "state-institution"),
    ("государственное учреждение", Side::Either, "state-institution"),
    ("кеақ", Side::Either, "noncommercial-jsc"),
    ("нао", Side::Either, "noncommercial-jsc"),
    ("кмм", Side::Either, "state-institution"),
    ("кгу", Side::Either, "state-institution"),
    ("рмм", Side::Either, "state-institution"),
    ("ргу", Side::Either, "state-institution"),
    ("зтб", Side::Either, "association-of-legal-entities"),
    ("аюл", Side::Either, "association-of-legal-entities"),
    ("оюл", Side::Either, "association-of-legal-entities"),
    ("жшс", Side::Either, "llp"),
    ("тоо", Side::Either, "llp"),
    ("қб", Side::Either, "public-association"),
    ("роо", Side::Either, "public-association"),
    ("оо", Side::Either, "public-association"),
    ("ққ", Side::Either, "public-foundation"),
    ("оф", Side::Either, "public-foundation"),
    ("ақ", Side::Behind, "jsc"),
    ("ао", Side::Either, "jsc"),
];

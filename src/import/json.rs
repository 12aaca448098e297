//! Facts as JSON, as `ssg import --dry-run --format json` prints them: one object for each article.

use serde_json::{Map, Value, json};

use super::article::Article;
use super::facts::{Evidence, Facts, Read};
use crate::diagnostics::Span;
use crate::gazetteer::Gazetteer;

/// The facts of an article as one JSON object; places are counted in characters of the text.
#[must_use]
pub fn to_json(article: &Article, facts: &Facts) -> Value {
    let places = Places::new(&article.text);
    let region = |read: &Read<_>| json!(Gazetteer::built_in().get(read.value).id);
    let mut object = Map::new();
    let mut enter = |key: &str, value: Value| object.insert(key.to_owned(), value);
    enter("file", json!(article.file));
    enter("encoding", json!(article.encoding));
    enter("lang", json!(facts.language.code()));
    enter(
        "title",
        places.fact(
            facts.title.as_ref(),
            |title| json!(title.value.text),
            |title, entry| {
                if title.value.generated {
                    entry.insert("generated".to_owned(), json!(true));
                }
            },
        ),
    );
    enter(
        "date",
        places.fact(
            facts.date.as_ref(),
            |date| json!(date.value.date.to_string()),
            |date, entry| {
                entry.insert("basis".to_owned(), json!(date.value.basis.id()));
            },
        ),
    );
    enter("published", places.plain(facts.published.as_ref(), |date| json!(date.value.to_string())));
    enter("region", places.plain(facts.region.as_ref(), region));
    enter("place", places.plain(facts.place.as_ref(), |place| json!(place.value)));
    enter("kind", places.plain(facts.kind.as_ref(), |kind| json!(kind.value.id())));
    enter("number", places.plain(facts.number.as_ref(), |number| json!(number.value)));
    enter("theme", places.plain(facts.theme.as_ref(), |theme| json!(theme.value)));
    let organisations = facts.organisations.iter().map(|read| {
        let mut entry = places.entry(read);
        entry.insert("value".to_owned(), json!(read.value.name));
        entry.insert("id".to_owned(), json!(read.value.id));
        entry.insert("kind".to_owned(), json!(read.value.kind.map(crate::vocabulary::OrganisationKind::id)));
        entry.insert("role".to_owned(), json!(read.value.role.id()));
        Value::Object(entry)
    });
    enter("organisations", organisations.collect());
    let people = facts.people.iter().map(|read| {
        let mut entry = places.entry(read);
        entry.insert("name".to_owned(), json!(read.value.name));
        entry.insert("role".to_owned(), json!(read.value.role));
        entry.insert("organisation".to_owned(), json!(read.value.organisation));
        Value::Object(entry)
    });
    enter("people", people.collect());
    enter("regions_mentioned", facts.regions_mentioned.iter().map(region).collect());
    let mentioned =
        facts.mentioned.iter().map(|read| json!({"name": read.value.name, "why": read.value.why}));
    enter("mentioned", mentioned.collect());
    enter("credits", facts.credits.iter().map(|credit| json!(credit.value)).collect());
    let removed = facts.removed.iter().map(|removed| {
        let (text, start, end) = places.quote(removed.span);
        json!({"text": text, "rule": removed.rule, "start": start, "end": end})
    });
    enter("removed", removed.collect());
    let further = facts.further_articles.iter().map(|title| {
        let (text, start, end) = places.quote(*title);
        json!({"title": text, "start": start, "end": end})
    });
    enter("further_articles", further.collect());
    enter("left_out", json!(article.left_out));
    enter("same_event", json!([]));
    enter("review", facts.review.iter().map(|fact| json!(fact.id())).collect());
    Value::Object(object)
}

/// A text in which places are counted in characters.
struct Places<'a> {
    text: &'a str,
    /// The number of characters before every 64th byte, or before the character that the byte is in.
    counts: Vec<usize>,
}

/// How many bytes apart the counted places are.
const STEP: usize = 64;

impl<'a> Places<'a> {
    fn new(text: &'a str) -> Self {
        let mut counts = Vec::with_capacity(text.len() / STEP + 1);
        let mut characters = 0;
        for (offset, byte) in text.bytes().enumerate() {
            if offset % STEP == 0 {
                counts.push(characters);
            }
            // A byte that continues a character has the bits 10 in front.
            characters += usize::from(byte & 0b1100_0000 != 0b1000_0000);
        }
        Self { text, counts }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let step = (offset / STEP).min(self.counts.len().saturating_sub(1));
        let counted = self.counts.get(step).copied().unwrap_or(0);
        let rest = self.text.as_bytes().get(step * STEP..offset).unwrap_or_default();
        counted + rest.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
    }

    fn quote(&self, span: Span) -> (&'a str, usize, usize) {
        let quote = self.text.get(span.start..span.end).unwrap_or("");
        (quote, self.characters_before(span.start), self.characters_before(span.end))
    }

    fn evidence(&self, evidence: Option<Evidence>) -> Value {
        evidence.map_or(Value::Null, |evidence| {
            let (quote, start, end) = self.quote(evidence.span);
            json!({"quote": quote, "start": start, "end": end, "rule": evidence.rule})
        })
    }

    fn entry<T>(&self, read: &Read<T>) -> Map<String, Value> {
        let mut entry = Map::new();
        entry.insert("evidence".to_owned(), self.evidence(read.evidence));
        entry.insert("confidence".to_owned(), json!(f64::from(read.confidence) / 100.0));
        entry
    }

    fn plain<T>(&self, read: Option<&Read<T>>, value: impl Fn(&Read<T>) -> Value) -> Value {
        self.fact(read, value, |_, _| ())
    }

    fn fact<T>(
        &self,
        read: Option<&Read<T>>,
        value: impl Fn(&Read<T>) -> Value,
        more: impl Fn(&Read<T>, &mut Map<String, Value>),
    ) -> Value {
        read.map_or(Value::Null, |read| {
            let mut entry = self.entry(read);
            entry.insert("value".to_owned(), value(read));
            more(read, &mut entry);
            Value::Object(entry)
        })
    }
}

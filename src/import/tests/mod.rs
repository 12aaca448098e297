//! Invented articles of every shape that real ones have, against what a careful archivist reads out of them.

mod copied;
mod english;
mod lines;
mod rules;
mod shapes;

use serde::Deserialize;

use super::article::{Article, Metadata, Told};
use super::facts::Facts;
use super::known::Known;
use super::*;
use crate::gazetteer::Gazetteer;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    article: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    lang: String,
    title: Option<String>,
    #[serde(default)]
    generated: bool,
    date: Option<String>,
    basis: Option<String>,
    published: Option<String>,
    region: Option<String>,
    kind: Option<String>,
    number: Option<u32>,
    theme: Option<String>,
    place: Option<String>,
    regions_mentioned: Option<Vec<String>>,
    credits: Option<Vec<String>>,
    removed: Option<Vec<String>>,
    review: Option<Vec<String>>,
}

fn article(text: &str) -> Article {
    Article {
        file: "a.txt".to_owned(),
        encoding: "utf-8",
        text: text.to_owned(),
        saved: None,
        is_web_page: false,
        metadata: Metadata::default(),
        left_out: Vec::new(),
    }
}

fn facts_of(text: &str) -> Facts {
    understand(&article(text), &Known::default())
}

fn region_id(read: &Read<crate::gazetteer::RegionIndex>) -> String {
    Gazetteer::built_in().get(read.value).id.clone()
}

#[test]
fn invented_articles_are_read_as_an_archivist_reads_them() {
    let file: File = toml::from_str(include_str!("articles.toml")).unwrap();
    let mut wrong = Vec::new();
    for case in &file.article {
        let facts = facts_of(&case.text);
        let mut check = |fact: &str, found: String, wanted: String| {
            if found != wanted {
                wrong.push(format!("{}: {fact}\n    found  {found}\n    wanted {wanted}", case.name));
            }
        };
        check("language", facts.language.code().to_owned(), case.lang.clone());
        let title = facts.title.as_ref().map(|title| (title.value.text.clone(), title.value.generated));
        check(
            "title",
            format!("{title:?}"),
            format!("{:?}", case.title.clone().map(|title| (title, case.generated))),
        );
        let date =
            facts.date.as_ref().map(|date| (date.value.date.to_string(), date.value.basis.id().to_owned()));
        check("date", format!("{date:?}"), format!("{:?}", case.date.clone().zip(case.basis.clone())));
        let published = facts.published.as_ref().map(|date| date.value.to_string());
        check("published", format!("{published:?}"), format!("{:?}", case.published));
        check("region", format!("{:?}", facts.region.as_ref().map(region_id)), format!("{:?}", case.region));
        check(
            "kind",
            format!("{:?}", facts.kind.as_ref().map(|kind| kind.value.id())),
            format!("{:?}", case.kind.as_deref()),
        );
        check(
            "number",
            format!("{:?}", facts.number.as_ref().map(|number| number.value)),
            format!("{:?}", case.number),
        );
        check(
            "theme",
            format!("{:?}", facts.theme.as_ref().map(|theme| theme.value.clone())),
            format!("{:?}", case.theme),
        );
        if case.place.is_some() {
            let place = facts.place.as_ref().map(|place| place.value.clone());
            check("place", format!("{place:?}"), format!("{:?}", case.place));
        }
        if let Some(wanted) = &case.regions_mentioned {
            let found: Vec<String> = facts.regions_mentioned.iter().map(region_id).collect();
            check("regions mentioned", format!("{found:?}"), format!("{wanted:?}"));
        }
        if let Some(wanted) = &case.credits {
            let found: Vec<&str> = facts.credits.iter().map(|credit| credit.value.as_str()).collect();
            check("credits", format!("{found:?}"), format!("{wanted:?}"));
        }
        if let Some(wanted) = &case.removed {
            let found: Vec<&str> = facts.removed.iter().map(|removed| removed.rule).collect();
            check("removed", format!("{found:?}"), format!("{wanted:?}"));
        }
        if let Some(wanted) = &case.review {
            let found: Vec<&str> = facts.review.iter().map(|fact| fact.id()).collect();
            check("review", format!("{found:?}"), format!("{wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_quote_stands_where_the_json_says() {
    let file: File = toml::from_str(include_str!("articles.toml")).unwrap();
    for case in &file.article {
        let article = article(&case.text);
        let json = json::to_json(&article, &understand(&article, &Known::default()));
        let characters: Vec<char> = case.text.chars().collect();
        for fact in ["title", "date", "published", "region", "place", "kind", "number", "theme"] {
            let evidence = &json[fact]["evidence"];
            let (Some(start), Some(end)) = (evidence["start"].as_u64(), evidence["end"].as_u64()) else {
                assert!(json[fact].is_null() || json[fact]["generated"] == true, "{}: {fact}", case.name);
                continue;
            };
            let range = usize::try_from(start).unwrap()..usize::try_from(end).unwrap();
            let quote: String = characters[range].iter().collect();
            assert_eq!(evidence["quote"], quote, "{}: {fact}", case.name);
            assert!(!quote.is_empty() && quote == quote.trim(), "{}: {fact}: {quote:?}", case.name);
        }
    }
}

#[test]
fn what_the_page_tells_goes_before_the_text() {
    let mut article = article(
        "Мәтін Павлодарда өткен жиын туралы.\n\nБүгін Павлодарда дөңгелек үстел өтті. Оған ел келді.\n",
    );
    let told = |value: &str| Told { value: value.to_owned(), rung: "json-ld" };
    article.metadata.title = Some(told("Ортақ әңгіме"));
    article.metadata.published = Some(Told { value: "2022-05-06".parse().unwrap(), rung: "argument" });
    let facts = understand(&article, &Known::default());
    assert_eq!(facts.title.map(|title| title.value.text).as_deref(), Some("Ортақ әңгіме"));
    assert_eq!(facts.published.map(|date| date.value.to_string()).as_deref(), Some("2022-05-06"));
    let date = facts.date.unwrap();
    assert_eq!(
        (date.value.date.to_string().as_str(), date.value.basis),
        ("2022-05-06", DateBasis::Published)
    );
}

#[test]
fn nothing_is_read_from_nothing() {
    for text in ["", "\n\n", "42", "…", "«", "Х", "date 2025-08-26", "Пікір қалдырыңыз"] {
        let facts = facts_of(text);
        assert_eq!((facts.date, facts.region, facts.kind), (None, None, None), "{text:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "[ \n.,:«»\"„“–0-9А-Яа-яӘІХәіқң-]{0,300}|\\PC{0,200}") {
        let article = article(&text);
        let facts = understand(&article, &Known::default());
        proptest::prop_assert!(json::to_json(&article, &facts).is_object());
    }

    #[test]
    fn any_order_of_telling_words_is_read_without_panic(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "форум", "Х", "12", "мамыр", "2021", "жылғы", "в", "Туркестане", "Алматы", "облысында", "өтті", "«", "»",
                ".", ",", "\n", "аясында", "тақырыбында", "прошел", "date", "2025-08-26", "области", "-", "ші", "бүгін",
                "Фото:", "сессиясы", "Ассамблеясының", "г", "ғимаратында", "в рамках", "биыл", "30", "жыл", "толды",
            ]),
            0..60,
        )
    ) {
        let article = article(&words.join(" "));
        let facts = understand(&article, &Known::default());
        proptest::prop_assert!(json::to_json(&article, &facts).is_object());
    }
}

#[test]
fn a_line_without_an_end_is_read_in_linear_time() {
    // A reader that looked through the whole line for every name in it would take minutes.
    for words in ["форум «Үміт» ", "Павлодар қаласында ", "12 мамырда ", "Фото: ", "«"]
    {
        let facts = facts_of(&words.repeat(4_000));
        assert_eq!(facts.date, None, "{words}");
    }
}

//! What a file's path and front matter mean, on their own.

use super::*;
use crate::source::SitePath;

fn read_file(path: &str, text: &str) -> (Option<Document>, Vec<Diagnostic>) {
    read(&TextFile { path: SitePath::new(path), text: text.into() })
}

#[test]
fn a_path_says_whose_record_a_file_is() {
    let cases = [
        ("content/events/forum.md", RecordKind::Event, "forum", None),
        ("content/events/forum.ru.md", RecordKind::Event, "forum", Some(Language::Russian)),
        ("content/events/forum/index.md", RecordKind::Event, "forum", None),
        ("content/events/forum/index.en.md", RecordKind::Event, "forum", Some(Language::English)),
        ("content/organisations/bereke-2.md", RecordKind::Organisation, "bereke-2", None),
        ("content/regions/turkistan.md", RecordKind::Region, "turkistan", None),
        ("content/pages/about.kk.md", RecordKind::Page, "about", Some(Language::Kazakh)),
    ];
    for (path, kind, id, language) in cases {
        let name = name_of(&SitePath::new(path)).expect(path);
        assert_eq!(name, Name { kind, id: id.to_owned(), language }, "{path}");
    }
}

#[test]
fn a_path_that_cannot_be_an_address_says_what_could() {
    for (path, code, better) in [
        ("content/events/Forum.md", Code::BadId, "rename it to forum:"),
        ("content/events/азаматтық форум.md", Code::BadId, "rename it to azamattyq-forum:"),
        ("content/events/-forum.md", Code::BadId, "rename it to forum:"),
        ("content/events/forum.kz.md", Code::BadId, "<id>.kk.md"),
        ("content/events/a/b/c.md", Code::UnknownFile, "content/ holds"),
        ("content/events/a/text.md", Code::UnknownFile, "content/ holds"),
        ("content/forum.md", Code::UnknownFile, "content/ holds"),
        ("content/news/forum.md", Code::UnknownFile, "content/ holds"),
    ] {
        let diagnostic = name_of(&SitePath::new(path)).expect_err(path);
        assert_eq!(diagnostic.code, code, "{path}");
        assert!(diagnostic.help.as_deref().unwrap_or_default().contains(better), "{path}: {diagnostic:?}");
    }
}

#[test]
fn toml_and_yaml_say_the_same() {
    let toml = "+++\ntitle = \"Форум\"\ndate = 2021-11-22\nnumber = 10\ndraft = true\nreview = [\"date\"]\n\n[extra]\nseats = 120\n+++\n\nМәтін.\n";
    let yaml = "---\ntitle: Форум\ndate: 2021-11-22\nnumber: 10\ndraft: true\nreview:\n  - date\nextra:\n  seats: 120\n---\n\nМәтін.\n";
    let events: Vec<Event> = [toml, yaml]
        .into_iter()
        .map(|text| {
            let (document, diagnostics) = read_file("content/events/forum.md", text);
            assert!(diagnostics.is_empty(), "{diagnostics:?}");
            let document = document.expect("a document");
            assert_eq!(document.body().trim(), "Мәтін.");
            match document.record {
                Record::Event(event) => *event,
                other => panic!("not an event: {other:?}"),
            }
        })
        .collect();
    let facts = |event: &Event| {
        (
            event.title.as_ref().map(|title| title.value.clone()),
            event.date.as_ref().map(|date| date.value.to_string()),
            event.number.as_ref().map(|number| number.value),
            event.draft,
            event.review.iter().map(|fact| fact.value).collect::<Vec<_>>(),
            serde_json::to_value(&event.extra).expect("a table"),
        )
    };
    assert_eq!(facts(&events[0]), facts(&events[1]));
    assert_eq!(facts(&events[0]).5, serde_json::json!({ "seats": 120 }));
}

#[test]
fn what_is_sound_is_kept_beside_what_is_not() {
    let (document, diagnostics) = read_file(
        "content/events/forum.md",
        "+++\ntitle = \"Форум\"\nnumber = \"он\"\nplace = \"Зал\"\n+++\n",
    );
    assert_eq!(diagnostics.len(), 1);
    let Record::Event(event) = document.expect("a document").record else { panic!("not an event") };
    assert_eq!(event.place.map(|place| place.value), Some("Зал".to_owned()));
    assert_eq!(event.number, None);
}

#[test]
fn places_are_counted_in_the_whole_file() {
    let text = "+++\ntitle = \"Форум\"\n+++\n\n[x](y.md)\n";
    let (document, _) = read_file("content/events/forum.md", text);
    let document = document.expect("a document");
    let Record::Event(event) = &document.record else { panic!("not an event") };
    let title = event.title.as_ref().expect("a title");
    assert_eq!(&text[title.span.start..title.span.end], "\"Форум\"");
    let link = document.in_file(document.outline.links[0].span);
    assert_eq!(&text[link.start..link.end], "[x](y.md)");
}

proptest::proptest! {
    /// No front matter, however broken, makes the reader fail, and every place it names is in the file.
    #[test]
    fn any_text_is_read_without_failing(text in "(\\+\\+\\+|---)\n([a-z]{1,8} ?[=:] ?[\"\\[\\]{}0-9а-я\n-]{0,12}\n){0,6}(\\+\\+\\+|---)?\n.{0,40}") {
        let (_, diagnostics) = read_file("content/events/forum.md", &text);
        for place in diagnostics.iter().flat_map(|diagnostic| &diagnostic.places) {
            if let Some(span) = place.span {
                proptest::prop_assert!(span.start <= span.end && span.end <= text.len(), "{span:?} in {text:?}");
            }
        }
    }
}

fn written() -> impl proptest::strategy::Strategy<Value = Event> {
    use proptest::option::of;
    use proptest::prelude::*;
    fn at<T>(value: T) -> Located<T> {
        Located::new(value, Span::default())
    }
    // Any characters but those that trimming or a text that shows nothing would take away.
    let text = "[0-9A-Za-zА-яҚқ«»\"'#\\\\]([\\PC\n\t]{0,20}[\\w»\"'\\\\])?";
    let day = || (1990i32..2030, 1u32..13, 1u32..29).prop_map(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d));
    let participation = (text, proptest::sample::select(Role::ALL.to_vec()))
        .prop_map(|(organisation, role)| at(Participation { organisation, role }));
    let person = (text, of(text), of(text))
        .prop_map(|(name, role, organisation)| at(Person { name, role, organisation }));
    let source = (of(text), of(text), day(), of(text), of(text)).prop_map(
        |(title, publisher, accessed, credit, file)| {
            at(Source { title, publisher, accessed, credit, file, ..Source::default() })
        },
    );
    let date = proptest::sample::select(vec![
        "2021",
        "2021-11",
        "2021-11-22/2021-11-26",
        "2021?",
        "XXXX-08-18",
        "202X~",
    ])
    .prop_map(|date| at(date.parse::<Date>().expect("a date")));
    let facts = (of(date), of(text), of(text), of(1u32..99), of(text));
    let lists = (
        proptest::collection::vec(participation, 0..3),
        proptest::collection::vec(person, 0..3),
        proptest::collection::vec(source, 0..3),
        proptest::collection::vec(proptest::sample::select(Fact::ALL.to_vec()), 0..3),
    );
    (text, of(text), facts, lists, any::<bool>(), day()).prop_map(
        |(title, summary, facts, lists, draft, recorded)| Event {
            title: Some(at(title)),
            summary: summary.map(at),
            lang: Some(at(Language::Russian)),
            rights: Some(at(Rights::Excerpt)),
            date: facts.0,
            region: facts.1.map(at),
            place: facts.2.map(at),
            kind: EventKind::from_id("round-table").map(at),
            number: facts.3.map(at),
            theme: facts.4.map(at),
            organisations: lists.0,
            people: lists.1,
            sources: lists.2,
            review: lists.3.into_iter().map(at).collect(),
            draft,
            recorded: recorded.map(at),
            ..Event::default()
        },
    )
}

proptest::proptest! {
    /// Law 11: what is printed is read back as the same record.
    #[test]
    fn what_is_printed_is_read_back(event in written()) {
        let text = print::print(&event, "Мәтін.");
        let (document, diagnostics) = read_file("content/events/forum.md", &text);
        proptest::prop_assert!(diagnostics.is_empty(), "{text}\n{diagnostics:?}");
        let document = document.expect("a document");
        let Record::Event(back) = &document.record else { panic!("not an event") };
        proptest::prop_assert_eq!(print::print(back, document.body()), text);
        proptest::prop_assert_eq!(back.people.len(), event.people.len());
        proptest::prop_assert_eq!(&back.title.as_ref().expect("a title").value, &event.title.expect("a title").value);
    }
}

#[test]
fn front_matter_of_other_generators_is_told_where_its_keys_belong() {
    let help = |path: &str, line: &str| {
        let (_, diagnostics) = read_file(path, &format!("---\ntitle: x\n{line}\n---\n"));
        assert_eq!(diagnostics.len(), 1, "{line}: {diagnostics:?}");
        diagnostics[0].help.clone().unwrap_or_default()
    };
    for (line, said) in [
        ("tags: [a, b]", "there are no tags"),
        ("categories: a", "there are no tags"),
        ("layout: post", "which template"),
        ("slug: a-b", "rename the file"),
        ("permalink: /a/", "rename the file"),
        ("lastmod: 2021-11-22", "did you mean `updated`?"),
        ("publishDate: 2021-11-22", "`published` of its source"),
        ("description: a", "did you mean `summary`?"),
        ("author: a", "`credit` of its source"),
        ("endDate: 2021-11-22", "an interval is one `date`"),
        ("cover: a.jpg", "a picture lies beside the record"),
        ("weight: 3", "take the line out"),
        ("qqqqqqqq: 3", "keys of your own belong under [extra]; known here: title, summary, lang"),
    ] {
        assert!(
            help("content/events/x.md", line).contains(said),
            "{line}: {}",
            help("content/events/x.md", line)
        );
    }
    assert!(help("content/pages/x.md", "date: 2021-11-22").contains("an ordinary page has no date"));
    assert!(help("content/pages/x.md", "tags: [a]").contains("take the line out"));
    // A date with a time, as others write them, is a day.
    let (document, diagnostics) =
        read_file("content/events/x.md", "---\ntitle: x\ndate: 2021-11-22T10:00:00+05:00\n---\n");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let Record::Event(event) = document.unwrap().record else { panic!("an event") };
    assert_eq!(event.date.unwrap().value.to_string(), "2021-11-22");
}

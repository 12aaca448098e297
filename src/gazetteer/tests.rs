//! What the built-in gazetteer must hold, and what names must mean.

use std::collections::BTreeSet;

use super::names::Sort;
use super::*;

fn day(text: &str) -> Option<NaiveDate> {
    (!text.is_empty()).then(|| text.parse().expect("a day in a test"))
}

/// What a name means on a day, in short: an id, `a < b` for "a is not there yet, b was", `a | b` for either.
fn resolved(name: &str, on: &str) -> String {
    let gazetteer = Gazetteer::built_in();
    let id = |index: RegionIndex| gazetteer.get(index).id.as_str();
    match gazetteer.resolve(name, day(on)) {
        Resolution::Found(index) => id(index).to_owned(),
        Resolution::NotYet { region, before, since } => format!("{} < {} {since}", id(before), id(region)),
        Resolution::Ambiguous(regions) => regions.into_iter().map(id).collect::<Vec<_>>().join(" | "),
        Resolution::Unknown { nearest: Some((name, index)) } => format!("? {name} ({})", id(index)),
        Resolution::Unknown { nearest: None } => "?".to_owned(),
    }
}

fn check(cases: &[(&str, &str, &str)]) {
    for (name, on, expected) in cases {
        assert_eq!(resolved(name, on), *expected, "{name:?} on {on:?}");
    }
}

#[test]
fn the_data_are_complete_and_nothing_stands_twice() {
    let gazetteer = Gazetteer::parse(include_str!("regions.toml")).expect("the built-in file parses");
    let regions = gazetteer.regions();
    assert_eq!(regions.len(), 20);
    assert_eq!(regions.iter().filter(|region| region.kind == RegionKind::City).count(), 3);
    assert!(regions.is_sorted_by(|a, b| a.id < b.id));
    assert_eq!(regions.iter().map(|region| &region.code).collect::<BTreeSet<_>>().len(), 20);
    assert_eq!(regions.iter().map(|region| region.tile).collect::<BTreeSet<_>>().len(), 20);
    for language in Language::ALL {
        for texts in [|region: &Region| region.names.clone(), |region: &Region| region.letters.clone()] {
            let texts: BTreeSet<_> = regions.iter().map(|region| texts(region)[language].clone()).collect();
            assert_eq!(texts.len(), 20, "{language:?}");
            assert!(!texts.contains(""));
        }
        for region in regions {
            assert!(
                !region.centre[language].is_empty() && !region.short[language].is_empty(),
                "{}",
                region.id
            );
            assert_eq!(region.letters[language].chars().count(), 3, "{}", region.id);
        }
    }
    for region in regions {
        assert!(region.tile.0 < 7 && region.tile.1 < 5, "{}", region.id);
        assert_eq!(region.since, region.part_before.map(|part| part.until), "{}", region.id);
        assert!(region.former.iter().all(|name| name.since < Some(name.until)), "{}", region.id);
    }
}

#[test]
fn no_name_is_claimed_by_two_units_of_the_first_level() {
    for (name, claims) in Gazetteer::built_in().names.claims() {
        for sort in [Sort::Code, Sort::CityUnit, Sort::Oblast] {
            let claiming = claims.iter().filter(|(claimed, _)| *claimed == sort).count();
            assert!(claiming <= 1, "{name}: {claims:?}");
        }
        assert!(!name.is_empty());
    }
}

#[test]
fn every_name_in_the_data_means_something() {
    let gazetteer = Gazetteer::built_in();
    let mut several = Vec::new();
    let mut count = 0;
    for name in gazetteer.names.written() {
        count += 1;
        match gazetteer.resolve(name, None) {
            Resolution::Found(_) => {}
            Resolution::Ambiguous(_) => several.push(name),
            Resolution::NotYet { .. } | Resolution::Unknown { .. } => panic!("{name} means nothing"),
        }
    }
    assert!(count > 600, "{count} names only");
    assert_eq!(
        several,
        [
            "Абайский",
            "Актогайский",
            "Алатау",
            "Ақсу",
            "Ақтоғай",
            "Байконыр",
            "Байқоңыр",
            "Балқаш",
            "Есиль",
            "Есильский",
            "Есіл",
            "Жамбылский",
            "Нұра",
            "Қаратау"
        ]
    );
    for (index, region) in gazetteer.indexed() {
        let own = region.names.iter().map(|(_, name)| name).chain(&region.aliases);
        let former = region.former.iter().flat_map(|former| former.names.iter().map(|(_, name)| name));
        for name in own.chain(former).chain([&region.id, &region.code]) {
            for name in [name.clone(), name.to_uppercase()] {
                assert_eq!(gazetteer.resolve(&name, None), Resolution::Found(index), "{name}");
            }
        }
    }
}

#[test]
fn a_name_is_known_in_any_dress() {
    check(&[
        ("turkistan", "", "turkistan"),
        ("  TURKISTAN ", "", "turkistan"),
        ("KZ-61", "", "turkistan"),
        ("kz-yuz", "", "turkistan"),
        ("Түркістан облысы", "", "turkistan"),
        ("«Түркістан»  ОБЛЫСЫ", "", "turkistan"),
        ("Түркістан өңірі", "", "turkistan"),
        ("Туркестанская область", "", "turkistan"),
        ("Туркестанская обл.", "", "turkistan"),
        ("обл. Абай", "", "abai"),
        ("Turkestan Oblast", "", "turkistan"),
        ("Turkistan oblysy", "", "turkistan"),
        ("Западно\u{2011}Казахстанская область", "", "west-kazakhstan"),
        ("Западно Казахстанская", "", "west-kazakhstan"),
        ("БҚО", "", "west-kazakhstan"),
        ("ЗКО", "", "west-kazakhstan"),
        ("шқо", "", "east-kazakhstan"),
        ("ВКО", "", "east-kazakhstan"),
        ("СҚО", "", "north-kazakhstan"),
        ("СКО", "", "north-kazakhstan"),
        ("ОҚО", "", "turkistan"),
        ("ЮКО", "2010-01-01", "turkistan"),
        ("Солтүстік Қазақстан", "", "north-kazakhstan"),
        ("East Kazakhstan", "", "east-kazakhstan"),
        ("г.Астана", "", "astana"),
        ("Алматы қ.", "", "almaty"),
        ("City of Almaty", "", "almaty"),
    ]);
}

#[test]
fn a_city_or_district_leads_to_the_region_of_its_day() {
    check(&[
        ("Семей", "2020-05-01", "east-kazakhstan"),
        ("Семей", "2022-06-07", "east-kazakhstan"),
        ("Семей", "2022-06-08", "abai"),
        ("Семей", "", "abai"),
        ("город Семей", "2020-05-01", "east-kazakhstan"),
        ("Ust-Kamenogorsk", "2020-05-01", "east-kazakhstan"),
        ("Талдықорған", "2021-05-01", "almaty-oblast"),
        ("Талдықорған", "2023-05-01", "zhetisu"),
        ("Жезқазған қаласы", "2021-05-01", "karaganda"),
        ("Жезқазған қаласы", "2023-05-01", "ulytau"),
        ("Түркістан", "2015-05-01", "turkistan"),
        ("Шымкент", "2018-06-18", "turkistan"),
        ("Шымкент қаласы", "2018-06-18", "turkistan"),
        ("Шымкент", "2018-06-19", "shymkent"),
        ("Әл-Фараби ауданы", "2015-05-01", "turkistan"),
        ("Үржар ауданы", "2015-05-01", "east-kazakhstan"),
        ("Урджарский район", "", "abai"),
        ("Нұр-Сұлтан", "2010-01-01", "astana"),
        ("Nur-Sultan", "2020-01-01", "astana"),
    ]);
}

#[test]
fn a_unit_named_before_its_time_is_reported() {
    check(&[
        ("abai", "2020-05-01", "east-kazakhstan < abai 2022-06-08"),
        ("KZ-10", "2020-05-01", "east-kazakhstan < abai 2022-06-08"),
        ("область Абай", "2020-05-01", "east-kazakhstan < abai 2022-06-08"),
        ("Жетісу", "2020-05-01", "almaty-oblast < zhetisu 2022-06-08"),
        ("shymkent", "2015-05-01", "turkistan < shymkent 2018-06-19"),
        ("KZ-79", "2015-05-01", "turkistan < shymkent 2018-06-19"),
        ("abai", "2022-06-08", "abai"),
        ("turkistan", "2001-01-01", "turkistan"),
    ]);
}

#[test]
fn a_name_of_several_things_means_the_largest_or_what_its_type_word_says() {
    check(&[
        ("Алматы", "", "almaty"),
        ("Алматы қаласы", "", "almaty"),
        ("Алматы облысы", "", "almaty-oblast"),
        ("Алматинская область", "", "almaty-oblast"),
        ("Алматы ауданы", "", "astana"),
        ("Абай", "", "abai"),
        ("Абай қаласы", "", "karaganda"),
        ("Абай ауданы", "", "abai | karaganda | shymkent"),
        ("Абай ауданы", "2010-01-01", "east-kazakhstan | karaganda | turkistan"),
        ("Жамбыл", "", "zhambyl"),
        ("Жамбыл ауданы", "", "almaty-oblast | north-kazakhstan | zhambyl"),
        ("Ақтоғай", "", "karaganda | pavlodar"),
        ("Ақсу", "", "pavlodar | zhetisu"),
        ("Ақсу қаласы", "", "pavlodar"),
        ("Ақсу ауданы", "", "zhetisu"),
        ("Жетісу ауданы", "", "almaty"),
        ("Балқаш қаласы", "", "karaganda"),
        ("Балхаш", "", "karaganda"),
        ("Атбасар", "", "akmola"),
    ]);
}

#[test]
fn an_unknown_name_gets_the_nearest_known_one_if_one_is_near() {
    check(&[
        ("Туркистан", "", "? Туркестан (turkistan)"),
        ("Түркстан облысы", "", "? Түркістан облысы (turkistan)"),
        ("Turkstan Province", "", "? Turkestan (turkistan)"),
        ("north-kazahstan", "", "? north-kazakhstan (north-kazakhstan)"),
        ("Туркестанской области", "", "? Туркестанская область (turkistan)"),
        ("Ақтоғайы", "", "?"),
        ("Қазақстан", "", "?"),
        ("Лондон", "", "?"),
        ("облысы", "", "?"),
        ("", "", "?"),
        (" «» ", "", "?"),
    ]);
    assert_eq!(resolved(&"Абай ".repeat(10_000), ""), "?");
}

#[test]
fn a_region_is_called_as_it_was_on_the_day() {
    let name = |id: &str, language, on: &str| {
        Gazetteer::built_in().region(id).expect("a known id").name_on(language, day(on)).to_owned()
    };
    for (id, on, expected) in [
        ("turkistan", "2018-06-18", "Оңтүстік Қазақстан облысы"),
        ("turkistan", "2018-06-19", "Түркістан облысы"),
        ("turkistan", "", "Түркістан облысы"),
        ("astana", "2019-03-22", "Астана"),
        ("astana", "2019-03-23", "Нұр-Сұлтан"),
        ("astana", "2022-09-16", "Нұр-Сұлтан"),
        ("astana", "2022-09-17", "Астана"),
        ("astana", "", "Астана"),
    ] {
        assert_eq!(name(id, Language::Kazakh, on), expected, "{id} on {on:?}");
    }
    assert_eq!(name("turkistan", Language::Russian, "2010-01-01"), "Южно-Казахстанская область");
    assert_eq!(name("turkistan", Language::English, "2010-01-01"), "South Kazakhstan Region");
}

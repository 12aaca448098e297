//! Rows of invented tables, as events or as everything that is wrong with them.

use std::fmt::Write;
use std::sync::Arc;

use super::rows::{Defaults, RowEvent};
use super::*;
use crate::archive;
use crate::config::Config;
use crate::document::print;
use crate::source::{SitePath, TextFile};
use crate::vocabulary::Rights;

/// An organisation that tables may name by its id.
const RECORD: &str = "+++\nname = { kk = \"«Береке» қоғамдық бірлестігі\", ru = \"ОО «Береке»\" }\n+++\n";

fn read(table: &str) -> Result<Vec<RowEvent>, String> {
    let sheet = spreadsheet::parse(table).expect("a table");
    let mut errors = Vec::new();
    let columns = columns::read(&sheet.rows[0], &mut errors);
    let record = TextFile { path: SitePath::new("content/organisations/bereke.md"), text: RECORD.into() };
    let (document, _) = crate::document::read(&record);
    let config = Arc::new(Config::default());
    let (archive, _) = archive::assemble(document.into_iter().map(Arc::new).collect(), &config, true);
    let defaults =
        Defaults { config: &config, archive: &archive, publisher: None, url: None, published: None };
    let events = rows::read(&sheet.rows[1..], &columns, &defaults, &mut errors);
    if errors.is_empty() {
        return Ok(events);
    }
    let mut said = String::new();
    for error in errors {
        let _ = writeln!(said, "{}: {}", error.place(), error.message);
    }
    Err(said)
}

#[track_caller]
fn check(table: &str, expected: &str) {
    let events = read(table).unwrap_or_else(|errors| panic!("{errors}"));
    let printed: Vec<String> = events.iter().map(|event| print::print(&event.event, &event.body)).collect();
    assert_eq!(printed.join("---\n"), expected);
}

#[track_caller]
fn check_errors(table: &str, expected: &str) {
    assert_eq!(read(table).expect_err("a mistake"), expected);
}

#[test]
fn columns_in_three_languages_give_one_event() {
    let expected = "+++\ntitle = \"Қоғамдық кеңестің кеңейтілген отырысы өтті\"\nrights = \"excerpt\"\ndate = \"2021-11-22\"\n\
        region = \"Түркістан облысы\"\nkind = \"round-table\"\nnumber = 7\norganisations = [\n  \
        { name = \"«Жарық» ҚҚ\", role = \"organiser\" },\n  \"bereke\",\n]\npeople = [\n  \
        { name = \"Айгүл Досова\", role = \"төраға\" },\n]\n\n[[sources]]\npublisher = \"example.kz\"\n\
        url = \"https://example.kz/1\"\n+++\n\nБірінші жол.\n\nЕкінші \\*жол\\*.\n";
    for header in [
        "Title,Date,Region,Kind,Number,Organisers,Organisations,People,Publisher,URL,Text",
        "Название,Дата,Область,Вид события,Номер,Организатор,Организации,Люди,Издание,Ссылка,Текст",
        "Атауы,Күні,Облыс,Түрі,Нөмірі,Ұйымдастырушы,Ұйымдар,Адамдар,Басылым,Сілтеме,Мәтін",
    ] {
        for kind in ["round-table", "Круглый стол", "дөңгелек үстел", "Round tables"]
        {
            let row = format!(
                "Қоғамдық кеңестің кеңейтілген отырысы өтті,22.11.2021,Түркістан облысы,{kind},7,«Жарық» ҚҚ,bereke,\
                 Айгүл Досова | төраға,example.kz,https://example.kz/1,\"Бірінші жол.\n\nЕкінші *жол*.\"\n"
            );
            check(&format!("{header}\n{row}"), expected);
        }
    }
}

#[test]
fn what_has_no_place_is_kept_under_extra() {
    check(
        "title;Количество участников;№\nКруглый стол о молодёжной политике и волонтёрстве в области;120;1\n",
        "+++\ntitle = \"Круглый стол о молодёжной политике и волонтёрстве в области\"\nlang = \"ru\"\nrights = \"excerpt\"\n\n\
         [extra]\nkolichestvo_uchastnikov = \"120\"\ncolumn_c = \"1\"\n+++\n",
    );
}

#[test]
fn texts_in_further_languages_are_translations() {
    let events =
        read("title_kk,title_ru,summary_ru,date\nДөңгелек үстел,Круглый стол,О молодёжи.,2021\nКездесу,,,\n")
            .unwrap();
    let print = |event: &RowEvent| print::print(&event.event, &event.body);
    assert_eq!(
        print(&events[0]),
        "+++\ntitle = \"Дөңгелек үстел\"\nrights = \"excerpt\"\ndate = \"2021\"\n+++\n"
    );
    let (language, words, body) = &events[0].translations[0];
    assert_eq!(
        (*language, print::print(words, body).as_str()),
        (Language::Russian, "+++\ntitle = \"Круглый стол\"\nsummary = \"О молодёжи.\"\n+++\n")
    );
    assert!(events[1].translations.is_empty());
    check_errors(
        "title,summary_en\nДөңгелек үстелдің қорытынды отырысы өткізілді,About it.\n",
        "row 2, column B (summary_en): there is a text in the language en and no title\n",
    );
}

#[test]
fn an_interval_may_stand_in_two_columns() {
    let date = |table: &str| {
        let events = read(table).unwrap();
        events[0].event.date.as_ref().map(|date| date.value.to_string())
    };
    assert_eq!(
        date("title,start,end\nФорум,22.11.2021,26.11.2021\n").as_deref(),
        Some("2021-11-22/2021-11-26")
    );
    assert_eq!(date("title,start,end\nФорум,22.11.2021,22.11.2021\n").as_deref(), Some("2021-11-22"));
    assert_eq!(date("title,start,end\nФорум,22.11.2021,\n").as_deref(), Some("2021-11-22"));
    assert_eq!(date("title,date\nФорум,\n"), None);
}

#[test]
fn every_bad_cell_is_reported_with_row_and_column() {
    check_errors(
        "title,date,region,kind,number,rights,url,organisations,draft\n\
         Форум,кеше,Туркистан,фестиваль,VII,mine,example.kz,no-such-record,бәлкім\n\
         ,,,,,,,,\n\
         ,2021,,,,,,,\n",
        "row 2, column E (number): `number` cannot be \"VII\"\n\
         row 2, column H (organisations): no organisation has the id \"no-such-record\"\n\
         row 2, column I (draft): `draft` cannot be \"бәлкім\"\n\
         row 4, column A (title): the event has no title\n\
         row 2, column F (rights): `rights` cannot be \"mine\"\n\
         row 2, column B (date): \"кеше\" is not a date\n\
         row 2, column D (kind): `kind` cannot be \"фестиваль\"\n\
         row 2, column G (url): \"example.kz\" is not a web address\n\
         row 2, column C (region): no region is called \"Туркистан\"\n",
    );
}

#[test]
fn an_id_must_be_an_address_and_stand_once() {
    check_errors(
        "id,title\nФорум 1,Форум\nforum-2,Форум\nforum-2,Форум\n",
        "row 2, column A (id): \"Форум 1\" cannot be an address\n\
         row 4, column A (id): \"forum-2\" stands in row 3 already\n",
    );
    let events = read("objectid,title\ndemo_001,Форум\n").unwrap();
    assert_eq!(events[0].id.as_deref(), Some("demo_001"));
}

#[test]
fn entries_may_stand_on_lines_of_their_own_with_roles_in_any_language() {
    let events = read("title,organisations\nФорум,\"А (организатор)\nБ (ұйымдастырушы); В\"\n").unwrap();
    let roles: Vec<(&str, &str)> = events[0]
        .event
        .organisations
        .iter()
        .map(|entry| (entry.value.organisation.as_str(), entry.value.role.id()))
        .collect();
    assert_eq!(roles, [("А", "organiser"), ("Б", "organiser"), ("В", "participant")]);
}

#[test]
fn a_row_takes_the_rights_of_imports_unless_it_has_its_own() {
    let rights = |table: &str| read(table).unwrap()[0].event.rights.as_ref().map(|rights| rights.value);
    assert_eq!(rights("title\nФорум\n"), Some(Rights::Excerpt));
    assert_eq!(rights("title,rights\nФорум,own\n"), Some(Rights::Own));
}

#[test]
fn a_source_may_be_named_by_its_addresses_alone() {
    check(
        "title;Источник\nФорум;https://example.kz/1 https://example.kz/2\n",
        "+++\ntitle = \"Форум\"\nlang = \"ru\"\nrights = \"excerpt\"\n\n[[sources]]\nurl = \"https://example.kz/1\"\n\n\
         [[sources]]\nurl = \"https://example.kz/2\"\n+++\n",
    );
}

//! What changes in a file and, above all, what does not.

use super::*;

fn text(text: &str) -> Option<NewValue> {
    Some(NewValue::Text(text.to_owned()))
}

fn list(items: Vec<NewItem>) -> Option<NewValue> {
    Some(NewValue::List(items))
}

fn item(text: &str) -> NewItem {
    NewItem::Text(text.to_owned())
}

#[track_caller]
fn check(before: &str, key: &str, value: Option<NewValue>, after: &str) {
    let file = |front: &str| format!("+++\n{front}+++\n\nBody +++ \n\n+++\n");
    let changed = set(&file(before), &[Change { key, value: value.clone() }]).expect("TOML that parses");
    assert_eq!(changed, file(after));
    let windows = |front: &str| format!("\u{feff}{}", file(front).replace('\n', "\r\n"));
    let changed = set(&windows(before), &[Change { key, value }]).expect("TOML that parses");
    assert_eq!(changed, windows(after), "with a byte-order mark and CRLF");
}

#[test]
fn only_the_value_changes_and_comments_stay() {
    check(
        "# above\ntitle = \"А\"\n\ndate   =  \"2021\"  # from the article\n",
        "date",
        text("2021-11?"),
        "# above\ntitle = \"А\"\n\ndate   =  \"2021-11?\"  # from the article\n",
    );
    check(
        "title = '''а\nб''' # c\nx = 1\n",
        "title",
        text("a \"b\"\\"),
        "title = \"a \\\"b\\\"\\\\\" # c\nx = 1\n",
    );
    check("number = 7\n", "number", Some(NewValue::Number(8)), "number = 8\n");
}

#[test]
fn a_date_without_quotation_marks_stays_so_where_it_can() {
    check("date = 2021-11-22\n", "date", text("2021-11-23"), "date = 2021-11-23\n");
    check("date = 2021-11-22\n", "date", text("2021-11"), "date = \"2021-11\"\n");
    check("date = 2021\n", "date", text("2022"), "date = 2022\n");
    check("date = 2021\n", "date", text("2022?"), "date = \"2022?\"\n");
}

#[test]
fn a_new_key_goes_to_its_place() {
    let before =
        "title = \"А\"\nplace = \"Б\" # c\nreview = [\n  \"date\",\n]\n\n[[sources]]\ntitle = \"В\"\n";
    check(before, "date", text("2021"), &before.replace("place", "date = \"2021\"\nplace"));
    check(before, "kind", text("forum"), &before.replace("review", "kind = \"forum\"\nreview"));
    check(before, "updated", text("2021"), &before.replace("]\n\n", "]\nupdated = \"2021\"\n\n"));
    check("review = []\n", "title", text("А"), "title = \"А\"\nreview = []\n");
    check("[extra]\nx = 1\n", "title", text("А"), "title = \"А\"\n[extra]\nx = 1\n");
}

#[test]
fn a_key_that_goes_takes_its_lines_and_no_others() {
    check(
        "a = 1\n# above\n\nreview = [ # first\n  \"date\",\n] # last\n# below\nb = 2\n",
        "review",
        None,
        "a = 1\n# above\n\n# below\nb = 2\n",
    );
    check("a = 1\n", "review", None, "a = 1\n");
}

#[test]
fn items_that_stay_keep_their_lines_and_comments() {
    let before = "people = [ # who\n  \"А\", # first\n  { name = \"Б\" }, # second\n  # above\n  \"В\" # third\n] # end\n";
    let kept = |positions: &[usize]| positions.iter().map(|at| NewItem::Kept(*at)).collect::<Vec<_>>();
    check(before, "people", list(kept(&[0, 1, 2])), before);
    check(before, "people", list(kept(&[0, 2])), &before.replace("  { name = \"Б\" }, # second\n", ""));
    check(
        before,
        "people",
        list(vec![NewItem::Kept(0), item("Г"), NewItem::Kept(2)]),
        &before.replace("{ name = \"Б\" }", "\"Г\""),
    );
    check(
        before,
        "people",
        list(vec![NewItem::Kept(0), NewItem::Kept(1), NewItem::Kept(2), item("Г")]),
        &before.replace("\"В\" # third\n", "\"В\", # third\n  \"Г\",\n"),
    );
    check(
        before,
        "people",
        list(vec![item("Г"), NewItem::Kept(0), NewItem::Kept(1), NewItem::Kept(2)]),
        &before.replace("  \"А\"", "  \"Г\",\n  \"А\""),
    );
    check(
        before,
        "people",
        list(kept(&[2, 0, 1])),
        &before.replace("  \"А\"", "  \"В\",\n  \"А\"").replace("  \"В\" # third\n", ""),
    );
}

#[test]
fn lists_on_one_line_stay_on_it() {
    let kept = |positions: &[usize]| positions.iter().map(|at| NewItem::Kept(*at)).collect::<Vec<_>>();
    let before = "review = [ \"a\",\"b\" , \"c\", ] # x\n";
    check(before, "review", list(kept(&[0, 1])), "review = [ \"a\",\"b\", ] # x\n");
    check(before, "review", list(kept(&[2])), "review = [ \"c\", ] # x\n");
    check(before, "review", list(kept(&[0])), "review = [ \"a\", ] # x\n");
    check(
        before,
        "review",
        list(vec![NewItem::Kept(0), NewItem::Kept(1), NewItem::Kept(2), item("d")]),
        "review = [ \"a\",\"b\" , \"c\", \"d\", ] # x\n",
    );
    check("review = []\n", "review", list(vec![item("d")]), "review = [\"d\"]\n");
}

#[test]
fn tables_of_their_own_become_a_list() {
    let before = "title = \"А\"\n\n[[people]] # one\nname = \"Б\"\nrole = \"в\"\n\n[[people]]\nname = \"Г\"\n\n# above\n[[sources]]\ntitle = \"Д\"\n";
    check(
        before,
        "people",
        list(vec![NewItem::Kept(0), item("Е")]),
        "title = \"А\"\npeople = [\n  { name = \"Б\", role = \"в\" },\n  \"Е\",\n]\n\n\n\n# above\n[[sources]]\ntitle = \"Д\"\n",
    );
    check(before, "people", None, "title = \"А\"\n\n\n\n# above\n[[sources]]\ntitle = \"Д\"\n");
    check(before, "date", text("2021"), &before.replacen("\n\n", "\ndate = \"2021\"\n\n", 1));
}

fn further() -> Option<NewValue> {
    let published = NaiveDate::from_ymd_opt(2021, 11, 22);
    let source = Source { title: Some("Екінші \"б\"".to_owned()), published, ..Source::default() };
    Some(NewValue::FurtherSource(Box::new(source)))
}

#[test]
fn a_source_goes_behind_the_last_one_and_nothing_else_changes() {
    let new = "[[sources]]\ntitle = \"Екінші \\\"б\\\"\"\npublished = 2021-11-22\n";
    let first = "title = \"x\" # comment\n\n[[sources]]\ntitle = \"Бірінші\"\n";
    check(first, "sources", further(), &format!("{first}\n{new}"));
    let extra = "\n# of the site\n[extra]\na = [\n[1],\n]\n";
    check(&format!("{first}{extra}"), "sources", further(), &format!("{first}\n{new}{extra}"));
    let noted = format!("{first}# its author asked\n");
    check(&noted, "sources", further(), &format!("{noted}\n{new}"));
    check("title = \"x\"\n", "sources", further(), &format!("title = \"x\"\n\n{new}"));
    let without = format!("title = \"x\"\n{extra}");
    check(&without, "sources", further(), &format!("title = \"x\"\n\n{new}{extra}"));
    // What only looks like a table.
    let text = "title = \"x\"\nsummary = \"\"\"а\n[[sources]]\n[extra]\n\"\"\"\n";
    check(text, "sources", further(), &format!("{text}\n{new}"));
}

#[test]
fn a_source_goes_into_the_list_in_which_the_others_stand() {
    let new = "{ title = \"Екінші \\\"б\\\"\", published = 2021-11-22 }";
    let line = |items: &str| format!("title = \"x\"\nsources = [ {items} ] # where\nrecorded = 2020-01-01\n");
    let first = "{ title = \"б\", url = \"https://example.kz/\" }";
    check(&line(first), "sources", further(), &line(&format!("{first}, {new}")));
    let lines = |items: &str| format!("sources = [\n  {first}, # the first\n{items}]\n\n[extra]\na = 1\n");
    check(&lines(""), "sources", further(), &lines(&format!("  {new},\n")));
    check("sources = []\n", "sources", further(), &format!("sources = [\n  {new},\n]\n"));
    assert_eq!(
        set("+++\nsources = \"б\"\n+++\n", &[Change { key: "sources", value: further() }]),
        Err(EditError::WrongType)
    );
}

#[test]
fn several_changes_at_one_place_stand_in_the_order_of_their_keys() {
    let changes = [
        Change { key: "sources", value: further() },
        Change { key: "updated", value: text("2021") },
        Change { key: "aliases", value: list(vec![item("a")]) },
    ];
    let changed = set("+++\ntitle = \"x\"\n+++\n", &changes).expect("TOML that parses");
    let expected = "+++\ntitle = \"x\"\naliases = [\n  \"a\",\n]\nupdated = \"2021\"\n\n[[sources]]\n";
    assert!(changed.starts_with(expected), "{changed}");
}

#[test]
fn what_cannot_be_changed_says_why() {
    for (file, error) in [
        ("---\ntitle: А\n---\n", EditError::Yaml),
        ("Text\n", EditError::NoFrontMatter),
        ("+++\ntitle = \"А\"\n", EditError::NoFrontMatter),
        ("+++\ntitle = А\n+++\n", EditError::Damaged),
    ] {
        assert_eq!(set(file, &[Change { key: "date", value: text("2021") }]), Err(error), "{file}");
    }
}

//! What Markdown becomes, and that hostile content becomes nothing worse than text.

mod hostile;
pub(super) mod mix;
pub(super) mod scan;

use super::*;

pub(super) const OPTIONS: Options<'_> = Options {
    prefix: "",
    heading_shift: 1,
    table_label: "Кесте",
    footnotes_label: "Ескертулер",
    footnote_back_label: "Мәтінге қайту",
    task_done_label: "орындалды",
    task_open_label: "орындалмады",
    picture_sizes: "100vw",
};

/// HTML with every link as it is written.
pub(super) fn html(body: &str) -> String {
    to_html(body, &OPTIONS, &mut |_, _| Target::Unchanged)
}

fn targets(body: &str) -> Vec<String> {
    outline(body).links.into_iter().map(|link| link.target.into_string()).collect()
}

fn ids(body: &str) -> Vec<String> {
    outline(body).headings.into_iter().map(|heading| heading.id.into_string()).collect()
}

#[test]
fn markdown_becomes_html() {
    for (body, expected) in [
        (
            "Бір *екі* **үш** `төрт` ~~бес~~",
            "<p>Бір <em>екі</em> <strong>үш</strong> <code>төрт</code> <del>бес</del></p>\n",
        ),
        ("бір  \nекі\nүш", "<p>бір<br>\nекі\nүш</p>\n"),
        ("> сөз\n\n---", "<blockquote>\n<p>сөз</p>\n</blockquote>\n<hr>\n"),
        ("- а\n- б\n  1. в", "<ul>\n<li>а</li>\n<li>б\n<ol>\n<li>в</li>\n</ol>\n</li>\n</ul>\n"),
        ("3. а\n\n4. б", "<ol start=\"3\">\n<li>\n<p>а</p>\n</li>\n<li>\n<p>б</p>\n</li>\n</ol>\n"),
        ("```rust\na < b\n```", "<pre tabindex=\"0\"><code>a &lt; b\n</code></pre>\n"),
        ("\"a\" -- 'b' ... & <", "<p>\"a\" -- 'b' ... &amp; &lt;</p>\n"),
        ("{{ name }} {% x %}", "<p>{{ name }} {% x %}</p>\n"),
        ("# А {#id .class}", "<h2 id=\"а-id-class\">А {#id .class}</h2>\n"),
        ("$x$ [[wiki]] ~~2~~ x^2^", "<p>$x$ [[wiki]] <del>2</del> x^2^</p>\n"),
        ("---\ntitle: x\n---", "<hr>\n<h2 id=\"title-x\">title: x</h2>\n"),
        (
            "<https://a.kz/?x=1&y> <a@b.kz>",
            "<p><a href=\"https://a.kz/?x=1&amp;y\">https://a.kz/?x=1&amp;y</a> <a href=\"mailto:a@b.kz\">a@b.kz</a></p>\n",
        ),
        ("[x](а.md \"т\")", "<p><a href=\"а.md\" title=\"т\">x</a></p>\n"),
        ("", ""),
    ] {
        assert_eq!(html(body), expected, "{body}");
    }
}

#[test]
fn characters_that_no_page_may_hold_are_left_out() {
    assert_eq!(
        html("a\u{0}b\u{1}c\u{b}d\u{7f}e\u{85}f\u{fffe}g&#1;h\u{feff}i«»"),
        "<p>abc defgh\u{feff}i«»</p>\n"
    );
    assert_eq!(html("<b title='a\u{1}&#2;b'>&#3;c</b>"), "<p><b title=\"ab\">c</b></p>\n");
    assert_eq!(plain_text("a\u{0}\u{1}b\u{b}c"), "ab c");
}

#[test]
fn line_ends_of_any_kind_make_the_same_page() {
    let body = "# А\n\nб\nв\n\n```\nг\nд\n```\n\n<div>\nе\n</div>\n";
    assert_eq!(html(&body.replace('\n', "\r\n")), html(body));
    assert_eq!(html(&body.replace('\n', "\r")), html(body));
}

#[test]
fn links_are_resolved_by_the_caller() {
    let body = "[a](a.md) [b](b.md) [c](c.md) [d](d.md) ![e](e.png) ![f](f.png) <a href='g.md'>g</a> [h](#h)";
    let mut asked = Vec::new();
    let page = to_html(body, &OPTIONS, &mut |target, kind| {
        asked.push((target.to_owned(), kind));
        match target {
            "a.md" => Target::Href("/a/?x&y".to_owned()),
            "b.md" => Target::HrefIn { href: "/ru/b/".to_owned(), language: "ru" },
            "c.md" => Target::Dropped,
            "f.png" => Target::Href(String::new()),
            "d.md" => Target::Href("javascript:d".to_owned()),
            "e.png" => Target::Href("/e.png".to_owned()),
            "g.md" => Target::Href("/g/".to_owned()),
            _ => Target::Unchanged,
        }
    });
    assert_eq!(
        page,
        "<p><a href=\"/a/?x&amp;y\">a</a> <a href=\"/ru/b/\" hreflang=\"ru\">b</a> c d \
         <img src=\"/e.png\" loading=\"lazy\" decoding=\"async\" alt=\"e\"> f <a href=\"/g/\">g</a> <a href=\"#h\">h</a></p>\n"
    );
    let kinds = |kind| asked.iter().filter(|(_, k)| *k == kind).map(|(t, _)| t.as_str()).collect::<Vec<_>>();
    assert_eq!(kinds(LinkKind::Link), ["a.md", "b.md", "c.md", "d.md", "g.md"]);
    assert_eq!(kinds(LinkKind::Image), ["e.png", "f.png"]);
}

#[test]
fn what_the_outline_lists_is_what_is_resolved() {
    let body = "[a](<a b.md>) [b][x] ![c](c&amp;d.png) <a href=' e&amp;f.md '>e</a>\n\n<div>\n<img src=\"g.png\">\n</div>\n\n[^1]\n\n[^1]: [h](h\\_.md)\n\n[x]: ../б.md\n";
    let mut asked = Vec::new();
    let _ = to_html(body, &OPTIONS, &mut |target, _| {
        asked.push(target.to_owned());
        Target::Unchanged
    });
    assert_eq!(targets(body), ["a b.md", "../б.md", "c&d.png", "e&f.md", "g.png", "h_.md"]);
    assert_eq!(asked, targets(body));
}

#[test]
fn spans_cover_the_link_in_the_body() {
    let body =
        "Қар [а](б.md) ![в](г.png)\n\n> <div>\n> <a\n> href=x>д</a><img src='y'>\n\nсоңы <img src=z alt=''>";
    let outline = outline(body);
    let words: Vec<&str> = outline.links.iter().map(|link| &body[link.span.start..link.span.end]).collect();
    assert_eq!(words, ["[а](б.md)", "![в](г.png)", "<a\n> href=x>", "<img src='y'>", "<img src=z alt=''>"]);
    let silent: Vec<&str> = outline.images_without_text.iter().map(|s| &body[s.start..s.end]).collect();
    assert_eq!(silent, ["<img src='y'>"]);
}

#[test]
fn pictures_without_text_are_found() {
    let silent = |body: &str| outline(body).images_without_text.len();
    assert_eq!(silent("![](a.png) ![ ](b.png) ![в](c.png) ![*г*](d.png) ![![](e.png)](f.png)"), 3);
    assert_eq!(silent("<img src=a> <img src=b alt> <img src=c alt='в'>"), 1);
}

#[test]
fn raw_html_is_noticed() {
    for (body, expected) in [
        ("a <b>c</b>", true),
        ("<!-- c -->", true),
        ("<div>", true),
        ("a < b", false),
        ("`<b>`", false),
        ("<https://a.kz>", false),
    ] {
        assert_eq!(outline(body).has_raw_html, expected, "{body}");
    }
}

#[test]
fn headings_have_ids_in_their_own_letters() {
    for (heading, id) in [
        ("Азаматтық қоғам: «Өзара сенім»", "азаматтық-қоғам-өзара-сенім"),
        ("XII Гражданский форум — итоги, 2021 г.", "xii-гражданский-форум-итоги-2021-г"),
        ("Әңгіме Ғ Қ Ң Ө Ұ Ү Һ І", "әңгіме-ғ-қ-ң-ө-ұ-ү-һ-і"),
        ("Civic_Forum `2021` *now*", "civic-forum-2021-now"),
        ("Съезд и\u{306}од", "съезд-йод"),
        ("  !!!  ", "section"),
        ("<b>Қою</b> &amp; [сілтеме](x)[^1]", "қою-сілтеме-1"),
        (&"ә ".repeat(100), &"ә-".repeat(40)[..40 * 3 - 1]),
    ] {
        assert_eq!(ids(&format!("# {heading}\n")), [id], "{heading}");
    }
}

#[test]
fn what_shows_nothing_is_no_heading_and_what_leads_somewhere_can_be_seen() {
    assert!(ids("# А\n\n##\n\n## \n").len() == 1);
    assert_eq!(html("а\n\n## \n\nб\n"), "<p>а</p>\n<p>б</p>\n");
    assert_eq!(
        html("[](https://e.example/?a=1&b \"т\")"),
        "<p><a href=\"https://e.example/?a=1&amp;b\" title=\"т\">https://e.example/?a=1&amp;b</a></p>\n"
    );
    assert_eq!(
        html("[![б](a.png)](x) [](#)"),
        "<p><a href=\"x\"><img src=\"a.png\" loading=\"lazy\" decoding=\"async\" alt=\"б\"></a> <a href=\"#\">#</a></p>\n"
    );
}

#[test]
fn ids_of_headings_are_unique_and_an_own_name_comes_first() {
    assert_eq!(ids("# А\n# А\n# А 2\n# А\n# а-3\n# А"), ["а", "а-4", "а-2", "а-5", "а-3", "а-6"]);
    assert_eq!(ids("# !\n# ?\n# Section 2"), ["section", "section-3", "section-2"]);
}

#[test]
fn headings_in_html_have_the_ids_of_the_outline() {
    for body in [
        "# А\n\n## Б\n\n# А",
        "А\n===\n\n- Б\n  -\n",
        "> А\n> --- \n\n- # Б",
        "А\r-\rб",
        "[^1]\n\n# А\n\n[^1]: # Б\n\n# В",
        "<div>\n\n# А\n\n</div>",
    ] {
        let page = html(body);
        let found: Vec<String> = scan::tags(&page)
            .into_iter()
            .filter(|tag| tag.name.starts_with('h') && !tag.closing)
            .map(|tag| tag.attribute("id").unwrap_or_default().to_owned())
            .collect();
        let mut outlined = ids(body);
        // A footnote's heading stands below the text.
        if body.contains("[^1]") {
            outlined.swap(1, 2);
        }
        assert!(!found.is_empty(), "{body}");
        assert_eq!(found, outlined, "{body}");
    }
}

#[test]
fn levels_of_headings_leave_none_out() {
    let levels = |body: &str| outline(body).headings.iter().map(|h| h.level).collect::<Vec<_>>();
    assert_eq!(levels("# а\n### б\n###### в\n### г\n## д\n# е"), [1, 2, 3, 2, 2, 1]);
    assert_eq!(levels("### а\n### б\n# в"), [1, 1, 1]);
    let shifted = |shift| {
        to_html(
            "# а\n## б\n### в\n#### г\n##### д\n###### е",
            &Options { heading_shift: shift, ..OPTIONS },
            &mut |_, _| Target::Unchanged,
        )
    };
    let names = |page: &str| {
        scan::tags(page).iter().filter(|t| !t.closing).map(|t| t.name.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names(&shifted(1)), "h2 h3 h4 h5 h6 h6");
    assert_eq!(names(&shifted(0)), "h2 h2 h3 h4 h5 h6");
    assert_eq!(names(&shifted(255)), "h6 h6 h6 h6 h6 h6");
}

#[test]
fn a_picture_alone_with_a_title_is_a_figure() {
    let img = "<img src=\"a.png\" loading=\"lazy\" decoding=\"async\" alt=\"зал\"";
    for (body, expected) in [
        (
            "![зал](a.png \"Форум <залы>\")",
            format!("<figure>{img}>\n<figcaption>Форум &lt;залы&gt;</figcaption></figure>\n"),
        ),
        ("![зал](a.png)", format!("<p>{img}></p>\n")),
        ("![зал](a.png \"т\") сөз", format!("<p>{img} title=\"т\"> сөз</p>\n")),
        ("сөз ![зал](a.png \"т\")", format!("<p>сөз {img} title=\"т\"></p>\n")),
        ("![*за*`л`](a.png \"т\") <script>x</script>", format!("<p>{img} title=\"т\"> </p>\n")),
        (
            "![зал](a.png \"т\")<script>x</script>",
            format!("<figure>{img}>\n<figcaption>т</figcaption></figure>\n"),
        ),
    ] {
        assert_eq!(html(body), expected, "{body}");
    }
}

#[test]
fn tables_scroll_by_themselves_and_have_names() {
    let table = "| а | б | в |\n|:--|:-:|--:|\n| 1 | 2 |\n";
    let expected = |name: &str| {
        format!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{name}\">\n<table>\n<thead><tr>\
             <th scope=\"col\" class=\"align-left\">а</th><th scope=\"col\" class=\"align-center\">б</th><th scope=\"col\" class=\"align-right\">в</th>\
             </tr></thead>\n<tbody>\n<tr><td class=\"align-left\">1</td><td class=\"align-center\">2</td><td class=\"align-right\"></td></tr>\n\
             </tbody>\n</table>\n</div>\n"
        )
    };
    assert_eq!(html(table), expected("Кесте"));
    assert_eq!(html(&format!("{table}\n{table}")), expected("Кесте") + &expected("Кесте 2"));
    let unnamed = to_html(table, &Options { table_label: "", ..OPTIONS }, &mut |_, _| Target::Unchanged);
    assert!(unnamed.starts_with("<div class=\"scroll\" tabindex=\"0\">\n<table>"), "{unnamed}");
}

#[test]
fn tasks_are_named_checkboxes_that_cannot_be_changed() {
    assert_eq!(
        html("- [x] а\n- [ ] б"),
        "<ul>\n<li><input type=\"checkbox\" disabled checked aria-label=\"орындалды\"> а</li>\n\
         <li><input type=\"checkbox\" disabled aria-label=\"орындалмады\"> б</li>\n</ul>\n"
    );
}

#[test]
fn footnotes_are_numbered_by_first_reference_and_lead_back() {
    let back = |id: &str, name: &str| {
        format!(
            "<a class=\"footnote-back\" href=\"#fnref_{id}\" role=\"doc-backlink\" aria-label=\"Мәтінге қайту {name}\">↩\u{fe0e}</a>"
        )
    };
    let reference = |number: usize, id: &str| {
        format!(
            "<sup class=\"footnote-ref\"><a href=\"#fn_{number}\" id=\"fnref_{id}\" role=\"doc-noteref\">{number}</a></sup>"
        )
    };
    assert_eq!(
        html("а[^б] ә[^A] б[^б]\n\n[^a]: бір[^c]\n[^б]: екі\n[^c]: - үш\n[^a]: басқа"),
        format!(
            "<p>а{} ә{} б{}</p>\n<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Ескертулер\">\n<ol>\n\
             <li id=\"fn_1\"><p>екі {} {}</p></li>\n<li id=\"fn_2\"><p>бір{} {}</p></li>\n\
             <li id=\"fn_3\"><ul>\n<li>үш</li>\n</ul>\n<p>{}</p></li>\n</ol>\n</section>\n",
            reference(1, "1"),
            reference(2, "2"),
            reference(1, "1_2"),
            back("1", "1"),
            back("1_2", "1.2"),
            reference(3, "3"),
            back("2", "2"),
            back("3", "3"),
        )
    );
}

#[test]
fn a_footnote_without_reference_is_not_lost() {
    let page = html("а[^1]\n\n[^2]: ұмытылған[^3]\n[^1]: бір\n[^3]: үш");
    let notes: Vec<&str> = page.lines().filter(|line| line.starts_with("<li")).collect();
    assert!(notes[0].contains("бір") && notes[0].contains("fnref_1"), "{page}");
    assert!(notes[1].contains("<p>ұмытылған<sup") && !notes[1].contains("footnote-back"), "{page}");
    assert!(notes[2].contains("үш") && notes[2].contains("fnref_3"), "{page}");
    assert_eq!(html("а[^жоқ]"), "<p>а[^жоқ]</p>\n");
}

#[test]
fn footnotes_may_refer_to_themselves_and_stand_in_links_and_quotes() {
    for body in [
        "[^1]\n\n[^1]: а[^1]",
        "<a href=x>а[^1]</a>\n\n[^1]: б",
        "> [^1]\n>\n> [^1]: а\n> [^2]: б",
        "# а[^1]\n\n[^1]: б",
        "![а[^1]](x)\n\n[^1]: б",
    ] {
        scan::assert_sound(body, &html(body));
    }
    assert!(!html("б <a href=x>а[^1]</a>\n\n[^1]: б").contains("doc-noteref"));
}

#[test]
fn a_prefix_keeps_two_texts_apart() {
    let page = to_html(
        "# а\n\nб[^1] [в](#а) [г](#header)\n\n[^1]: д",
        &Options { prefix: "ru_", ..OPTIONS },
        &mut |_, _| Target::Unchanged,
    );
    for part in [
        "<h2 id=\"ru_а\">",
        "id=\"ru_fnref_1\"",
        "href=\"#ru_fn_1\"",
        "<li id=\"ru_fn_1\">",
        "href=\"#ru_fnref_1\"",
        "href=\"#ru_а\"",
        "href=\"#header\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn plain_text_has_the_words_alone() {
    for (body, expected) in [
        (
            "# Бір\n\nекі *үш* [төрт](x) `бес`  \nалты\n\n- жеті\n- сегіз\n  тоғыз",
            "Бір\nекі үш төрт бес алты\nжеті\nсегіз тоғыз",
        ),
        ("а[^1] ![сурет](x) б\n\n[^1]: ескерту\n\nв", "а б\nв"),
        ("H<sub>2</sub>O<br>а <script>x</script>б\n\n<div>в</div>\n\nг", "H2O а б\nв\nг"),
        ("| а | б |\n|---|---|\n| 1 | 2 |\n\n> в\n\n```\nг  д\nе\n```", "а б\n1 2\nв\nг д е"),
        ("22\u{a0}қараша &amp; \\*", "22\u{a0}қараша & *"),
        ("а <script>б\n\nв", "а\nв"),
        (
            "<div>\n<h2>Бас</h2><p>а&nbsp;&mdash; <b>б</b>в<br>г &laquo;д&raquo; &жоқ;</p>\n<!-- жоқ -->\n<p>е</p></div>",
            "Бас\nа\u{a0}— бв г «д» &жоқ;\nе",
        ),
        ("<table><tr><th>а</th><th>б</th></tr>\n<tr><td>1</td><td>2</td></tr></table>", "а б\n1 2"),
        ("<details><summary>а</summary>\n\n*б*\n\n</details>", "а\nб"),
        ("<div>а<svg><svg></svg>жоқ</svg>б<style>жоқ</style></div>\n\nв", "аб\nв"),
        ("", ""),
    ] {
        assert_eq!(plain_text(body), expected, "{body}");
    }
}

#[test]
fn an_excerpt_is_cut_between_words_or_sentences() {
    for (body, max, expected) in [
        ("Бір екі үш", 10, "Бір екі үш"),
        ("Бір екі үш", 9, "Бір екі…"),
        ("Бір екі, үш", 9, "Бір екі…"),
        ("# Тақырып\n\nБір\n\n| а |\n|---|\n\n- екі", 20, "Бір екі"),
        ("<h2>Тақырып</h2>\n<p>Бір</p>\n<table><tr><td>а</td></tr></table><ul><li>екі</ul>", 20, "Бір екі"),
        ("Форум сәрсенбіде өтті. Қатысушылар көп болды.", 30, "Форум сәрсенбіде өтті. …"),
        ("Форум сәрсенбіде өтті. Қатысушылар көп болды.", 42, "Форум сәрсенбіде өтті. Қатысушылар көп…"),
        ("Форум өтті. Қатысушылар көп болды, бәрі келді.", 30, "Форум өтті. Қатысушылар көп…"),
        ("Форум прошёл на ул. Абая в городе", 22, "Форум прошёл на ул…"),
        ("Ұзынсөзбірбіріненайырылмайды", 6, "Ұзынс…"),
        ("ее\u{301}е\u{301}", 4, "ее\u{301}…"),
        ("ее\u{301}\u{302}\u{303}", 4, "е…"),
        ("Бір екі", 1, "…"),
        ("Бір екі", 0, ""),
        ("", 5, ""),
    ] {
        let cut = excerpt(body, max);
        assert_eq!(cut, expected, "{body} {max}");
        assert!(cut.chars().count() <= max, "{body} {max}");
    }
}

//! What visitors see and use: maps, time, related events, what pages may load. The events are invented.

#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

mod support;

use support::{Output, Site};

const SITE: &str = r#"
-- site.toml --
title = { kk = "Мұрағат", ru = "Архив", en = "Archive" }
base_url = "https://archive.example/repo/"
[listing]
per_page = 2
[check]
missing-source = "off"
unknown-organisation = "off"
-- content/events/long.md --
+++
title = "Қыстан асқан жиын"
date = "2020-12-30/2021-01-02"
region = "turkistan"
kind = "meeting"
organisations = ["Бірлік"]
+++
-- content/events/spring.md --
+++
title = "Көктем форумы"
date = "2021-03-08"
region = "turkistan"
kind = "civic-forum"
organisations = ["Бірлік", "Сирек қор"]
+++
-- content/events/some-time.md --
+++
title = "Бір кезде"
date = "2021~"
region = "turkistan"
kind = "civic-forum"
organisations = ["Сирек қор"]
+++
-- content/events/far.md --
+++
title = "Алыстағы жиын"
date = "2022-07"
region = "abai"
kind = "seminar"
organisations = ["Сирек қор", "Бірлік"]
+++
-- content/events/alone.md --
+++
title = "Жалғыз"
region = "shymkent"
kind = "civic-forum"
+++
-- content/events/gone.md --
+++
title = "Қайтарылған"
date = "2021-03-09"
region = "turkistan"
kind = "civic-forum"
organisations = ["Сирек қор"]
withdrawn = "Қате"
+++
-- templates/event.html --
{% for related in event.related %}{{ related.event.title }}|{{ related.event.date }}|{% for reason in related.reasons %}{{ reason.text }} {{ reason.name }};{% endfor %}
{% endfor %}
"#;

/// Every page of the site in the built-in look.
fn built_in() -> Output {
    let site = Site::new(SITE);
    site.remove("templates/event.html");
    site.build()
}

/// What is said of a site that cannot be built.
#[track_caller]
fn failed(site: &Site) -> String {
    let run = site.run(&["build"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    run.stderr
}

/// The opening tags of an element with what stands between the brackets.
fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let begins = |part: &&str| {
        part.strip_prefix(name).is_some_and(|rest| rest.starts_with(|after: char| !after.is_alphanumeric()))
    };
    html.split('<').skip(1).filter(begins).filter_map(|part| part.split('>').next()).collect()
}

#[test]
fn related_events_share_organisations_or_region_and_kind_and_say_so() {
    let output = Site::new(SITE).build();
    let related = |path: &str| {
        output.text(path).lines().filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    // Two shared organisations weigh most, then the rare one with region and kind.
    assert_eq!(
        related("en/events/spring/index.html"),
        [
            "Алыстағы жиын|July 2022|shared organisations: 2 ;",
            "Бір кезде|about 2021|shared organisation: Сирек қор;same region ;same kind ;",
            "Қыстан асқан жиын|30\u{a0}December 2020 – 2\u{a0}January 2021|shared organisation: Бірлік;same region ;",
        ]
    );
    // A kind alone relates nothing, and a withdrawn event is related to none.
    assert!(related("events/alone/index.html").is_empty());
    assert!(related("events/gone/index.html").is_empty());
    assert!(!output.text("events/spring/index.html").contains("Қайтарылған"));
}

#[test]
fn what_names_a_year_and_no_month_of_it_stands_apart_behind_the_rest() {
    let output = built_in();
    let (first, second) =
        (output.text("en/dates/2021/index.html"), output.text("en/dates/2021/page/2/index.html"));
    // The event that began in the year before names a month of this one: it is no guess.
    assert!(first.contains("Көктем форумы") && first.contains("Қыстан асқан жиын"));
    assert!(!first.contains("Бір кезде") && second.contains("Бір кезде"));
    assert!(!first.contains("id=\"listing_apart\"") && second.contains("id=\"listing_apart\""));
    let way = "href=\"/repo/en/dates/2021/page/2/#listing_apart\"";
    assert!(first.contains(way), "the year's first page leads there");
    assert!(output.text("en/dates/index.html").contains(way), "and so does the walk through the years");
    assert!(!output.text("en/dates/2022/index.html").contains("listing_apart"));
}

#[test]
fn a_years_calendar_marks_the_days_that_are_known() {
    let output = built_in();
    let year = output.text("en/dates/2021/index.html");
    assert_eq!(year.matches("<li><a href=\"/repo/en/dates/2021/0").count(), 2, "January and March");
    assert!(year.contains(">, days: 1–2<") && year.contains(">, days: 8<"));
    // July 2022 is all that is known of its event: no day of it is marked.
    let next = output.text("en/dates/2022/index.html");
    assert!(next.contains("/repo/en/dates/2022/07/\">July<"), "{next}");
    assert!(!next.contains("days: "));
}

#[test]
fn a_map_counts_marks_and_tells_which_regions_were_not_there_yet() {
    let output = built_in();
    let all = output.text("en/regions/index.html");
    assert_eq!(all.matches("<g role=\"row\"").count(), 20);
    assert!(all.contains("<title>Turkistan Region: 3\u{a0}events</title>"));
    assert!(
        all.contains("<th scope=\"row\"><a href=\"/repo/en/regions/turkistan/\">Turkistan Region</a></th>")
    );

    let region = output.text("en/regions/turkistan/index.html");
    let marked: Vec<&str> =
        tags(region, "a").into_iter().filter(|tag| tag.contains("aria-current=\"page\"")).collect();
    assert_eq!(marked, ["a href=\"/repo/en/regions/turkistan/\" aria-current=\"page\""]);

    let before = output.text("en/dates/2021/index.html");
    assert!(before.contains("<title>Abai Region: since 8\u{a0}June 2022</title>"));
    assert!(before.contains("Abai Region has been a region of its own since 8\u{a0}June 2022."));
    assert!(before.contains("part of another region: East Kazakhstan Region."));
    assert!(output.text("en/dates/2022/index.html").contains("<title>Abai Region: 1\u{a0}event</title>"));
}

#[test]
fn more_than_thirty_years_are_shown_by_decades() {
    let site = Site::new(SITE);
    site.remove("templates/event.html");
    let count = |output: &Output| output.text("en/dates/index.html").matches("class=\"step\"").count();
    assert_eq!(count(&site.build()), 3, "2020 to 2022");
    site.write("-- content/events/old.md --\n+++\ntitle = \"Ескі\"\ndate = \"1987\"\n+++\n");
    let output = site.build();
    assert_eq!(count(&output), 2, "the eighties and the twenties");
    let dates = output.text("en/dates/index.html");
    for anchor in ["decade_1980", "decade_2020"] {
        assert!(
            dates.contains(&format!("/repo/en/dates/#{anchor}\""))
                && dates.contains(&format!("id=\"{anchor}\""))
        );
    }
}

#[test]
fn pages_load_nothing_from_elsewhere_and_hold_no_script_or_style_of_their_own() {
    let site = Site::new(SITE);
    site.remove("templates/event.html");
    site.write(
        "-- content/events/pictured.md --\n+++\ntitle = \"Сурет\"\naliases = [\"old\"]\n+++\n\n\
        Сурет: ![алаңдағы жұрт](https://pictures.example/a.jpg)\n",
    );
    let output = site.build();
    assert!(output.text("events/pictured/index.html").contains("алаңдағы жұрт"));
    for path in output.pages() {
        let page = output.text(path);
        let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; \
            form-action 'self'; base-uri 'none'\">";
        assert!(page.contains(policy), "{path} has no policy");
        assert!(tags(page, "style").is_empty(), "{path} has a style");
        for tag in page.split('<').skip(1).filter_map(|part| part.split('>').next()) {
            assert!(!tag.contains(" style=") && !tag.contains(" onclick="), "{path}: {tag}");
        }
        for tag in tags(page, "script") {
            let from_here =
                tag.contains("src=\"/repo/assets/") || tag.contains("type=\"application/ld+json\"");
            assert!(from_here, "{path}: {tag}");
        }
        for tag in tags(page, "img").into_iter().chain(tags(page, "link")) {
            let loads = tag.contains("stylesheet") || tag.contains("icon") || tag.contains("src=");
            assert!(!loads || tag.contains("=\"/repo/"), "{path}: {tag}");
        }
    }
}

#[test]
fn a_shared_link_shows_title_kind_and_picture() {
    let output = built_in();
    let event = output.text("ru/events/spring/index.html");
    for line in [
        "property=\"og:title\" content=\"Көктем форумы\">",
        "<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:url\" content=\"https://archive.example/repo/events/spring/\">",
        "<meta property=\"og:image\" content=\"https://archive.example/repo/assets/preview.png?v=",
    ] {
        assert!(event.contains(line), "{line}");
    }
    let home = output.text("index.html");
    assert!(home.contains("<meta property=\"og:title\" content=\"Мұрағат\">"));
    assert!(!home.contains("og:type"), "a website is what is not said to be something else");
}

#[test]
fn long_lists_can_be_narrowed_and_short_ones_need_no_script() {
    let site = Site::new(SITE);
    site.remove("templates/event.html");
    site.write("-- site.toml --\ntitle = \"Мұрағат\"\n[check]\nmissing-source = \"off\"\nunknown-organisation = \"off\"\n");
    let short = site.build();
    assert!(!short.text("events/index.html").contains("filter"));
    for number in 1..=3 {
        site.write(&format!(
            "-- content/events/more-{number}.md --\n+++\ntitle = \"Тағы\"\ndate = \"201{number}\"\n+++\n"
        ));
    }
    let long = site.build();
    let page = long.text("events/index.html");
    assert!(page.contains("<form class=\"filter\" hidden"), "without its script it stays out of sight");
    assert!(page.contains("src=\"/assets/filter.js?v="));
}

#[test]
fn a_site_has_rows_of_its_own_and_each_says_what_its_list_does_not() {
    let site = Site::new(SITE);
    site.remove("templates/event.html");
    let parts = "-- templates/own.html --\n{% component row(card, without=\"\", @lang, @site) %}<li>{{ lang }}|{{ card.title }}|\
        {{ without }}|{{ site.home }}</li>{% endcomponent row %}\n";
    site.write(parts);
    let output = site.build();
    for (path, row) in [
        ("events/index.html", "<li>kk|Көктем форумы||/repo/</li>"),
        ("organisations/sirek-qor/index.html", "<li>kk|Көктем форумы||/repo/</li>"),
        ("regions/turkistan/index.html", "<li>kk|Көктем форумы|region|/repo/</li>"),
        ("kinds/civic-forum/index.html", "<li>kk|Көктем форумы|kind|/repo/</li>"),
        ("en/events/index.html", "<li>en|Көктем форумы||/repo/en/</li>"),
        ("en/index.html", "<li>en|Көктем форумы||/repo/en/</li>"),
    ] {
        let pages = [path.to_owned(), path.replace("index.html", "page/2/index.html")];
        let mut shown = pages.iter().filter(|page| output.pages().contains(&page.as_str()));
        assert!(shown.any(|page| output.text(page).contains(row)), "{path}: {row}");
    }
    // One that leaves nothing out may say so by not asking.
    site.write("-- templates/own.html --\n{% component row(card) %}<li>{{ card.title }}</li>{% endcomponent row %}\n");
    assert!(site.build().text("regions/turkistan/index.html").contains("\n<li>Көктем форумы</li>\n"));
    // A loop over cards does as well.
    site.write(
        "-- templates/listing.html --\n{% for card in cards %}<p>{{ card.title }} {{ card.languages | length }}</p>{% endfor %}\n",
    );
    assert!(site.build().text("regions/turkistan/index.html").contains("<p>Көктем форумы 1</p>"));
}

#[test]
fn a_site_changes_the_menu_and_the_foot_of_all_pages() {
    let site = Site::new(SITE);
    site.remove("templates/event.html");
    let built_in = site.build();
    let marked = |page: &str| -> Vec<String> {
        let text = built_in.text(page);
        let menu =
            text.split("</nav>").next().and_then(|start| start.rsplit("<nav").next()).unwrap_or_default();
        menu.lines().filter(|line| line.contains("aria-current")).map(str::to_owned).collect()
    };
    let entry =
        |state: &str| format!("<li><a href=\"/repo/en/events/\" aria-current=\"{state}\">Events</a></li>");
    // The entry leads to the first page of the list; the other pages are of its section.
    assert_eq!(marked("en/events/index.html"), [entry("page")]);
    let event =
        built_in.pages().into_iter().find(|page| page.starts_with("en/events/") && !page.contains("page"));
    let event = event.filter(|page| *page != "en/events/index.html").expect("an event");
    assert_eq!(marked(event), [entry("true")]);
    assert!(marked("en/index.html").is_empty());

    site.write(
        "-- templates/frame/menu.html --\n\n<nav>{{ lang }} {{ section }}{% if here %} here{% endif %}</nav>\n\n\
         -- templates/frame/foot.html --\n<footer>{{ site.title }} of {{ lang }}</footer>\n",
    );
    let own = site.build();
    for (page, menu) in [
        ("en/events/index.html", "<nav>en events here</nav>"),
        (event, "<nav>en events</nav>"),
        ("ru/regions/index.html", "<nav>ru regions here</nav>"),
        ("regions/turkistan/index.html", "<nav>kk regions</nav>"),
        ("404.html", "<nav>kk </nav>"),
    ] {
        let text = own.text(page);
        assert!(text.contains(&format!("\n{menu}\n")), "{page}: {text}");
        let language = &menu[5..7];
        assert!(text.contains(&format!(" of {language}</footer>\n")), "{page}");
        assert!(!text.contains("class=\"foot\""), "{page}");
    }
    // A mistake is named once, for all pages.
    site.write("-- templates/frame/foot.html --\n<p>\n{{ page.title }}</p>\n");
    let run = site.run(&["build"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("templates/frame/foot.html:2:4"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("error[").count(), 1, "{}", run.stderr);
}

#[test]
fn a_mistake_in_a_row_is_shown_where_it_stands() {
    let site = Site::new(SITE);
    site.remove("templates/event.html");
    site.write("-- templates/own.html --\n{% component row(card) %}\n<li>{{ card.no_such_thing }}</li>{% endcomponent row %}\n");
    let messages = failed(&site);
    assert!(messages.contains("templates/own.html:2:13"), "{messages}");
    assert!(messages.contains("no_such_thing"), "{messages}");
    for (wrong, message) in [
        ("row(event)", "the component \"row\" does not take a card"),
        ("row(card, more)", "no row is told \"more\""),
        ("row(card, @page)", "no row is told \"@page\""),
    ] {
        site.write(&format!(
            "-- templates/own.html --\n<p>\n{{% component {wrong} %}}x{{% endcomponent row %}}\n"
        ));
        let messages = failed(&site);
        assert!(messages.contains("templates/own.html:2:4"), "{messages}");
        assert!(messages.contains(message) && messages.matches("error[").count() == 1, "{messages}");
    }
    site.write("-- templates/own.html --\n{% component row(card, more=1, @lang) %}<li>{{ more }}</li>{% endcomponent row %}\n");
    assert!(site.build().text("index.html").contains("<li>1</li>"));
}

#[test]
fn a_change_of_the_skeleton_shows_on_every_page() {
    let site = Site::new(SITE);
    site.remove("templates/event.html");
    let blocks = ["structured", "fonts", "head", "header", "crumbs", "main", "footer", "end"];
    let own: String = blocks
        .iter()
        .map(|block| format!("{{% block {block} %}}{{{{ super() }}}}<!-- {block}: {{{{ site.root }}}}own.css -->{{% endblock {block} %}}\n"))
        .collect();
    site.write_bytes(
        "templates/base.html",
        format!("{{% extends \"built-in/base.html\" %}}\n{own}").as_bytes(),
    );
    let output = site.build();
    let is_page = |page: &&str| !output.text(page).contains("http-equiv=\"refresh\"");
    for page in output.pages().into_iter().filter(is_page) {
        // Pages fill `main` themselves.
        for block in blocks.iter().filter(|block| **block != "main") {
            assert!(
                output.text(page).contains(&format!("<!-- {block}: /repo/own.css -->")),
                "{page}: {block}"
            );
        }
    }
}

#[test]
fn a_table_is_gone_through_in_one_order_or_not_at_all() {
    let site = Site::new(SITE);
    let keys = ["zeta", "alpha", "mu", "beta", "kappa", "omega", "gamma"];
    let table: String = keys.iter().map(|key| format!("{key} = \"{key}!\"\n")).collect();
    site.write(&format!("-- content/events/table.md --\n+++\ntitle = \"Кесте\"\n[extra]\n{table}+++\n"));
    site.write(
        "-- templates/event.html --\n{% for pair in event.extra | pairs %}{{ pair[0] }}={{ pair[1] }} {% endfor %}|\
         {{ event.extra | keys | join(sep=\" \") }}|{{ event.extra | values | join(sep=\" \") }}\n",
    );
    let pairs = "alpha=alpha! beta=beta! gamma=gamma! kappa=kappa! mu=mu! omega=omega! zeta=zeta! ";
    let sorted = "alpha beta gamma kappa mu omega zeta";
    let expected = format!("{pairs}|{sorted}|{}!", sorted.replace(' ', "! "));
    assert_eq!(site.build().text("events/table/index.html").trim(), expected);

    // In a comment it is none.
    site.write(
        "-- templates/event.html --\n{# {% for key, value in event.extra %} #}\n\
         <p>{%- for key, value in event.extra %}{{ key }}{% endfor %}\n",
    );
    let messages = failed(&site);
    assert!(messages.contains("templates/event.html:2:4"), "{messages}");
    assert!(messages.contains("has no fixed order") && messages.matches("error[").count() == 1, "{messages}");
}

#[test]
fn a_mistake_of_components_is_named_once_and_by_the_names_of_files() {
    let site = Site::new(SITE);
    site.write(
        "-- templates/own.html --\n{% component again(x) %}{{ <again x={x} /> }}{% endcomponent again %}\n\
         -- templates/event.html --\n{{ <again x={1} /> }}\n",
    );
    let messages = failed(&site);
    assert_eq!(messages.matches("error[").count(), 1, "{messages}");
    let twice = "{% component once() %}x{% endcomponent once %}\n";
    site.write(&format!("-- templates/own.html --\n{twice}-- templates/other.html --\n{twice}"));
    let messages = failed(&site);
    assert!(
        messages.contains("templates/own.html") && messages.contains("templates/other.html"),
        "{messages}"
    );
    assert!(!messages.contains("site/"), "{messages}");
}

//! Which boxes of a page are the article's, which days near its heading, and what is said of the rest.

use super::*;

const LEDE: &str = "<p>Ақжар ауданында азаматтық форум өтті, оған жүзден астам адам қатысты, олардың арасында ауыл тұрғындары, ұйым өкілдері және мұғалімдер бар.</p>";
const END: &str = "<p>Форум соңында қарар қабылданды, ол ауданның барлық ұйымдарына жіберіледі және сайтта жарияланады, деп хабарлайды тілшіміз.</p>";
const TOLD: &str = "Қор директоры Серік Үмбетов ауыл жастарына арналған жобалар туралы айтып берді.";

#[track_caller]
fn text_of(body: &str) -> String {
    read(&format!("<!doctype html><body>{body}</body>")).unwrap().text
}

/// An article with a box between its first and its last paragraph.
fn with_box(inner: &str) -> String {
    format!("<article><h1>Форум өтті</h1>{LEDE}{inner}{END}</article>")
}

#[test]
fn the_boxes_that_builders_make_are_the_article() {
    let widget = |text: &str| {
        format!(
            "<section><div class='elementor-element elementor-widget elementor-widget-text-editor'><div class='elementor-widget-container'>{text}</div></div></section>"
        )
    };
    let share = "<div class='elementor-element elementor-widget elementor-widget-share-buttons'><a href='#'>Бөлісу</a></div>";
    let pages = [
        format!(
            "<h1>Форум өтті</h1>{}{}{share}{}",
            widget(LEDE),
            widget(&format!("<p>{TOLD}</p>")),
            widget(END)
        ),
        with_box(&format!("<div class='rounded overflow-hidden'><p>{TOLD}</p></div>")),
        with_box(&format!("<div class='md:overflow-x-hidden'><p>{TOLD}</p></div>")),
        with_box(&format!("<div class='hidden md:block'><p>{TOLD}</p></div>")),
        with_box(&format!("<div class='wpb_wrapper widget_text'><p>{TOLD}</p></div>")),
    ];
    for page in pages {
        let text = text_of(&page);
        for part in ["Ақжар ауданында", TOLD, "Форум соңында"] {
            assert!(text.contains(part), "no {part:?} of {page}\n{text}");
        }
        assert!(!text.contains("Бөлісу"), "{text}");
    }
}

#[test]
fn a_box_of_the_article_that_tells_something_stays() {
    for open in [
        "<div class='social-project'>",
        "<section class='comment'>",
        "<aside class='quote'>",
        "<aside>",
        "<div class='rating-list'>",
        "<div id='recommendations'>",
        "<div role='complementary'>",
    ] {
        let text = text_of(&with_box(&format!("{open}<p>{TOLD}</p>")));
        assert!(text.contains(TOLD) && text.contains("Форум соңында"), "{open}\n{text}");
    }
}

#[test]
fn what_is_around_the_article_goes_whatever_it_tells() {
    let reader = "Өте жақсы мақала екен, рақмет сіздерге, тағы да жазыңыздар!";
    let boxes = [
        format!("<div id='comments'><p>{reader}</p></div>"),
        format!(
            "<div class='comment'><p>{reader}</p></div><div class='comment'><p>Иә, мен де осылай ойлаймын.</p></div>"
        ),
        format!("<div class='comment'><span class='comment-author'>Асан</span><p>{reader}</p></div>"),
        format!("<div class='comment'><p>{reader}</p><form><textarea></textarea></form></div>"),
        format!(
            "<div class='social'><p><a href='https://t.example/'>Арнамызға жазылыңыз</a>: {reader}</p></div>"
        ),
        format!("<div class='subscribe'><p>{reader}</p></div>"),
        format!("<div class='related-posts'><a href='/x'>Басқа хабар</a><p>{reader}</p></div>"),
        format!("<aside><a href='/x'>{reader}</a></aside>"),
        format!("<div class='hidden'><p>{reader}</p></div>"),
        format!("<div style='display: none'><p>{reader}</p></div>"),
    ];
    for inner in boxes {
        let text = text_of(&with_box(&inner));
        assert!(!text.contains("мақала екен"), "{inner}\n{text}");
        assert!(text.contains("Форум соңында"), "{inner}\n{text}");
    }
}

/// Some systems give each paragraph a box of the same doubtful name: together they are the article.
#[test]
fn boxes_are_counted_together() {
    let boxes: String = [LEDE, END].map(|text| format!("<div class='widget'>{text}</div>")).concat();
    let text = text_of(&format!("<h1>Форум өтті</h1>{boxes}<div class='widget'><p>{TOLD}</p></div>"));
    for part in ["Ақжар ауданында", TOLD, "Форум соңында"] {
        assert!(text.contains(part), "no {part:?}\n{text}");
    }
}

#[test]
fn sentences_that_are_left_out_are_named() {
    let html = format!(
        "<body>{}<footer><p>Барлық құқық осы сайттың иелерінде қорғалған.</p></footer></body>",
        with_box(&format!("<div id='comments'><h3>Пікірлер</h3><p>{TOLD}</p><p>{TOLD}</p></div>"))
    );
    let page = read(&html).unwrap();
    assert_eq!(page.left_out, [TOLD]);
    // A link and a sign that Markdown escapes are no difference.
    let html = format!(
        "<body>{}</body>",
        with_box(&format!("<p>5*5 – <a href='https://a.kz/b'>осы</a> {TOLD}</p>"))
    );
    assert_eq!(read(&html).unwrap().left_out, Vec::<String>::new());
}

#[test]
fn the_present_day_is_no_day_of_the_article() {
    let heads = [
        "<header><div class='current-date'>Понедельник, 30 ноября 2026</div></header>",
        "<header><div class='date'>30 ноября 2026</div></header>",
        "<div class='header-top'><span class='date'>30 ноября 2026</span></div>",
        "<div><span class='date'>Дүйсенбі, 30 қараша 2026</span></div>",
        "<div><span class='date'>Сегодня: 30 ноября 2026</span></div>",
        "<div><span class='date'>Бүгін: <b>30 қараша 2026</b></span></div>",
        "<div class='today'><span class='date'>30 ноября 2026</span></div>",
        "<div><span class='date'>Ближайшее событие: 20 июня 2023</span></div>",
        "<div><span class='date'>Ближайшее событие: <b>20 июня 2023</b></span></div>",
        "<div class='event-calendar'><span class='date'>20 июня 2023</span></div>",
        "<p class='info'>Форум пройдёт 20 июня 2023</p>",
    ];
    for head in heads {
        let page =
            |own: &str| format!("<div class='page'>{head}<div><h1>Хабардың тақырыбы</h1>{own}</div></div>");
        assert_eq!(metadata_of("", &page("")).published, None, "{head}");
        let own = "<span class='created'>12.05.2023</span>";
        assert_eq!(
            day(metadata_of("", &page(own)).published),
            Some(("2023-05-12".to_owned(), "byline")),
            "{head}"
        );
    }
}

#[test]
fn a_day_beside_other_facts_of_the_article_is_its_own() {
    let lines = [
        "<div class='meta'>Автор: Айша Төлеген | 12.05.2023 | 150 просмотров</div>",
        "<div class='meta'><span>Қоғам</span> <span>12 мамыр 2023</span> <span>150</span></div>",
        "<div class='info'>Опубликовано: 12 мая 2023 года в 10:00</div>",
        "<div class='date'>Костанай, 12 мая 2023</div>",
        "<div class='date'>14:20, 12 Мамыр 2023</div>",
        "<div class='date fa-calendar'>May 12, 2023</div>",
        "<header class='entry-header'><span class='date'>12.05.2023</span></header>",
    ];
    for line in lines {
        let page = format!("<article>{line}<h1>Хабардың тақырыбы</h1></article>");
        let published = metadata_of("", &page).published;
        assert_eq!(day(published), Some(("2023-05-12".to_owned(), "byline")), "{line}");
    }
}

#[test]
fn what_stands_in_two_blocks_is_two_words() {
    for byline in [
        "<div class='article__author'><p>Автор</p><p>Айша Төлеген</p></div>",
        "<div class='author'>Автор<p>Айша Төлеген</p></div>",
        "<div class='author'>Автор:<br>Айша Төлеген</div>",
    ] {
        let page = format!("<article><h1>Хабардың тақырыбы</h1>{byline}</article>");
        assert_eq!(text(metadata_of("", &page).author), some("Айша Төлеген", "byline"), "{byline}");
    }
    let heading = metadata_of("", "<h1>Ақжарда форум<br>өтті</h1>").title;
    assert_eq!(text(heading), some("Ақжарда форум өтті", "heading"));
}

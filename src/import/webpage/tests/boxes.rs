//! Which boxes of a page are the article's, which days near its heading, and what is said of the rest.

use super::*;

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

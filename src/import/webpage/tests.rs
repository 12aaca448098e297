//! What is taken out of saved web pages.

mod boxes;

use proptest::prelude::*;

use super::*;
use crate::import::article::Told;

/// A page as news sites make them; everything in it is invented.
const PAGE: &str = r##"<!DOCTYPE html>
<!-- saved from url=(0042)https://zhanalyq.example.kz/kk/news/forum?id=7 -->
<html lang="ru"><head><meta charset="utf-8">
<title>Ақжарда төртінші форум өтті | Жаңалық порталы</title>
<meta property="og:site_name" content="Жаңалық порталы">
<meta property="og:title" content="Ақжарда төртінші форум өтті | Жаңалық порталы">
<meta property="og:image" content="/img/forum-1200x630.jpg">
<meta property="article:published_time" content="2001-01-01T00:00:00Z">
<link rel="canonical" href="https://zhanalyq.example.kz/kk/news/forum">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
 {"@type":"Organization","@id":"#org","name":"«Жаңалық» газеті"},
 {"@type":"NewsArticle","headline":"Ақжарда төртінші форум өтті","author":[{"@type":"Person","name":"Сәбит Үлгіұлы"}],
  "publisher":{"@id":"#org"},"datePublished":"2019-05-17T21:30:00+06:00","inLanguage":"kk-KZ",
  "url":"https://zhanalyq.example.kz/kk/news/forum"}]}</script>
<script>var x = "<div><div>"; alert(1);</script><style>p{color:red}</style></head>
<body onload="alert(2)"><header><a href="/">Жаңалық порталы</a><span class="date">21 қараша 2026</span></header>
<nav><ul><li><a href="/a">Басты бет</a></li><li><a href="/b">Қоғам</a></li></ul></nav>
<main><article class="post category-social"><h1>Ақжарда төртінші форум өтті</h1>
<div class="share-buttons"><a href="#">Бөлісу</a> <button>Facebook</button></div>
<figure><img src="./forum_files/forum.jpg" onerror="alert(3)"><figcaption>Форумға қатысушылар. Фото: Ерсін Ақанұлы</figcaption></figure>
<p>Ақжар ауданында <b>төртінші</b> азаматтық форум өтті. Жиынға жүзден астам адам қатысты, олардың арасында
ауыл тұрғындары, ұйым өкілдері және мұғалімдер бар.</p>
<h2>Не айтылды?</h2>
<p>Қатысушылар <a href="/kk/news/plan_(2019)" onclick="alert(4)">жоспарды</a> талқылады, <a href="javascript:alert(5)">пікірлерін</a>
айтты және <a href="mailto:forum@example.kz">хат</a> жазды. 5*5 &lt;b&gt; мен snake_case те бар.</p>
<blockquote><p>Біз бірге жұмыс істейміз, өйткені ауылдың болашағы өз қолымызда, соны түсінген жөн.</p></blockquote>
<ul><li>мектеп жөндеу;</li><li>жол салу:<ol><li>бірінші көше;</li><li>екінші көше.</li></ol></li></ul>
<table><tr><th>Жыл</th><th>Форум</th></tr><tr><td>2018</td><td>үшінші</td></tr><tr><td>2019</td><td>төртінші</td></tr></table>
<p>- Рақмет, - деді төраға.<br>2019. Сөз соңы осылай аяқталды, деп хабарлайды тілшіміз ауыл орталығынан.</p>
<div class="read-also"><p>Оқи отырыңыз: <a href="/other">Басқа жаңалық осында тұр, оны да оқыңыз</a></p></div>
<div id="comments"><h3>Пікірлер</h3><p>Өте жақсы мақала екен, рақмет сіздерге!</p></div>
</article></main><footer>© Жаңалық порталы</footer><script>document.write("<p>")</body></html>"##;

const PAGE_TEXT: &str = "\
Ақжарда төртінші форум өтті

Ақжар ауданында төртінші азаматтық форум өтті. Жиынға жүзден астам адам қатысты, олардың арасында ауыл тұрғындары, ұйым өкілдері және мұғалімдер бар.

## Не айтылды?

Қатысушылар [жоспарды](https://zhanalyq.example.kz/kk/news/plan_%282019%29) талқылады, пікірлерін айтты және [хат](mailto:forum@example.kz) жазды. 5\\*5 \\<b> мен snake_case те бар.

> Біз бірге жұмыс істейміз, өйткені ауылдың болашағы өз қолымызда, соны түсінген жөн.

- мектеп жөндеу;
- жол салу:
  1. бірінші көше;
  2. екінші көше.

| Жыл | Форум |
| --- | --- |
| 2018 | үшінші |
| 2019 | төртінші |

\\- Рақмет, - деді төраға.  \n2019\\. Сөз соңы осылай аяқталды, деп хабарлайды тілшіміз ауыл орталығынан.";

#[track_caller]
fn metadata_of(head: &str, body: &str) -> Metadata {
    read(&format!("<!doctype html><html><head>{head}</head><body>{body}<p>Бір сөйлем бар.</p></body></html>"))
        .unwrap()
        .metadata
}

#[track_caller]
fn markdown_of(body: &str) -> String {
    let document = Document::from(format!("<body>{body}</body>"));
    let base = Url::parse("https://news.example.kz/a/b").unwrap();
    markdown::write(&document.body().unwrap(), Some(&base))
}

fn told<T>(told: Option<Told<T>>) -> Option<(T, &'static str)> {
    told.map(|told| (told.value, told.rung))
}

fn text(value: Option<Told<String>>) -> Option<(String, &'static str)> {
    told(value)
}

fn some(value: &str, rung: &'static str) -> Option<(String, &'static str)> {
    Some((value.to_owned(), rung))
}

fn day(value: Option<Told<crate::date::Date>>) -> Option<(String, &'static str)> {
    value.map(|told| (told.value.to_string(), told.rung))
}

#[test]
fn a_saved_page_becomes_clean_markdown() {
    assert_eq!(read(PAGE).unwrap().text, PAGE_TEXT);
}

#[test]
fn json_ld_is_the_highest_rung() {
    let Metadata { title, publisher, author, url, published, language, picture } =
        read(PAGE).unwrap().metadata;
    assert_eq!(text(title), some("Ақжарда төртінші форум өтті", "json-ld"));
    assert_eq!(text(publisher), some("«Жаңалық» газеті", "json-ld"));
    assert_eq!(text(author), some("Сәбит Үлгіұлы", "json-ld"));
    assert_eq!(text(url), some("https://zhanalyq.example.kz/kk/news/forum", "json-ld"));
    assert_eq!(day(published), some("2019-05-17", "json-ld"));
    assert_eq!(text(language), some("kk", "json-ld"));
    let picture = picture.unwrap();
    assert_eq!(picture.url.as_deref(), Some("https://zhanalyq.example.kz/img/forum-1200x630.jpg"));
    assert_eq!(picture.caption.as_deref(), Some("Форумға қатысушылар."));
    assert_eq!(picture.credit.as_deref(), Some("Ерсін Ақанұлы"));
}

#[test]
fn json_ld_is_found_in_its_usual_places() {
    let article = r#"{"@type":"NewsArticle","headline":"Тақырып осындай","datePublished":"2020-02-03"}"#;
    let cases = [
        article.to_owned(),
        format!("[{{\"@type\":\"WebSite\"}},{article}]"),
        format!("{{\"@graph\":[{article}]}}"),
        format!("{{\"@type\":\"WebPage\",\"mainEntity\":{article}}}"),
        format!("<!--\n{article}\n-->"),
        article
            .replace("Тақырып осындай", "Тақырып\n осындай")
            .replace("\"NewsArticle\"", "[\"Thing\",\"Article\"]"),
    ];
    for json in cases {
        let metadata = metadata_of(&format!("<script type='application/ld+json'>{json}</script>"), "");
        assert_eq!(text(metadata.title), some("Тақырып осындай", "json-ld"), "{json}");
        assert_eq!(day(metadata.published), some("2020-02-03", "json-ld"), "{json}");
    }
}

#[test]
fn json_ld_of_another_article_says_nothing() {
    let json = r#"[{"@type":"NewsArticle","headline":"Бірінші хабар","datePublished":"2020-02-03"},
        {"@type":"NewsArticle","headline":"Екінші хабар","datePublished":"2020-02-04"}]"#;
    let script = format!("<script type='application/ld+json'>{json}</script>");
    assert_eq!(metadata_of(&script, "").published, None);
    let metadata = metadata_of(&script, "<h1>Екінші хабар</h1>");
    assert_eq!(day(metadata.published), some("2020-02-04", "json-ld"));
}

#[test]
fn each_rung_tells_when_the_ones_above_do_not() {
    let near = |html: &str| format!("<article><h1>Хабардың тақырыбы</h1>{html}</article>");
    let cases = [
        (
            "<meta property='article:published_time' content='2020-03-04T23:50:00Z'>",
            String::new(),
            "open-graph",
        ),
        ("<meta itemprop='datePublished' content='2020-03-04'>", String::new(), "microdata"),
        ("<meta name='DC.date.issued' content='04.03.2020'>", String::new(), "dublin-core"),
        ("", near("<time datetime='2020-03-04 10:00'>кеше</time>"), "time-element"),
        ("", near("<time>4 наурыз 2020, 10:00</time>"), "time-element"),
        ("", near("<div class='news-date'>04.03.2020, 18:05</div>"), "byline"),
        ("", near("<span class='published'>4 марта 2020 г.</span>"), "byline"),
        ("<link rel='canonical' href='https://n.example.kz/2020/03/04/habar/'>", String::new(), "address"),
        (
            "<meta property='og:url' content='https://n.example.kz/04-03-2020-habar'>",
            String::new(),
            "address",
        ),
    ];
    for (head, body, rung) in cases {
        assert_eq!(day(metadata_of(head, &body).published), some("2020-03-04", rung), "{head}{body}");
    }
}

#[test]
fn a_day_that_is_not_the_articles_is_none() {
    let near = |html: &str| format!("<article><h1>Хабардың тақырыбы</h1>{html}</article>");
    let cases = [
        ("<meta property='article:published_time' content='1970-01-01T00:00:00Z'>", String::new()),
        ("<meta property='article:published_time' content='04/03/2020'>", String::new()),
        ("<meta property='article:published_time' content='2020-02-30'>", String::new()),
        ("<link rel='canonical' href='https://n.example.kz/2020/03/habar'>", String::new()),
        // Two days near the heading; the day of the download in the page's header; days of other articles.
        ("", near("<time datetime='2020-03-04'></time><time datetime='2020-03-05'></time>")),
        (
            "",
            "<header><div class='date'>21.11.2026</div></header><main><h1>Хабардың тақырыбы</h1></main>"
                .to_owned(),
        ),
        ("", near("<aside><time datetime='2020-03-04'></time></aside>")),
        ("", near("<div class='related-news'><time datetime='2020-03-04'></time></div>")),
        (
            "",
            near(
                "<p class='info'>Форум 2020 жылғы 4 наурызда емес, басқа күні, яғни келесі аптада өтетін болады деп күтілуде еді.</p>",
            ),
        ),
    ];
    for (head, body) in cases {
        assert_eq!(metadata_of(head, &body).published, None, "{head}{body}");
    }
}

#[test]
fn placeholders_are_nothing() {
    let cases = [
        ("<meta name='author' content='admin'>", ""),
        ("<meta name='author' content='Редактор'>", ""),
        ("<meta property='article:author' content='https://facebook.com/page'>", ""),
        ("<meta property='og:site_name' content='Хабар'><meta name='author' content='Хабар'>", ""),
        ("", "<article><h1>Тақырып осы</h1><span class='author'>12.03.2020</span></article>"),
    ];
    for (head, body) in cases {
        assert_eq!(metadata_of(head, body).author, None, "{head}{body}");
    }
    assert_eq!(metadata_of("<meta property='og:site_name' content='WordPress'>", "").publisher, None);
    for address in ["https://n.example.kz/", "http://localhost/a", "javascript:alert(1)", "file:///C:/a.html"]
    {
        let head = format!("<link rel='canonical' href='{address}'>");
        assert_eq!(metadata_of(&head, "").url, None, "{address}");
    }
}

#[test]
fn the_title_is_without_the_name_of_the_site() {
    let site = "<meta property='og:site_name' content='Дала үні'>";
    let cases = [
        ("<title>Форум өтті – Дала үні</title>", "", some("Форум өтті", "html")),
        ("<title>«Дала үні» | Форум өтті</title>", "", some("Форум өтті", "html")),
        ("<title>Дала үні</title>", "<h1>Форум өтті</h1>", some("Форум өтті", "heading")),
        (
            "<meta property='og:title' content='Дала үні'><title>Форум өтті</title>",
            "",
            some("Форум өтті", "html"),
        ),
        (
            "<meta property='og:title' content='Форум &amp;laquo;Үн&amp;raquo;'>",
            "",
            some("Форум «Үн»", "open-graph"),
        ),
        ("<title>Форум – жылдың оқиғасы</title>", "", some("Форум – жылдың оқиғасы", "html")),
        ("<meta name='DC.title' content='Форум өтті'>", "", some("Форум өтті", "dublin-core")),
        (
            "<meta property='og:title' content='Ауданда төртінші азаматтық форум…'>",
            "<h1>Ауданда төртінші азаматтық форум өтті</h1>",
            some("Ауданда төртінші азаматтық форум өтті", "open-graph"),
        ),
        ("<title>Дала үні</title>", "", None),
    ];
    for (head, body, title) in cases {
        assert_eq!(text(metadata_of(&format!("{site}{head}"), body).title), title, "{head}{body}");
    }
}

#[test]
fn addresses_are_canonical_or_where_the_page_was_saved_from() {
    let saved = "<!doctype html><!-- saved from url=(0033)https://n.example.kz/kk/habar/12 --><html><p>Мәтін бар.</p>";
    assert_eq!(
        text(read(saved).unwrap().metadata.url),
        some("https://n.example.kz/kk/habar/12", "saved-from")
    );
    let head = "<base href='https://n.example.kz/kk/'><link rel='canonical' href='habar/12'>";
    assert_eq!(text(metadata_of(head, "").url), some("https://n.example.kz/kk/habar/12", "canonical"));
}

#[test]
fn bylines_name_authors() {
    let near = |html: &str| format!("<article><h1>Хабардың тақырыбы</h1>{html}</article>");
    let cases = [
        near("<a rel='author' href='/u/5'>Айша Төлеген</a>"),
        near("<div class='post-meta'><span class='article-author'>Автор: Айша Төлеген</span></div>"),
    ];
    for body in cases {
        assert_eq!(text(metadata_of("", &body).author), some("Айша Төлеген", "byline"), "{body}");
    }
}

#[test]
fn what_would_be_markup_is_escaped() {
    let cases = [
        ("<p># тақырып емес</p>", "\\# тақырып емес"),
        ("<p>#Хештег</p>", "#Хештег"),
        ("<p>- деді ол</p>", "\\- деді ол"),
        ("<p>– деді ол</p>", "– деді ол"),
        ("<p>1. бірінші</p>", "1\\. бірінші"),
        ("<p>2021 жыл</p>", "2021 жыл"),
        ("<p>---</p>", "\\---"),
        (
            "<p>[1] &amp;amp; `a` *b* _c_ d_e \\* &lt;script&gt;</p>",
            "\\[1\\] \\&amp; \\`a\\` \\*b\\* \\_c\\_ d_e \\\\\\* \\<script>",
        ),
        ("<p>А &amp; Б, AT&amp;T</p>", "А & Б, AT\\&T"),
        ("<p>&gt; бұл</p>", "\\> бұл"),
        ("<p>{{ config }} {% raw %}</p>", "{{ config }} {% raw %}"),
        ("<p>қой\u{AD}шы\u{200B}</p>", "қойшы"),
        ("<p>\u{202E}2021&#8237; жылы</p>", "2021 жылы"),
        ("<p>\u{A0}</p><p>бар</p>", "бар"),
        ("<p>бірі<br>екі<br><br>үш</p>", "бірі  \nекі  \nүш"),
        ("мәтін<div>блок</div>соңы", "мәтін\n\nблок\n\nсоңы"),
        ("<h1>Бас</h1><h3>Үш <b>сөз</b></h3>", "## Бас\n\n### Үш сөз"),
        ("<p><b>Қалың</b> <i>көлбеу</i></p>", "Қалың көлбеу"),
        ("<table><tr><td><p>Бір</p></td></tr><tr><td>Екі</td></tr></table>", "Бір\n\nЕкі"),
        (
            "<table><tr><td>а|б</td><td>в</td></tr><tr><td>г</td></tr></table>",
            "| а\\|б | в |\n| --- | --- |\n| г |  |",
        ),
        ("<ol start='3'><li><p>Бір</p><p>Екі</p></li></ol>", "3. Бір\n\n   Екі"),
        ("<blockquote><p>Бір</p><p>Екі</p></blockquote>", "> Бір\n>\n> Екі"),
        ("<pre>бір\nекі</pre>", "бір  \nекі"),
    ];
    for (html, markdown) in cases {
        assert_eq!(markdown_of(html), markdown, "{html}");
    }
}

#[test]
fn only_links_to_the_web_and_to_mail_pass() {
    let cases = [
        ("<a href='https://a.kz/x y'>бар</a>", "[бар](https://a.kz/x%20y)"),
        ("бұл <a href='../c'> бар </a>жерде", "бұл [бар](https://news.example.kz/c) жерде"),
        ("<a href='javascript:alert(1)'>бар</a>", "бар"),
        ("<a href=' JaVa\tScript:alert(1)'>бар</a>", "бар"),
        ("<a href='data:text/html,x'>бар</a>", "бар"),
        ("<a href='vbscript:x'>бар</a>", "бар"),
        ("<a href='file:///etc/passwd'>бар</a>", "бар"),
        ("<a href='#top'>бар</a>", "бар"),
        ("<a href='https://u:p@a.kz/'>бар</a>", "бар"),
        ("<a href='https://a.kz/)](x)<b>'>[бар](</a>", "[\\[бар\\](](https://a.kz/%29]%28x%29%3Cb%3E)"),
        ("<a href='https://a.kz/'><img src='x' onerror='y'></a>", ""),
    ];
    for (html, markdown) in cases {
        assert_eq!(markdown_of(html), markdown, "{html}");
    }
}

#[test]
fn nothing_active_passes() {
    let attacks = [
        "<script>alert(1)</script>",
        "<script>alert(1)",
        "<svg><script>alert(1)</script></svg>",
        "<img src=x onerror=alert(1)>",
        "<iframe src='javascript:alert(1)'></iframe>",
        "<style>alert(1)</style>",
        "<noscript><p title=\"</noscript><script>alert(1)</script>\"></noscript>",
        "<template><script>alert(1)</script></template>",
        "<math><mtext><style><img src onerror=alert(1)></style></mtext></math>",
        "<a href='javascript:alert(1)' onclick='alert(1)'></a>",
        "<form action='javascript:alert(1)'><button formaction='javascript:alert(1)'></button></form>",
    ];
    for attack in attacks {
        let html = format!("<!doctype html><body><p>Алдыңғы сөйлем осында.</p>{attack}");
        assert_eq!(read(&html).unwrap().text, "Алдыңғы сөйлем осында.", "{attack}");
    }
}

#[test]
fn short_pages_give_their_paragraphs() {
    let page = read("<html><body><div><p>Қысқа хабар.</p><p>Тағы біреу.</p></div></body></html>").unwrap();
    assert_eq!(page.text, "Қысқа хабар.\n\nТағы біреу.");
}

#[test]
fn the_title_stands_above_the_text() {
    let page = read("<body><h1>Тақырып бар</h1><p>Қысқа хабар.</p></body>").unwrap();
    assert_eq!(page.text, "Тақырып бар\n\nҚысқа хабар.");
}

/// A whole page in a form, as some systems make it, and a class that speaks of the subject.
#[test]
fn a_box_with_most_of_the_text_is_no_extra() {
    let text = "Ауданда жиын өтті, оған ауыл тұрғындары қатысты. ".repeat(10);
    for open in ["<form>", "<div class='social'>", "<div id='comments'>"] {
        let page = read(&format!("<body>{open}<h1>Тақырып бар</h1><p>{text}</p></body>")).unwrap();
        assert!(page.text.contains("Ауданда жиын өтті"), "{open}");
    }
}

#[test]
fn pages_without_text_are_an_error() {
    for html in
        ["", "<html></html>", "<body><script>var text = 'сөз';</script></body>", "<body><p>&nbsp;</p></body>"]
    {
        assert_eq!(read(html).unwrap_err(), WebPageError::NoText, "{html}");
    }
    assert_eq!(read("<p>сөз &#0; сөз</p>").unwrap_err(), WebPageError::LostLetters);
}

/// Pages that cost a parser a step for each pair of tags; each must be answered in an instant.
#[test]
fn pages_that_would_take_for_ever_are_refused() {
    let many = 900_000;
    let attributes = |number: usize| (0..number).map(|at| format!("a{at}='>' ")).collect::<String>();
    let cases = [
        ("<div>".repeat(many), WebPageError::TooDeep),
        ("<div></div>".repeat(200_000), WebPageError::TooManyElements),
        ("<div>".repeat(2_000), WebPageError::TooDeep),
        ("<blockquote>".repeat(100_000), WebPageError::TooDeep),
        ("<b a=1><p>".repeat(50_000), WebPageError::TooDeep),
        ("<p>сөз".repeat(400_000), WebPageError::TooManyElements),
        ("<table><tr><td>".repeat(200), WebPageError::TooDeep),
        // Tags whose attributes never end.
        (format!("{}{}", "<b '".repeat(300_000), "<p>".repeat(200_000)), WebPageError::TooManyElements),
        (format!("<p {}>сөз</p>", attributes(400_000)), WebPageError::TooManyAttributes),
        (format!("<p>сөз</p {}>", attributes(400_000)), WebPageError::TooManyAttributes),
        (format!("<p>сөз</p><p a='\">' {}", attributes(400_000)), WebPageError::TooManyAttributes),
        (format!("<!--><p b=\"-->\" {}>сөз</p>", attributes(400_000)), WebPageError::TooManyAttributes),
        (format!("<p {}>", attributes(1_000)).repeat(1_000), WebPageError::TooManyAttributes),
        // To a parser this comment is over at once.
        (format!("<!-->{}", "<div>".repeat(20_000)), WebPageError::TooDeep),
        // Only a parser knows that this `<style>` is no style.
        (
            format!(
                "<svg><foreignObject><div></svg></div></foreignObject><style>{}",
                "<div>".repeat(100_000)
            ),
            WebPageError::TooDeep,
        ),
    ];
    for (html, error) in cases {
        assert_eq!(read(&html).unwrap_err(), error, "{}", &html[..30]);
    }
}

#[test]
fn odd_markup_is_no_harm() {
    let cases = [
        "<p>Сөз бар</p><!-- ".to_owned(),
        "<p>Сөз бар</p><div title=\"".to_owned(),
        format!("<p>Сөз бар</p>{}", "</div>".repeat(1_000)),
        format!("<p>Сөз бар</p>{}", "<li>".repeat(2_000)),
        format!("{}<p>Сөз бар</p>", "<div>".repeat(500)),
        format!("<script>{}</script><p>Сөз бар</p>", "if (i<b) { '<div>' }".repeat(1_000)),
        format!(
            "<script>{}</script><p>Сөз бар</p>",
            "for (var i = 0; i<n; i++) s = s + \"x = '\";\n".repeat(200)
        ),
        format!("<p data-a=\"{}\">Сөз бар</p>", "{'a': 'б'} ".repeat(20_000)),
    ];
    for html in cases {
        assert_eq!(read(&html).unwrap().text, "Сөз бар", "{}", &html[..20]);
    }
}

proptest! {
    /// Whatever a page is made of: no panic, and no mark of HTML that is not escaped.
    #[test]
    fn no_markup_passes(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60)) {
        let Ok(page) = read(&pieces.concat()) else { return Ok(()) };
        let opens = page.text.replace("\\\\", "").replace("\\<", "");
        prop_assert!(!opens.contains('<'), "{}", page.text);
        let has_script = opens.to_lowercase().contains("](javascript:");
        prop_assert!(!has_script);
    }
}

const PIECES: [&str; 34] = [
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<ul>",
    "<li>",
    "</ul>",
    "<a href='javascript:x'>",
    "<a href='https://a.kz/'>",
    "</a>",
    "<b>",
    "</b>",
    "<svg>",
    "</svg>",
    "<math>",
    "<style>",
    "</style>",
    "<script>",
    "</script>",
    "<template>",
    "<select>",
    "<option>",
    "<!--",
    "-->",
    "Сөз бар, ол ұзақ сөйлем. ",
    "\\",
    "&lt;img src=x onerror=y&gt;",
    "<h1>Тақырып</h1>",
    "<frameset>",
    "<article class='social'>",
];

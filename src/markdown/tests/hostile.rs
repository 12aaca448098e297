//! Content that attacks the page, the parser, or the time of those who wait.

use super::mix;
use super::scan::{assert_sound, tags};
use super::{OPTIONS, html, targets};
use crate::markdown::*;

#[test]
fn only_harmless_schemes_are_safe() {
    for target in [
        "https://a.kz",
        "HTTP://a.kz",
        "mailto:a@b.kz",
        "tel:+7",
        "a.md",
        "../a/б.md",
        "/a",
        "//a.kz",
        "#а:б",
        "?a:b",
        "a/b:c",
        "",
        "a b",
    ] {
        assert!(is_safe(target), "{target:?}");
    }
    for target in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "java\u{0}script:alert(1)",
        "\u{feff}javascript:alert(1)",
        "java\u{200b}script:alert(1)",
        "javascript\u{a0}:alert(1)",
        "data:text/html,x",
        "data:image/svg+xml,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:x",
        "about:blank",
        "C:\\x",
        "ftp://a",
        ":x",
        "x:y",
        "http\u{ff1a}:x",
        "view-source:x",
    ] {
        assert!(!is_safe(target), "{target:?}");
    }
}

#[test]
fn targets_that_leave_the_site_are_external() {
    for target in [
        "https://a.kz",
        "//a.kz",
        "\\\\a.kz",
        "/\\a.kz",
        " //a.kz",
        "/\t/a.kz",
        "mailto:a@b.kz",
        "javascript:x",
    ] {
        assert!(is_external(target), "{target:?}");
    }
    for target in ["a.md", "/a", "../a", "#a", "?a", "", "a//b", "/a:b"] {
        assert!(!is_external(target), "{target:?}");
    }
}

#[test]
fn unsafe_links_leave_their_text_alone() {
    for body in [
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](&#106;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](<javascript&#10;:alert(1)>)",
        "[x](java&Tab;script&colon;alert(1))",
        "[x][y]\n\n[y]: data:text/html,a",
        "[x](vbscript:a)",
        "[x](file:///etc/passwd)",
        "[x]()",
        "[x](<>)",
        "![x](javascript:alert(1))",
        "![x](data:image/svg+xml,a)",
        "![x](mailto:a@b.kz)",
        "![x](#y)",
        "![x]()",
        "<a href=javascript:alert(1)>x</a>",
        "<a href='java&#115;cript:alert(1)'>x</a>",
        "<a href=\"java&#x0a;script&colon;alert(1)\">x</a>",
        "<a href=' &#1; javascript:alert(1)'>x</a>",
        "<a href=\"&#0106avascript:alert(1)\">x</a>",
        "<a name=y>x</a>",
        "<img src=javascript:alert(1) alt=x>",
        "<img alt='x'>",
        "<a xlink:href=y>x</a>",
    ] {
        let page = html(body);
        assert!(["<p>x</p>", "x"].contains(&page.trim()), "{body}: {page}");
    }
}

#[test]
fn unsafe_targets_are_listed_so_that_they_can_be_reported() {
    assert_eq!(targets("[x](javascript&colon;a) <a href=&#100;ata:b>"), ["javascript:a", "data:b"]);
}

#[test]
fn raw_html_is_made_anew_from_a_safe_list() {
    for (body, expected) in [
        ("a <b onclick=x style=y class=z id=w lang=kk>c</b>", "<p>a <b lang=\"kk\">c</b></p>\n"),
        ("a <script>alert(1)</script> b", "<p>a  b</p>\n"),
        ("<script>\n\nalert(1)\n\n</script>\n\nb", "\n<p>b</p>\n"),
        ("<style>p{}</style>\n\nb", "\n<p>b</p>\n"),
        ("a <iframe src=x></iframe><form><button>b</button></form>", "<p>a b</p>\n"),
        ("a <svg><script>x</script><b>y</b></svg> <math>z</math>b", "<p>a  b</p>\n"),
        ("a <!-- b --> <?c?> <!D> <![CDATA[e]]> f", "<p>a     f</p>\n"),
        (
            "<details open onclick=x><summary>а</summary>\n\n**б**\n\n</details>",
            "<details open=\"\"><summary>а</summary>\n<p><strong>б</strong></p>\n</details>",
        ),
        (
            "<ruby>漢<rt>кан</rt></ruby> <time datetime=\"2021-11\">қараша</time>",
            "<p><ruby>漢<rt>кан</rt></ruby> <time datetime=\"2021-11\">қараша</time></p>\n",
        ),
        ("<h1 id=main>а</h1>\n<h6>б</h6>", "<h2>а</h2>\n<h6>б</h6>"),
        ("<ul><li>а<li>б<ul><li>в</ul></ul>", "<ul><li>а</li><li>б<ul><li>в</li></ul></li></ul>"),
        ("<dl><dt>а<dd>б</dl>", "<dl><dt>а</dt><dd>б</dd></dl>"),
        (
            "<table><tr><th scope=row>а<td colspan=2 rowspan=x>б<tr><td>в</table>",
            "<table><tbody><tr><th scope=\"row\">а</th><td colspan=\"2\">б</td></tr><tr><td>в</td></tr></tbody></table>",
        ),
        ("<p align=center>\n\nа\n\n</p>", "<p>\n</p>\n<p>а</p>\n"),
        (
            "<div>&copy; &lt;b&gt; &#1080; & &nosuch; a < b</div>",
            "<div>© &lt;b&gt; и &amp; &amp;nosuch; a &lt; b</div>",
        ),
        (
            "a <img src=b.png width=10 height=1e9 alt='&quot;<c>' onerror=x>",
            "<p>a <img src=\"b.png\" loading=\"lazy\" decoding=\"async\" alt=\"&quot;&lt;c&gt;\" width=\"10\"></p>\n",
        ),
        (
            "<q title='\"><script>x</script>'>a</q>",
            "<p><q title=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\">a</q></p>\n",
        ),
    ] {
        assert_eq!(html(body), expected, "{body}");
    }
}

#[test]
fn raw_html_cannot_end_elements_around_it() {
    for (body, expected) in [
        ("</div></article></body></html>\n\nа", "\n<p>а</p>\n"),
        ("а </p></div> б", "<p>а  б</p>\n"),
        ("- а </li></ul> б\n- в", "<ul>\n<li>а  б</li>\n<li>в</li>\n</ul>\n"),
        ("<li>а\n\n<td>б", "а\nб"),
        ("а <b>б\n\nв", "<p>а <b>б</b></p>\n<p>в</p>\n"),
        ("*а <b>б* в</b>", "<p><em>а <b>б</b></em> в</p>\n"),
        ("<div>\n\nа", "<div>\n<p>а</p>\n</div>"),
        ("> <div>\n\nа", "<blockquote>\n<div>\n</div></blockquote>\n<p>а</p>\n"),
        ("<b>\n\nа\n\n</b>", "<b>\n</b>\n<p>а</p>\n"),
        ("[а <a href=b>в</a>](г)", "<p><a href=\"г\">а в</a></p>\n"),
        ("<!-- а\n\nб", ""),
        ("<script>а", ""),
        ("а <textarea> б\n\nв", "<p>а </p>\n<p>в</p>\n"),
    ] {
        assert_eq!(html(body), expected, "{body}");
        assert_sound(body, &html(body));
    }
}

#[test]
fn raw_html_is_cleaned_or_left_out_but_never_slow() {
    let long = "& «».".repeat(200_000);
    let body = format!("<b>а</b> {long}");
    let page = html(&body);
    assert!(page.starts_with("<p>а &amp; «».&amp; "), "{}", &page[..40]);
    assert_eq!(page.matches("&amp;").count(), 200_000);
    assert!(html(&body[..2000]).starts_with("<p><b>а</b> "));
}

/// Inputs that are known to have slowed or crashed parsers of Markdown or HTML, and some of our own.
fn known_attacks() -> Vec<String> {
    let mut attacks: Vec<String> = [
        "[",
        "![",
        "![[[",
        "](",
        "[](",
        "[a](<b",
        "[ (](",
        "[*_a",
        "*a_ ",
        "a***",
        "*",
        "**x ",
        "~",
        "~~a ~",
        "<",
        "<a ",
        "a <!--",
        "a <![CDATA[",
        "a <?",
        "a <!A",
        "&",
        "&#",
        "\\",
        "\0",
        "a\r",
        "\r",
        "[^",
        "[^a]:\n",
        "[^a]: ",
        "[x]:\n",
        "[x] ",
        "[^a] ",
        "# a\n",
        "a\n-\n",
        "```\n",
        "`a ``",
        "|",
        "|a",
        "|-\n",
        "- [ ] ",
        "- x\n",
        "<div>",
        "<div>\n\n",
        "</div>",
        "x <b>",
        "<ul><li>",
        "<svg>",
        "x <svg>",
        "<div><script>",
        "<p a=\"",
        "<table><tr>x<td>",
        "<a href=x><img src=y>",
        "&a;",
        "\u{301}",
        "\u{feff}",
        "\u{fffe}",
        "{{",
        "<details><summary>",
        "<b lang=a><i lang=b><p>",
        "\t",
        " ",
        "$$",
        ":",
        "a: b\n: c\n",
    ]
    .iter()
    .map(|part| part.repeat(3_000))
    .collect();
    let marks = ["> ", ">", "* ", "1. ", "- [ ] ", "[^a]: "];
    attacks.extend(marks.iter().map(|mark| mark.repeat(10_000) + "x"));
    attacks.extend(marks.iter().map(|mark| mark.repeat(10_000) + "<div>\n\n# x\n\n| a |\n|---|\n</div>"));
    attacks.push((0..300).map(|depth| " ".repeat(depth * 2) + "- x\n").collect());
    attacks.push((1..500).map(|length| "`".repeat(length) + " ").collect());
    attacks.push("![a".repeat(10_000) + &"](b)".repeat(10_000));
    attacks.push("[a".repeat(10_000) + &"](b)".repeat(10_000));
    attacks.push("<b>".repeat(10_000) + &"</x>".repeat(10_000));
    attacks.push("|a".repeat(5_000) + "\n" + &"|-".repeat(5_000) + "\n" + &"|\n".repeat(5_000));
    attacks.push(format!("[x]: {}\n{}", "x".repeat(5_000), "\n[x]".repeat(5_000)));
    attacks.push(
        (0..2_000).map(|n| format!("[^{n}]\n\n[^{n}]: x[^{}]\n\n", n + 1)).collect::<Vec<_>>().concat(),
    );
    let bold = (0..95).map(|n| format!("<b lang=a{n}>")).collect::<Vec<_>>().concat();
    attacks.push(format!("<div>{bold}{}", "<p>x".repeat(10_000)));
    attacks.push(format!("<div><table>{bold}{}", "<tr>x".repeat(10_000)));
    attacks.extend(["[", "![[[", "*a_ ", "<"].map(|part| part.repeat(100_000)));
    attacks.push("a".repeat(10_000_000));
    // Reported against pulldown-cmark 0.13.3 with these extensions; mended in 0.13.4.
    attacks.push("* [ ] ~![=?\\*\x0c\0\0  \r* [  1=1\0\r<!]:[=?\\\r\x0c\n* [ ] \r\x0c%    ".to_owned());
    attacks.push("- [n]:Z\r\n\t\t".to_owned());
    attacks
}

#[test]
fn known_attacks_come_to_an_end_and_stay_sound() {
    for body in known_attacks() {
        let page = html(&body);
        assert_sound(&body, &page);
        // Nothing grows out of proportion: what is written for one character is bounded.
        assert!(
            page.len() <= 200 * body.len() + 5_000,
            "{} from {}",
            page.len(),
            &body.chars().take(40).collect::<String>()
        );
        let outline = outline(&body);
        assert!(outline.links.iter().all(|link| body.get(link.span.start..link.span.end).is_some()));
        assert!(plain_text(&body).len() <= 2 * body.len());
        assert!(excerpt(&body, 200).chars().count() <= 200);
    }
}

#[test]
fn deep_nesting_keeps_its_words_and_loses_its_depth() {
    for body in [
        ">".repeat(10_000) + "сөз",
        "* ".repeat(10_000) + "сөз",
        format!("<div>{}", "<div>".repeat(10_000) + "сөз"),
    ] {
        let page = html(&body);
        assert!(page.contains("сөз"));
        let mut depth = 0_usize;
        let mut deepest = 0;
        for tag in tags(&page) {
            depth = if tag.closing { depth - 1 } else { depth + 1 };
            deepest = deepest.max(depth);
        }
        assert!((90..=110).contains(&deepest), "{deepest}");
    }
}

/// What Markdown and HTML are made of.
const PARTS: &[&str] = &[
    "\n",
    "\n\n",
    "\n\n",
    " ",
    "    ",
    "> ",
    "- ",
    "1. ",
    "# ",
    "===\n",
    "---\n",
    "| a | b |\n|---|---|\n| ",
    " | ",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "[",
    "](x)",
    "](y \"t\")",
    "![",
    "[^1]",
    "[^1]: ",
    "<b>",
    "</b>",
    "<b",
    ">",
    "<i lang=kk>",
    "</i>",
    "<a href=z>",
    "</a>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</tr>",
    "</table>",
    "<details>",
    "<summary>",
    "</summary>",
    "</details>",
    "<script>",
    "</script>",
    "<svg>",
    "</svg>",
    "<!--",
    "-->",
    "<img src=x alt=y>",
    "<h1>",
    "</h1>",
    "<pre>",
    "</pre>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<thead>",
    "<caption>",
    "<br>",
    "<hr>",
    "<q title=\"",
    "\"",
    "'",
    "&amp;",
    "&",
    "&lt;",
    "- [x] ",
    "сөз",
    "a",
    "é",
    "\0",
    "\r\n",
    "\t",
    "\u{fffe}",
    "\\",
    "{{ x }}",
    "<https://a.kz>",
    "<textarea>",
    "<title>",
    "<style>",
    "<math>",
    "<select>",
    "<ruby><rt>",
    "</ruby>",
    "</body>",
    "<form>",
    "<input>",
    "<h2>",
    "<figure>",
    "<blockquote>",
];

/// Puts parts of Markdown and HTML together in every way that a simple generator finds.
#[test]
fn whatever_is_put_together_stays_sound() {
    for body in mix::mixtures(PARTS, 40, 3_000) {
        let page = html(&body);
        assert_sound(&body, &page);
        let (mut asked, listed) = (Vec::new(), targets(&body));
        let _ = to_html(&body, &OPTIONS, &mut |target, _| {
            asked.push(target.to_owned());
            Target::Dropped
        });
        assert!(asked.iter().all(|target| listed.contains(target)), "{body}: {asked:?} {listed:?}");
        assert!(!excerpt(&body, 10_000).contains('\n'), "{body}");
        assert!(plain_text(&body).lines().all(|line| !line.trim().is_empty()), "{body}");
    }
}

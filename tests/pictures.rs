//! Pictures in texts, from files to files. All of them are drawn here.

#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::time::{Duration, SystemTime};

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, ImageFormat, RgbImage};
use percent_encoding::percent_decode_str;
use support::{Output, Site, files};

const SITE: &str = r#"
-- site.toml --
title = "Мұрағат"
base_url = "https://archive.example/repo/"
languages = ["kk", "ru"]
[check]
missing-source = "off"
missing-translation = "off"
-- content/events/forum/index.md --
+++
title = "Форум"
date = "2021"
+++

![Залдағы «қатысушылар»](photo.jpg "Сурет: А. Сәрсенова")

Мәтін ![Кесте](table.png) және <img src="photo.jpg" alt="Тағы да" width="50">.

![Зал](photo.jpg)
-- content/events/forum/index.ru.md --
+++
title = "Форум по-русски"
+++

Без снимка.
-- content/events/hidden/index.md --
+++
title = "Жасырын"
rights = "excerpt"
+++

![Зал](photo.jpg) Мәтін.
-- content/events/plain.md --
+++
title = "Суретсіз"
+++

Мәтін.
"#;

fn drawn(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 128]))
}

fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

/// A photograph as a telephone writes it: with notes of the place, and lying on its side.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new(&mut bytes);
    // TIFF, little end first, one entry: the orientation.
    let mut notes = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    notes.extend(b"GPS 43.25 N 68.26 E");
    encoder.set_exif_metadata(notes).expect("notes");
    encoder.write_image(&drawn(width, height), width, height, ExtendedColorType::Rgb8).expect("a picture");
    bytes
}

fn site() -> Site {
    let site = Site::new(SITE);
    // Shown as it was seen: 900 wide and 450 high.
    site.write_bytes("content/events/forum/photo.jpg", &photo(450, 900));
    site.write_bytes("content/events/forum/table.png", &encoded(&drawn(500, 200), ImageFormat::Png));
    site.write_bytes("content/events/hidden/photo.jpg", &photo(450, 900));
    site
}

/// The start tags of pictures in a page, in its order.
fn pictures(page: &str) -> Vec<&str> {
    page.match_indices("<img")
        .map(|(at, _)| &page[at..at + page[at..].find('>').expect("an end") + 1])
        .collect()
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Paths and widths of what a picture can be chosen from.
fn choices(tag: &str) -> Vec<(String, u32)> {
    let all = attribute(tag, "srcset").unwrap_or_default().split(", ").filter(|choice| !choice.is_empty());
    all.map(|choice| {
        let (address, width) = choice.split_once(' ').expect("a width");
        (below(address), width.trim_end_matches('w').parse().expect("a number"))
    })
    .collect()
}

/// The path below the site's root.
fn below(address: &str) -> String {
    let path = address.strip_prefix("/repo/").unwrap_or_else(|| panic!("not of this site: {address}"));
    path.split('?').next().unwrap_or_default().to_owned()
}

#[track_caller]
fn size(output: &Output, path: &str) -> (u32, u32) {
    let bytes = output.files.get(path).unwrap_or_else(|| panic!("no {path} among {:#?}", output.paths()));
    let picture = image::load_from_memory(bytes).expect("a picture");
    (picture.width(), picture.height())
}

#[test]
fn a_picture_below_a_folder_with_signs_of_addresses_in_its_name_is_found_in_all_its_widths() {
    let site = Site::new(
        "-- site.toml --
title = \"Archive\"
base_url = \"https://archive.example/repo/\"
-- content/events/forum/index.md --
+++
title = \"Форум\"
+++
![Зал](<100%25 жастар, a%23b%3F/hall.png>)
",
    );
    let folder = "content/events/forum/100% жастар, a#b?";
    site.write_bytes(&format!("{folder}/hall.png"), &encoded(&drawn(1000, 500), ImageFormat::Png));
    let output = site.build();
    let page = output.text("events/forum/index.html");
    let [picture] = pictures(page)[..] else { panic!("one picture: {page}") };
    let address = attribute(picture, "src").expect("an address");
    let addresses = attribute(picture, "srcset").expect("choices").split("w, ");
    let addresses: Vec<&str> =
        addresses.map(|choice| choice.split(' ').next().expect("an address")).collect();
    assert!(addresses.contains(&address), "{picture}");
    for address in addresses {
        let path = below(address);
        assert!(!path.contains(['#', ' ']), "{address}");
        let path = percent_decode_str(&path).decode_utf8_lossy().into_owned();
        assert_eq!(size(&output, &path).0, 2 * size(&output, &path).1);
    }
}

#[test]
fn a_picture_is_shown_in_its_widths_with_its_size_and_its_caption() {
    let output = site().build();
    let page = output.text("events/forum/index.html");
    let [first, table, raw, last] = pictures(page)[..] else { panic!("four pictures: {page}") };

    let shown = choices(first);
    assert_eq!(shown.iter().map(|(_, width)| *width).collect::<Vec<_>>(), [400, 800, 900]);
    for (path, width) in &shown {
        assert_eq!(
            size(&output, path),
            (*width, *width / 2),
            "the right side is up, and nothing is distorted"
        );
        let bytes = &output.files[path];
        assert!(!bytes.windows(3).any(|three| three == b"GPS"), "{path} tells where it was taken");
    }
    assert_eq!(below(attribute(first, "src").expect("an address")), shown[1].0);
    assert_eq!(attribute(first, "sizes"), Some("(min-width: 45rem) 680px, 94vw"));
    for (tag, width, height) in [(first, "900", "450"), (table, "500", "200")] {
        assert_eq!((attribute(tag, "width"), attribute(tag, "height")), (Some(width), Some(height)));
    }
    assert_eq!(attribute(first, "alt"), Some("Залдағы «қатысушылар»"));
    assert!(page.contains("<figcaption>Сурет: А. Сәрсенова</figcaption>"), "{page}");

    // What a text begins with is not waited for, the others are.
    let waits: Vec<bool> =
        [first, table, raw, last].iter().map(|tag| attribute(tag, "loading") == Some("lazy")).collect();
    assert_eq!(waits, [false, true, true, true]);
    assert!([first, table, raw, last].iter().all(|tag| attribute(tag, "decoding") == Some("async")));

    // Without notes the file itself is the widest; a size that an author wrote stays.
    let widths: Vec<(String, u32)> = choices(table);
    assert_eq!(widths.last(), Some(&("events/forum/table.png".to_owned(), 500)));
    assert_eq!(size(&output, &widths[0].0), (400, 160));
    assert_eq!((attribute(raw, "width"), attribute(raw, "height")), (Some("50"), None));
    assert_eq!(choices(raw), shown);
    assert!(page.contains("default-src 'self'") && !page.contains("style="));
}

#[test]
fn an_event_has_its_own_picture_in_previews_and_others_that_of_the_site() {
    let output = site().build();
    let meta = |page: &str, name: &str| {
        let page = output.text(page);
        let (_, rest) = page.split_once(&format!("<meta property=\"{name}\" content=\""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    // The translation has no picture of its own, and shows that of its event.
    for page in ["events/forum/index.html", "ru/events/forum/index.html"] {
        let address = meta(page, "og:image").expect("a picture");
        let path = address.strip_prefix("https://archive.example/repo/").expect("a full address");
        assert_eq!(size(&output, path), (900, 450));
        assert_eq!(meta(page, "og:image:width").as_deref(), Some("900"));
        assert_eq!(meta(page, "og:image:height").as_deref(), Some("450"));
        assert_eq!(meta(page, "og:image:alt").as_deref(), Some("Залдағы «қатысушылар»"));
        let html = output.text(page);
        assert!(html.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"));
        assert!(
            html.contains(&format!(
                "\"image\":{{\"@type\":\"ImageObject\",\"height\":450,\"url\":\"{address}\",\"width\":900}}"
            )),
            "{html}"
        );
    }
    for page in ["events/plain/index.html", "events/hidden/index.html", "index.html"] {
        let address = meta(page, "og:image").expect("a picture");
        assert!(address.starts_with("https://archive.example/repo/assets/preview.png"), "{page}: {address}");
        assert_eq!(meta(page, "og:image:alt"), None, "it shows nothing that needs words");
        assert!(!output.text(page).contains("ImageObject"));
    }
}

#[test]
fn nothing_of_a_picture_is_published_where_its_text_is_not_shown_whole() {
    let output = site().build();
    let beside: Vec<&str> =
        output.paths().into_iter().filter(|path| path.starts_with("events/hidden/")).collect();
    assert_eq!(beside, ["events/hidden/index.html"]);
}

/// The copies of a built site.
fn copies(site: &Site) -> Vec<String> {
    let output = site.output();
    let pictures =
        output.paths().into_iter().filter(|path| path.starts_with("events/forum/") && path.contains("00-"));
    pictures.map(str::to_owned).collect()
}

#[test]
fn what_stands_in_the_output_folder_is_not_made_again() {
    let site = site();
    site.build();
    let before = copies(&site);
    assert_eq!(before.len(), 4);
    // Whoever made it again would see that it is another one: as long as before and as old.
    let marked = site.path("public").join(&before[0]);
    let length = fs::read(&marked).expect("a copy").len();
    fs::write(&marked, vec![b'x'; length]).expect("written");
    let file = fs::File::options().append(true).open(&marked).expect("a copy");
    file.set_modified(SystemTime::now() - Duration::from_secs(60)).expect("an earlier time");
    let run = site.run(&["build", "--timings"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(fs::read(&marked).expect("a copy"), vec![b'x'; length]);
    assert!(!run.stderr.contains("pictures") && !run.stdout.contains("pictures"), "{}", run.stderr);

    // What somebody wrote there later is not left standing.
    file.set_modified(SystemTime::now() + Duration::from_secs(60)).expect("a later time");
    site.build();
    assert!(image::load_from_memory(&fs::read(&marked).expect("a copy")).is_ok());

    // Another picture has copies of other names, and the old ones go.
    site.write_bytes("content/events/forum/photo.jpg", &photo(452, 900));
    site.build();
    let after = copies(&site);
    let kept: Vec<&String> = after.iter().filter(|path| before.contains(path)).collect();
    assert_eq!(after.len(), 4);
    assert!(kept.iter().all(|path| path.contains("table")) && kept.len() == 1, "{kept:?}");
}

#[test]
fn threads_and_shares_make_no_difference() {
    let site = site();
    let whole = site.build().files;
    for (folder, jobs) in [("one", "1"), ("four", "4")] {
        assert_eq!(site.run(&["build", "--out", folder, "--jobs", jobs]).status, 0);
        assert_eq!(files(&site.path(folder)), whole, "with {jobs} threads");
    }
    for share in ["1/2", "2/2"] {
        let out = format!("share-{}", &share[..1]);
        assert_eq!(site.run(&["build", "--out", &out, "--shard", share]).status, 0);
    }
    assert_eq!(site.run(&["build", "--out", "merged", "--merge", "share-1", "share-2"]).status, 0);
    assert_eq!(files(&site.path("merged")), whole);
}

#[test]
fn what_is_no_sound_picture_is_reported_and_harms_nobody() {
    let site = Site::new(
        r#"
-- site.toml --
title = "Мұрағат"
base_url = "https://archive.example/"
languages = ["kk"]
[check]
missing-source = "off"
-- static/nothing.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"></svg>
-- static/drawing.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"></svg>
-- content/events/forum/index.md --
+++
title = "Форум"
+++

![Мәтін емес](words.jpg) ![Тым үлкен](bomb.jpg) ![Бос](/nothing.svg) ![Сызба](/drawing.svg)

![Атауы басқа](named.jpg) ![Жартысы](half.png) ![Бүтін](whole.png)

![Кесілген](cut.jpg) ![Бүтін сурет](photo.jpg)
-- content/events/forum/words.jpg --
Бұл сурет емес.
"#,
    );
    let png = |width, height| encoded(&drawn(width, height), ImageFormat::Png);
    // A JPEG of a few bytes that says it has 900 million pixels.
    let mut bomb = encoded(&drawn(8, 8), ImageFormat::Jpeg);
    let head = bomb.windows(2).position(|two| two == [0xff, 0xc0]).expect("a head");
    bomb[head + 5..head + 9].copy_from_slice(&[0x75, 0x30, 0x75, 0x30]);
    site.write_bytes("content/events/forum/bomb.jpg", &bomb);
    site.write_bytes("content/events/forum/named.jpg", &png(40, 30));
    let whole = png(600, 300);
    site.write_bytes("content/events/forum/half.png", &whole[..whole.len() / 2]);
    site.write_bytes("content/events/forum/whole.png", &whole);
    let photo = encoded(&drawn(600, 300), ImageFormat::Jpeg);
    site.write_bytes("content/events/forum/cut.jpg", &photo[..photo.len() * 9 / 10]);
    site.write_bytes("content/events/forum/photo.jpg", &photo);

    let run = site.run(&["check"]);
    insta::assert_snapshot!("broken-pictures", format!("status {}\n{}", run.status, run.stderr));
    let output = site.build();
    let page = output.text("events/forum/index.html");
    assert!(page.contains("Тым үлкен Бос <img"), "{page}");
    let shown: BTreeSet<(&str, Option<&str>)> = pictures(page)
        .into_iter()
        .map(|tag| (attribute(tag, "alt").expect("its words"), attribute(tag, "width")))
        .collect();
    let expected = [
        ("Мәтін емес", None),
        ("Атауы басқа", Some("40")),
        ("Бүтін", Some("600")),
        ("Бүтін сурет", Some("600")),
        ("Кесілген", Some("600")),
        ("Жартысы", Some("600")),
        ("Сызба", Some("30")),
    ];
    assert_eq!(shown, expected.into());
    // Of what is damaged behind its head pages show a part, as browsers do.
    let half = pictures(page).into_iter().find(|tag| tag.contains("Жартысы")).expect("a picture");
    let (_, smallest) = attribute(half, "srcset").and_then(|set| set.split_once('/')).expect("an address");
    assert_eq!(size(&output, smallest.split(' ').next().expect("a path")), (400, 200));
}

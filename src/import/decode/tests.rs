//! Every encoding gives the same text, and what is no text is refused.

use proptest::prelude::*;

use super::*;

const KAZAKH: &str = "Көкжиек қаласында «Үміт» қорының төртінші жиыны өтті.\nОған жүзден астам өкіл қатысты — әр ауданнан. \
    Қоғамдық ұйымдардың ұсыныстары тыңдалды, һәм шешім қабылданды. ІV БӨЛІМ: ӘҢГІМЕ, ҒЫЛЫМ, ҰЛТ, ҮЙ, ҺӘМ, ҚҰҚЫҚ, ЕҢ";
const RUSSIAN: &str = "В городе состоялся третий круглый стол «Диалог».\nУчастники — около ста человек — обсудили \
    подъезды, ещё шесть объектов и Ёлкино. ИТОГИ ПОДВЕЛИ ПОЗЖЕ";

/// The bytes of a text in an 8-bit encoding; none if a letter has no byte.
fn encode(text: &str, encoding: &str) -> Option<Vec<u8>> {
    let known = KNOWN.iter().find(|(name, _)| *name == encoding)?.1;
    let letters: Vec<Option<String>> = (0..=255_u8)
        .map(|byte| match known {
            Some(known) => {
                known.decode_without_bom_handling_and_without_replacement(&[byte]).map(Cow::into_owned)
            }
            None => kz1048::decode(&[byte]),
        })
        .collect();
    let byte = |wanted: char| letters.iter().position(|letter| *letter == Some(wanted.to_string()));
    text.chars().map(|wanted| byte(wanted).and_then(|byte| u8::try_from(byte).ok())).collect()
}

fn utf16_bytes(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[track_caller]
fn check(bytes: &[u8], declared: Option<&str>, text: &str, encoding: &str) {
    let decoded = decode(bytes, declared).unwrap();
    assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding), "declared {declared:?}");
}

/// The upper half of KZ-1048 as its standard has it; 98 is not used.
#[test]
fn kz_1048_is_the_table_of_the_standard() {
    let upper = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏђ‘’“”•–—\u{98}™љ›њқһџ\u{A0}ҰұӘ¤Ө¦§Ё©Ғ«¬\u{AD}®Ү°±Ііөµ¶·ё№ғ»әҢңү\
        АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя";
    let bytes: Vec<u8> = (0x80..=0xFF).collect();
    assert_eq!(kz1048::decode(&bytes).unwrap(), upper);
}

#[test]
fn a_text_is_the_same_in_every_encoding() {
    for declared in [None, Some("utf-8"), Some("windows-1251"), Some("iso-8859-1"), Some("nonsense")] {
        for text in [KAZAKH, RUSSIAN] {
            check(text.as_bytes(), declared, text, "utf-8");
            check(&[b"\xEF\xBB\xBF", text.as_bytes()].concat(), declared, text, "utf-8");
            check(&utf16_bytes(text, u16::to_le_bytes), declared, text, "utf-16le");
            check(&utf16_bytes(text, u16::to_be_bytes), declared, text, "utf-16be");
            let with_mark = format!("\u{FEFF}{text}");
            check(&utf16_bytes(&with_mark, u16::to_le_bytes), declared, text, "utf-16le");
            check(&utf16_bytes(&with_mark, u16::to_be_bytes), declared, text, "utf-16be");
        }
        check(&encode(KAZAKH, "kz-1048").unwrap(), declared, KAZAKH, "kz-1048");
        check(&encode(RUSSIAN, "windows-1251").unwrap(), declared, RUSSIAN, "windows-1251");
        for encoding in ["koi8-r", "ibm866", "x-mac-cyrillic", "iso-8859-5"] {
            let plain = RUSSIAN.replace(['«', '»', '—'], "-");
            check(&encode(&plain, encoding).unwrap(), declared, &plain, encoding);
        }
    }
}

#[test]
fn a_few_words_are_enough() {
    let cases = [
        ("Форум", "windows-1251"),
        ("ФОРУМ СОСТОЯЛСЯ", "windows-1251"),
        ("Встреча прошла", "koi8-r"),
        ("ВСТРЕЧА ПРОШЛА", "koi8-r"),
        ("Жүрек", "kz-1048"),
        ("Әлеуметтік қор", "kz-1048"),
        ("ҚазҰУ ғалымы", "kz-1048"),
        ("ӨҢІРЛІК ФОРУМ", "kz-1048"),
        // One Kazakh name in a Russian text, and one Ukrainian.
        ("В фонде «Үміт» прошла встреча", "kz-1048"),
        ("Гости приехали из города Київ на встречу", "windows-1251"),
        ("The café was full — naïve", "windows-1252"),
    ];
    for (text, encoding) in cases {
        check(&encode(text, encoding).unwrap(), None, text, encoding);
    }
}

/// Pages in KZ-1048 declare windows-1251, the nearest that browsers know.
#[test]
fn kazakh_letters_overrule_a_declaration_of_windows_1251() {
    for text in ["Жүрек", "В фонде «Үміт» прошла встреча", KAZAKH] {
        check(&encode(text, "kz-1048").unwrap(), Some("windows-1251"), text, "kz-1048");
        check(&encode(text, "kz-1048").unwrap(), Some("KZ-1048"), text, "kz-1048");
    }
}

#[test]
fn a_declaration_decides_what_letters_do_not() {
    // «и» in KOI8-R is «Й» in windows-1251: a word like any other.
    let bytes = encode("и", "koi8-r").unwrap();
    check(&bytes, Some("koi8-r"), "и", "koi8-r");
    check(&bytes, Some("windows-1251"), "Й", "windows-1251");
}

#[test]
fn the_text_has_one_form() {
    check("Бірінші\r\nекінші\rүшінші\u{2028}соңы".as_bytes(), None, "Бірінші\nекінші\nүшінші\nсоңы", "utf-8");
    check("\u{202E}2021\u{202C} жыл \u{2067}ғы\u{2069}".as_bytes(), None, "2021 жыл ғы", "utf-8");
    check("и\u{306} е\u{308}".as_bytes(), None, "й ё", "utf-8");
}

#[test]
fn what_is_no_text_is_an_error() {
    let broken = [KAZAKH.as_bytes(), b"\n\xD0"].concat();
    let cases: [(&[u8], DecodeError); 9] = [
        (b"", DecodeError::Empty),
        (b" \r\n\t\xC2\xA0", DecodeError::Empty),
        (b"\xEF\xBB\xBF", DecodeError::Empty),
        (b"text\nand\0more", DecodeError::NotText { character: '\0', line: 2 }),
        (b"\x89PNG\r\n\x1A\n\0\0", DecodeError::NotText { character: '\u{1A}', line: 2 }),
        ("text \u{96}".as_bytes(), DecodeError::NotText { character: '\u{96}', line: 1 }),
        ("a\n\nb\u{FFFD}".as_bytes(), DecodeError::LostLetters { line: 3 }),
        (&broken, DecodeError::BrokenUtf8 { line: 3 }),
        (b"\xFF\xFEa\0b", DecodeError::NotText { character: '\0', line: 1 }),
    ];
    for (bytes, error) in cases {
        assert_eq!(decode(bytes, None).unwrap_err(), error);
    }
    let large = vec![b'a'; LARGEST_ARTICLE + 1];
    assert_eq!(decode(&large, None).unwrap_err(), DecodeError::TooLarge { bytes: LARGEST_ARTICLE + 1 });
}

#[test]
fn bytes_that_are_no_words_in_any_encoding_are_an_error() {
    let noise: Vec<u8> = (0..400_u32).map(|i| (i * 7919 % 127 + 128) as u8).collect();
    assert_eq!(decode(&noise, None).unwrap_err(), DecodeError::UnknownEncoding);
    assert_eq!(decode(&noise, Some("windows-1251")).unwrap_err(), DecodeError::UnknownEncoding);
}

#[test]
fn errors_say_what_is_the_matter() {
    let cases = [
        (DecodeError::Empty, "the file has no text"),
        (DecodeError::TooLarge { bytes: 12_300_001 }, "the file has 12.4 MB, an article may have 5 MB"),
        (
            DecodeError::NotText { character: '\0', line: 2 },
            "the file is not text: line 2 has the character U+0000",
        ),
        (DecodeError::BrokenUtf8 { line: 7 }, "the file is UTF-8, but line 7 has bytes that are not"),
        (
            DecodeError::LostLetters { line: 3 },
            "letters are lost in the file: line 3 has U+FFFD in their place",
        ),
    ];
    for (error, message) in cases {
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn the_declaration_of_a_page_is_found() {
    let cases: [(&[u8], Option<&str>); 7] = [
        (b"<html><head><META CHARSET=\"KOI8-R\">", Some("koi8-r")),
        (b"<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>", Some("windows-1251")),
        (b"<meta charset = utf-8 />", Some("utf-8")),
        (b"<?xml version=\"1.0\" encoding=\"kz-1048\"?><html>", Some("kz-1048")),
        (b"<meta name=\"\xE0\xE1\"><meta charset='windows-1251'>", Some("windows-1251")),
        (b"<p>charset=koi8-r</p>", None),
        (b"<meta charset>", None),
    ];
    for (bytes, declared) in cases {
        assert_eq!(declared_by_page(bytes).as_deref(), declared);
    }
}

proptest! {
    #[test]
    fn words_survive_every_encoding(words in prop::collection::vec(prop::sample::select(RUSSIAN.split(' ').collect::<Vec<_>>()), 8..30)) {
        let text = words.join(" ").replace(['«', '»', '—', '\n'], "");
        for encoding in ["windows-1251", "koi8-r"] {
            let decoded = decode(&encode(&text, encoding).unwrap(), None).unwrap();
            prop_assert_eq!((decoded.text, decoded.encoding), (text.clone(), encoding));
        }
    }

    #[test]
    fn kazakh_words_survive_every_encoding(words in prop::collection::vec(prop::sample::select(KAZAKH.split(' ').collect::<Vec<_>>()), 8..30)) {
        let text = words.join(" ");
        let decoded = decode(&encode(&text, "kz-1048").unwrap(), None).unwrap();
        prop_assert_eq!(decoded.text, text.clone());
        let decoded = decode(&utf16_bytes(&text, u16::to_le_bytes), None).unwrap();
        prop_assert_eq!((decoded.text, decoded.encoding), (text, "utf-16le"));
    }

    #[test]
    fn bytes_never_panic_and_leave_no_replacement(bytes in prop::collection::vec(any::<u8>(), 0..300), declared in prop::option::of("[a-z0-9-]{0,12}")) {
        if let Ok(decoded) = decode(&bytes, declared.as_deref()) {
            let has_what_no_text_has = decoded.text.contains(['\u{FFFD}', '\0', '\r']);
            prop_assert!(!has_what_no_text_has);
            prop_assert_eq!(decoded.text.nfc().collect::<String>(), decoded.text.clone());
            let again = decode(decoded.text.as_bytes(), None).unwrap();
            prop_assert_eq!(again.text, decoded.text);
        }
    }
}

//! What a page tells of itself, checked: days, titles, names, addresses, languages.
//!
//! Systems that make pages fill in placeholders (`admin`, `1970-01-01`, the name of the site as title); those
//! are nothing.

use chrono::{Datelike, NaiveDate};
use url::Url;

use super::dom::one_line;
use crate::date::Date;
use crate::language::names::fold;

/// The years in which an article on the web can have been published.
const YEARS: std::ops::RangeInclusive<i32> = 1995..=2099;

/// Names that systems fill in where nobody signed.
const NOBODY: [&str; 22] = [
    "admin",
    "administrator",
    "админ",
    "администратор",
    "әкімші",
    "editor",
    "редактор",
    "редакция",
    "redaktor",
    "author",
    "автор",
    "user",
    "superuser",
    "super user",
    "root",
    "webmaster",
    "moderator",
    "модератор",
    "guest",
    "unknown",
    "none",
    "null",
];

/// Names that systems fill in for a site or a page without one.
const NO_TITLE: [&str; 19] = [
    "wordpress",
    "untitled",
    "home",
    "index",
    "main",
    "localhost",
    "site name",
    "my site",
    "без названия",
    "главная",
    "главная страница",
    "басты бет",
    "версия для печати",
    "печатная версия",
    "басып шығару нұсқасы",
    "баспа нұсқасы",
    "print version",
    "null",
    "undefined",
];

/// What the names of the months begin with in Kazakh, Russian and English.
const MONTHS: [[&str; 3]; 12] = [
    ["қаңтар", "январ", "january"],
    ["ақпан", "феврал", "february"],
    ["наурыз", "март", "march"],
    ["сәуір", "апрел", "april"],
    ["мамыр", "май", "may"],
    ["маусым", "июн", "june"],
    ["шілде", "июл", "july"],
    ["тамыз", "август", "august"],
    ["қыркүйек", "сентябр", "september"],
    ["қазан", "октябр", "october"],
    ["қараша", "ноябр", "november"],
    ["желтоқсан", "декабр", "december"],
];

/// Marks that part a title from the name of its site.
const SEPARATORS: [&str; 8] = [" | ", " – ", " — ", " - ", " · ", " • ", " :: ", " » "];

/// The day that a value names as it is written, whatever the time zone; none if it can be read in two ways.
pub(in crate::import) fn day(value: &str) -> Option<Date> {
    let value = one_line(value).to_lowercase();
    let pieces: Vec<&str> =
        value.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty()).collect();
    (0..pieces.len()).find_map(|at| day_of_pieces(&pieces[at..])).map(Date::from_day)
}

fn day_of_pieces(pieces: &[&str]) -> Option<NaiveDate> {
    let first = *pieces.first()?;
    if first.len() == 8 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        return exists(first[..4].parse().ok()?, first[4..6].parse().ok()?, first[6..].parse().ok()?);
    }
    let (second, third) = (*pieces.get(1)?, *pieces.get(2)?);
    if let Some(year) = year(first) {
        // 2021-11-24T10:00, 2021/11/24, 2021 жылғы 24 қараша, 2021 ж. 24 қараша
        if let Some(month) = number(second) {
            let digits = third.bytes().take_while(u8::is_ascii_digit).count();
            return exists(year, month, third[..digits].parse().ok()?);
        }
        let months = if second.starts_with('ж') { &pieces[2..] } else { &pieces[1..] };
        return exists(year, month(months.get(1)?)?, number(months.first()?)?);
    }
    // 24 қараша 2021, 24 ноября 2021, Nov 24 2021
    if let (Some(day), Some(month)) = (number(first), month(second)) {
        return exists(year(third)?, month, day);
    }
    if let (Some(month), Some(day)) = (month(first), number(second)) {
        return exists(year(third)?, month, day);
    }
    // 24.11.2021; 11/12/2021 is a day in November to some and in December to others.
    let (day, month, year) = (number(first)?, number(second)?, year(third)?);
    exists(year, month, day)
}

fn year(piece: &str) -> Option<i32> {
    (piece.len() == 4).then(|| piece.parse().ok())?.filter(|year| YEARS.contains(year))
}

fn number(piece: &str) -> Option<u32> {
    (piece.len() <= 2).then(|| piece.parse().ok())?
}

/// Whether a word in lower case names a month, perhaps in short.
pub(in crate::import) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// The month that a word names, whole or in short.
fn month(piece: &str) -> Option<u32> {
    const SHORTEST: usize = 3;
    if matches!(piece, "мая" | "мае") {
        return Some(5);
    }
    let is_short = |name: &str| piece.chars().count() >= SHORTEST && name.starts_with(piece);
    let at = MONTHS.iter().position(|[kazakh, russian, english]| {
        piece.starts_with(kazakh)
            || piece.starts_with(russian)
            || [kazakh, russian, english].into_iter().any(|name| is_short(name))
            || (piece.is_ascii() && piece.starts_with(&english[..SHORTEST]))
    })?;
    u32::try_from(at + 1).ok()
}

fn exists(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|day| YEARS.contains(&day.year()))
}

/// A day with slashes whose first two numbers could each be the month.
pub(super) fn is_ambiguous_day(value: &str) -> bool {
    let numbers: Vec<u32> = value.split('/').take(2).filter_map(|piece| piece.trim().parse().ok()).collect();
    matches!(numbers[..], [first, second] if first <= 12 && second <= 12 && first != second)
}

/// The day in a page's address: `/2021/11/24/…`, `/2021-11-24-…`.
pub(crate) fn day_in_address(address: &str) -> Option<Date> {
    let path = Url::parse(address).ok()?.path().to_owned();
    let pieces: Vec<&str> = path.split(['/', '-', '_', '.']).filter(|piece| !piece.is_empty()).collect();
    let is_digits = |piece: &str, most: usize| {
        (1..=most).contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_digit())
    };
    pieces
        .windows(3)
        .find_map(|window| {
            let [first, second, third] = window else { return None };
            if is_digits(second, 2) && is_digits(first, 4) && is_digits(third, 2) {
                return exists(year(first)?, number(second)?, number(third)?);
            }
            // 24-11-2021
            (is_digits(first, 2) && is_digits(second, 2) && third.len() == 4)
                .then(|| exists(year(third)?, number(second)?, number(first)?))?
        })
        .map(Date::from_day)
}

/// A title in one line, without the name of its site; none if that is all it is.
pub(super) fn title(value: &str, site: Option<&str>) -> Option<String> {
    let mut title = one_line(value);
    if let Some(site) = site.map(fold).filter(|site| !site.is_empty()) {
        for separator in SEPARATORS {
            if let Some((before, behind)) = title.rsplit_once(separator)
                && fold(behind) == site
            {
                title = before.trim().to_owned();
            }
            if let Some((before, behind)) = title.split_once(separator)
                && fold(before) == site
            {
                title = behind.trim().to_owned();
            }
        }
        if fold(&title) == site {
            return None;
        }
    }
    let is_placeholder = NO_TITLE.contains(&fold(&title).as_str());
    (!is_placeholder && title.chars().any(char::is_alphabetic)).then_some(title)
}

/// The name of a publisher.
pub(in crate::import) fn publisher(value: &str) -> Option<String> {
    let name = one_line(value);
    let is_placeholder = NO_TITLE.contains(&fold(&name).as_str()) || NOBODY.contains(&fold(&name).as_str());
    let is_name = name.chars().any(char::is_alphabetic) && name.chars().count() <= 120 && !is_address(&name);
    (is_name && !is_placeholder).then_some(name)
}

/// The name of an author, without the words before it.
pub(in crate::import) fn author(value: &str, site: Option<&str>) -> Option<String> {
    const BEFORE: [&str; 9] =
        ["автор:", "авторы:", "авторлар:", "мәтін:", "текст:", "author:", "by ", "жазған:", "дереккөз:"];
    let name = one_line(value);
    let lower = name.to_lowercase();
    let start = BEFORE.iter().find(|word| lower.starts_with(**word));
    // Small letters may have other lengths than capitals, so as many characters are cut as the words have.
    let name: String = name.chars().skip(start.map_or(0, |word| word.chars().count())).collect();
    let name = name.trim().to_owned();
    let folded = fold(&name);
    let is_site = site.is_some_and(|site| fold(site) == folded);
    let is_name = name.chars().any(char::is_alphabetic)
        && (2..=100).contains(&name.chars().count())
        && !is_address(&name)
        && !name.contains('@')
        && day(&name).is_none();
    (is_name && !is_site && !NOBODY.contains(&folded.as_str())).then_some(name)
}

fn is_address(value: &str) -> bool {
    value.contains("://") || value.starts_with("www.") || value.starts_with('/')
}

/// The address of an article: of the web, and not a site's front page.
pub(super) fn address(value: &str, base: Option<&Url>) -> Option<Url> {
    let address = web_address(value, base)?;
    let host = address.host_str()?;
    let is_article = address.path() != "/" || address.query().is_some();
    let is_public = host.contains('.') && host != "127.0.0.1" && !host.ends_with(".local");
    (is_article && is_public).then_some(address)
}

/// An address of the web.
pub(in crate::import) fn web_address(value: &str, base: Option<&Url>) -> Option<Url> {
    let value = value.trim();
    if value.is_empty() || value.len() > 2_000 {
        return None;
    }
    let address = match base {
        Some(base) => base.join(value).ok()?,
        None => Url::parse(value).ok()?,
    };
    let is_web = matches!(address.scheme(), "http" | "https") && address.username().is_empty();
    is_web.then_some(address)
}

/// One of the site's languages; `kz` is how many pages write Kazakh.
pub(super) fn language(value: &str) -> Option<String> {
    let code = value.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    match code.as_str() {
        "kk" | "kz" | "kaz" => Some("kk".to_owned()),
        "ru" | "rus" => Some("ru".to_owned()),
        "en" | "eng" => Some("en".to_owned()),
        _ => None,
    }
}

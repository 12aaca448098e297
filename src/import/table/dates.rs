//! Dates as spreadsheets in Kazakh and Russian write them, `22.11.2021`, in the form that pages have.
//!
//! Only what has one meaning is rewritten. What is no date stays as it is, and the reader of dates says so.

/// A date of an event: a day with dots, two of them with a dash between, a month with a dot; a time of day is left out.
pub(super) fn edtf(written: &str) -> String {
    let written = written.trim();
    let whole = without_time(written);
    if let Some(date) = dotted(whole) {
        return date;
    }
    for sign in ['–', '—', '-', '/'] {
        if let Some((start, end)) = whole.split_once(sign)
            && let (Some(start), Some(end)) = (dotted(start.trim()), dotted(end.trim()))
        {
            return if start == end { start } else { format!("{start}/{end}") };
        }
    }
    whole.to_owned()
}

/// A calendar day, likewise.
pub(super) fn iso(written: &str) -> String {
    let whole = without_time(written.trim());
    dotted(whole).unwrap_or_else(|| whole.to_owned())
}

/// `22.11.2021` or `11.2021`; the day comes first wherever dots are written.
fn dotted(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('.').collect();
    let number = |text: &str, longest: usize| {
        let is_number =
            !text.is_empty() && text.len() <= longest && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (day, month, year) = match parts.as_slice() {
        [day, month, year] => (Some(number(day, 2)?), number(month, 2)?, *year),
        [month, year] => (None, number(month, 2)?, *year),
        _ => return None,
    };
    if year.len() != 4 || !(1..=12).contains(&month) {
        return None;
    }
    let year = number(year, 4)?;
    Some(match day {
        Some(day) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("{year:04}-{month:02}"),
    })
}

/// Spreadsheets add a time to days that have none: `2021-11-22 00:00:00`, `22.11.2021 0:00`.
fn without_time(text: &str) -> &str {
    let is_time = |rest: &str| {
        rest.contains(':') && rest.bytes().all(|byte| byte.is_ascii_digit() || b":.Z+".contains(&byte))
    };
    match text.split_once([' ', 'T']) {
        Some((day, rest)) if is_time(rest.trim()) => day,
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_a_spreadsheet_are_days() {
        for (written, date) in [
            ("22.11.2021", "2021-11-22"),
            ("1.2.2021", "2021-02-01"),
            ("11.2021", "2021-11"),
            ("22.11.2021 0:00", "2021-11-22"),
            ("2021-11-22 00:00:00", "2021-11-22"),
            ("2021-11-22T10:00:00Z", "2021-11-22"),
            ("22.11.2021 – 26.11.2021", "2021-11-22/2021-11-26"),
            ("22.11.2021-26.11.2021", "2021-11-22/2021-11-26"),
            ("2021", "2021"),
            ("2021?", "2021?"),
            ("2021-11-22/2021-11-26", "2021-11-22/2021-11-26"),
            // What has two meanings, or none, is left to the reader of dates.
            ("11/12/2021", "11/12/2021"),
            ("22.13.2021", "22.13.2021"),
            ("22.11.21", "22.11.21"),
            ("кеше", "кеше"),
            ("", ""),
        ] {
            assert_eq!(edtf(written), date, "{written}");
        }
        // The reader of dates says that the day does not exist.
        assert_eq!(edtf("31.02.2021"), "2021-02-31");
        assert_eq!(iso("1.12.2021"), "2021-12-01");
    }
}

//! Pictures that pages show: what they are, in which widths they are shown, and how those are made.
//!
//! [`look`] reads no more of a picture than its head: its form, its size as a viewer sees it, and
//! whether smaller copies can be made of it. [`renditions`] decides which ones, [`Workshop`] makes them.
//! Pictures come from anywhere: whatever a file holds, the answer is [`Facts`] or a [`Fault`], within
//! the limits below. Where a picture is and which page shows it is the business of others.

mod vector;
mod workshop;

use std::io::Cursor;

use image::codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageResult, Limits};

use crate::source::fingerprint;

pub use workshop::{Copied, NotMade, Workshop};

/// So much of a file holds all that [`look`] has to see, in bytes, unless the head is unusually long.
pub const HEAD: u64 = 256 * 1024;

/// The widths that copies are made in, in pixels: a column of text on screens of one, two and three
/// pixels a point, and the preview of a link.
const WIDTHS: [u32; 4] = [400, 800, 1200, 1600];

/// The widest that a page shows a picture, in pixels.
const WIDEST: u32 = WIDTHS[3];

/// The width that previews of links want at most, in pixels.
pub const PREVIEW_WIDTH: u32 = 1200;

/// What a decoded picture may take at most, in bytes: a hundred million pixels of four samples, which no camera
/// in use exceeds by much, and less than a small machine has.
const MOST_BYTES: u64 = 400_000_000;

/// How wide or high a picture may be at most, in pixels.
const LONGEST_SIDE: u32 = 30_000;

/// Part of every copy's name. It changes whenever copies come out with other bytes than before, by other
/// settings or another version of a library: a test tells.
const SETTINGS: u32 = 1;

/// The form of a picture file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
    /// GIF.
    Gif,
    /// AVIF.
    Avif,
    /// SVG.
    Svg,
}

impl Form {
    /// The usual end of such a file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Avif => "avif",
            Self::Svg => "svg",
        }
    }

    /// Whether a file of this form may be called so.
    #[must_use]
    pub fn goes_with(self, path: &str) -> bool {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        extension.eq_ignore_ascii_case(self.extension())
            || (self == Self::Jpeg && extension.eq_ignore_ascii_case("jpeg"))
    }
}

/// What is known of a picture without decoding it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Its form.
    pub form: Form,
    /// Width and height in pixels, as a viewer shows it; an SVG may say nothing of it.
    pub size: Option<(u32, u32)>,
    /// The form that copies have; none can be made of pictures that move, and of GIF, AVIF and SVG.
    copies_as: Option<Form>,
    /// Whether the file has nothing in it beside the picture: no camera's notes, no place, no orientation.
    is_plain: bool,
}

/// Why a picture cannot be shown as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is not a picture, or its head is damaged.
    NoPicture,
    /// It has no width or no height.
    Empty,
    /// It has more pixels than are decoded.
    TooLarge {
        /// Its width in pixels.
        width: u32,
        /// Its height in pixels.
        height: u32,
    },
    /// Its head is sound, and what follows is not.
    Damaged,
}

impl Fault {
    /// Whether pages show its words alone. What nothing but a browser might read is left to browsers.
    #[must_use]
    pub const fn leaves_out(self) -> bool {
        match self {
            Self::Empty | Self::TooLarge { .. } => true,
            Self::NoPicture | Self::Damaged => false,
        }
    }

    /// What is wrong, and what to do about it.
    #[must_use]
    pub fn words(self) -> (String, &'static str) {
        match self {
            Self::NoPicture => (
                "this is no picture that can be read".to_owned(),
                "save it anew as JPEG or PNG; until then pages show it as it is, if a browser can",
            ),
            Self::Empty => (
                "this picture has no width or no height".to_owned(),
                "save it anew with a size; until then pages show its words in brackets instead",
            ),
            Self::TooLarge { width, height } => (
                format!("this picture is too large: {width} × {height} pixels"),
                "save it smaller, 4000 pixels are plenty; until then pages show its words in brackets instead",
            ),
            Self::Damaged => (
                "this picture is damaged: pages show only a part of it".to_owned(),
                "take the file once more from where it came from",
            ),
        }
    }
}

/// One width in which a picture is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The name of the copy's file; none where the picture itself is shown in its own width.
    pub name: Option<String>,
}

/// Looks at the head of a picture. `bytes` is the whole file, or its first [`HEAD`] bytes: of those the
/// answer [`Fault::NoPicture`] is not the last word.
///
/// # Errors
/// When it cannot be shown.
pub fn look(bytes: &[u8]) -> Result<Facts, Fault> {
    match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) => {
            let decoder = || JpegDecoder::new(Cursor::new(bytes));
            look_at(Form::Jpeg, |_| Some(Form::Jpeg), decoder)
        }
        Ok(ImageFormat::Png) => look_at(
            Form::Png,
            |decoder: &PngDecoder<_>| (!decoder.is_apng().unwrap_or(true)).then_some(Form::Png),
            || PngDecoder::with_limits(Cursor::new(bytes), limits()),
        ),
        Ok(ImageFormat::WebP) => look_at(
            Form::WebP,
            // Only the lossless kind could be written again, which is too large for a photograph.
            |decoder: &WebPDecoder<_>| match (decoder.has_animation(), decoder.color_type().has_alpha()) {
                (true, _) => None,
                (false, true) => Some(Form::Png),
                (false, false) => Some(Form::Jpeg),
            },
            || WebPDecoder::new(Cursor::new(bytes)),
        ),
        Ok(ImageFormat::Gif) => as_it_is(Form::Gif, measured(bytes)?),
        Ok(ImageFormat::Avif) => as_it_is(Form::Avif, measured(bytes)?),
        Ok(_) | Err(_) => {
            vector::size(bytes).ok_or(Fault::NoPicture).and_then(|size| as_it_is(Form::Svg, size))
        }
    }
}

/// What decoders keep to.
fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_BYTES);
    limits
}

/// What a picture takes while copies are made: its own samples, or four of eight bits for each pixel.
fn bytes_taken<D: ImageDecoder>(decoder: &D) -> u64 {
    let (width, height) = decoder.dimensions();
    decoder.total_bytes().max(4 * u64::from(width) * u64::from(height))
}

fn look_at<D: ImageDecoder>(
    form: Form,
    copies_as: impl FnOnce(&D) -> Option<Form>,
    decoder: impl FnOnce() -> ImageResult<D>,
) -> Result<Facts, Fault> {
    let mut decoder = decoder().map_err(|_| Fault::NoPicture)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Fault::Empty);
    }
    if width.max(height) > LONGEST_SIDE || bytes_taken(&decoder) > MOST_BYTES {
        return Err(Fault::TooLarge { width, height });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let is_there = |notes: ImageResult<Option<Vec<u8>>>| !matches!(notes, Ok(None));
    let has_notes = is_there(decoder.exif_metadata())
        || is_there(decoder.xmp_metadata())
        || is_there(decoder.iptc_metadata());
    let size = if turns(orientation) { (height, width) } else { (width, height) };
    Ok(Facts { form, size: Some(size), copies_as: copies_as(&decoder), is_plain: !has_notes })
}

/// Whether width and height change places.
const fn turns(orientation: Orientation) -> bool {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => true,
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => false,
    }
}

fn measured(bytes: &[u8]) -> Result<Option<(u32, u32)>, Fault> {
    let size = imagesize::blob_size(bytes).map_err(|_| Fault::NoPicture)?;
    let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    Ok(Some((side(size.width), side(size.height))))
}

/// A picture of which no copies are made. Its pixels are the browser's business, within the same limits.
fn as_it_is(form: Form, size: Option<(u32, u32)>) -> Result<Facts, Fault> {
    match size {
        Some((0, _) | (_, 0)) => Err(Fault::Empty),
        Some((width, height)) if width.max(height) > LONGEST_SIDE => Err(Fault::TooLarge { width, height }),
        size => Ok(Facts { form, size, copies_as: None, is_plain: true }),
    }
}

/// The widths in which a picture is shown, from the smallest; never wider than it is.
///
/// `name` is the file's name without its end, in letters that an address has, and `hash` tells its bytes.
/// The name of a copy's file tells all that its bytes depend on.
#[must_use]
pub fn renditions(facts: &Facts, name: &str, hash: u64) -> Vec<Rendition> {
    let Some((width, height)) = facts.size else { return Vec::new() };
    let Some(form) = facts.copies_as else { return vec![Rendition { width, height, name: None }] };
    let copy = |wide: u32| {
        let marks = format!("{SETTINGS} {hash:016x} {name} {} {wide}", facts.form.extension());
        let file = format!("{name}-{wide}-{:016x}.{}", fingerprint(marks.as_bytes()), form.extension());
        Rendition { width: wide, height: height_at(wide, (width, height)), name: Some(file) }
    };
    let mut renditions: Vec<Rendition> = WIDTHS.into_iter().filter(|&wide| wide < width).map(copy).collect();
    if width <= WIDEST {
        // What a camera or a telephone notes of place and time is not passed on.
        renditions.push(if facts.is_plain { Rendition { width, height, name: None } } else { copy(width) });
    }
    renditions
}

/// The height of a picture of this size when it is so wide.
fn height_at(wide: u32, (width, height): (u32, u32)) -> u32 {
    let high = (u64::from(height) * u64::from(wide) + u64::from(width) / 2) / u64::from(width);
    u32::try_from(high).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests;

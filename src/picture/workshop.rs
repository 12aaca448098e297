//! Makes the copies of pictures: decodes, turns, makes smaller, writes.
//!
//! A copy has the picture and its colours, and nothing else of the file. The same bytes give the same
//! copy, whatever was made before and by however many threads.

use std::borrow::Cow;
use std::collections::{BTreeSet, VecDeque};
use std::io::Cursor;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{self, CompressionType, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, RgbaImage};

use super::{Fault, Form, MOST_BYTES, WIDEST, bytes_taken, height_at, limits, turns};
use crate::source::{Asset, ReadError};

/// Of a hundred: photographs look the same as before, and have a fifth of the bytes.
const QUALITY: u8 = 80;

/// Pictures of which a copy was made just now are at hand, reduced to the widest copy: the copies of one
/// are asked for one after the other.
const AT_HAND: usize = 4;

/// Pictures that take more than this when they are decoded, in bytes, are decoded one at a time.
const LARGE: u64 = 64 * 1024 * 1024;

/// A colour profile that is longer than this is left out, in bytes.
const LONGEST_PROFILE: usize = 64 * 1024;

/// What tells the bytes of a file.
type Key = (u64, u64);

/// Makes copies of pictures, from any thread.
#[derive(Debug, Default)]
pub struct Workshop {
    at_hand: Mutex<VecDeque<(Key, Arc<Slot>)>>,
    /// The pictures that were decoded, sound ones and others.
    decoded: Mutex<BTreeSet<Key>>,
    damaged: Mutex<BTreeSet<Key>>,
    large: Mutex<()>,
}

/// A picture that is decoded once, by whoever comes first.
type Slot = OnceLock<Result<Master, Fault>>;

/// A picture with the right side up, no wider than the widest copy.
#[derive(Debug)]
struct Master {
    /// In four samples a pixel, whatever it has of its own: what makes pictures smaller knows no other.
    image: Image<'static>,
    samples: Samples,
    /// A profile for its colours, if it has one of its own.
    profile: Option<Vec<u8>>,
}

/// What a pixel has, of eight bits each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Samples {
    Grey,
    GreyAlpha,
    Colours,
    ColoursAlpha,
}

/// Which copy is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// JPEG or PNG.
    pub form: Form,
}

/// Why a copy could not be made.
#[derive(Debug)]
pub enum NotMade {
    /// The file that was there cannot be read any more.
    Read(ReadError),
    /// Nothing of it can be decoded, or nothing be written.
    Fault(Fault),
}

impl Workshop {
    /// Writes a copy of a picture into a buffer.
    ///
    /// What is damaged behind its head is shown as far as it can be decoded.
    ///
    /// # Errors
    /// When the file cannot be read any more, or is no longer what was looked at.
    pub fn copy(&self, picture: &Asset, copy: Copied, buffer: &mut Vec<u8>) -> Result<(), NotMade> {
        buffer.clear();
        let key = (picture.hash, picture.size);
        let slot = self.slot(key);
        let mut failed = None;
        let master = slot.get_or_init(|| {
            picture.with_bytes(|bytes| self.decode(key, bytes)).unwrap_or_else(|error| {
                failed = Some(error);
                Err(Fault::NoPicture)
            })
        });
        if let Some(error) = failed {
            // The file may be back when it is asked for again.
            locked(&self.at_hand).retain(|(known, _)| *known != key);
            return Err(NotMade::Read(error));
        }
        let master = master.as_ref().map_err(|fault| NotMade::Fault(*fault))?;
        write(master, copy, buffer).ok_or(NotMade::Fault(Fault::Damaged))
    }

    /// Whether a picture was decoded before, so that nothing new comes out when it is again.
    #[must_use]
    pub fn knows(&self, picture: &Asset) -> bool {
        locked(&self.decoded).contains(&(picture.hash, picture.size))
    }

    /// Whether a picture turned out to be damaged when copies were made.
    #[must_use]
    pub fn found_damaged(&self, picture: &Asset) -> bool {
        locked(&self.damaged).contains(&(picture.hash, picture.size))
    }

    fn slot(&self, key: Key) -> Arc<Slot> {
        let mut at_hand = locked(&self.at_hand);
        if let Some((_, slot)) = at_hand.iter().find(|(known, _)| *known == key) {
            return Arc::clone(slot);
        }
        let slot = Arc::new(Slot::default());
        at_hand.push_back((key, Arc::clone(&slot)));
        if at_hand.len() > AT_HAND {
            at_hand.pop_front();
        }
        slot
    }

    fn decode(&self, key: Key, bytes: &[u8]) -> Result<Master, Fault> {
        let (master, is_whole) = match image::guess_format(bytes) {
            Ok(ImageFormat::Jpeg) => {
                let decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|_| Fault::NoPicture)?;
                // The decoder takes a picture that breaks off for whole, and its rest for grey.
                self.master(decoder).map(|(master, is_sound)| (master, is_sound && has_end_of_image(bytes)))
            }
            Ok(ImageFormat::Png) => {
                let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits());
                self.master(decoder.map_err(|_| Fault::NoPicture)?)
            }
            Ok(ImageFormat::WebP) => {
                self.master(WebPDecoder::new(Cursor::new(bytes)).map_err(|_| Fault::NoPicture)?)
            }
            Ok(_) | Err(_) => return Err(Fault::NoPicture),
        }?;
        if !is_whole {
            locked(&self.damaged).insert(key);
        }
        locked(&self.decoded).insert(key);
        Ok(master)
    }

    /// Decodes a picture, as far as it can be, and says whether that is all of it.
    fn master<D: ImageDecoder>(&self, mut decoder: D) -> Result<(Master, bool), Fault> {
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let profile = decoder.icc_profile().ok().flatten();
        let (width, height) = decoder.dimensions();
        let (colours, bytes) = (decoder.color_type(), bytes_taken(&decoder));
        let (samples, profile_for) = match colours {
            ColorType::L8 | ColorType::L16 => (Samples::Grey, b"GRAY"),
            ColorType::La8 | ColorType::La16 => (Samples::GreyAlpha, b"GRAY"),
            ColorType::Rgb8 | ColorType::Rgb16 => (Samples::Colours, b"RGB "),
            ColorType::Rgba8 | ColorType::Rgba16 => (Samples::ColoursAlpha, b"RGB "),
            _ => return Err(Fault::NoPicture),
        };
        let is_sound = width > 0 && height > 0 && bytes <= MOST_BYTES;
        let memory = |bytes: u64| usize::try_from(bytes).ok().filter(|_| is_sound).ok_or(Fault::NoPicture);
        // Held until the picture is small.
        let _one_at_a_time = (bytes > LARGE).then(|| locked(&self.large));
        // With room for all that it is to hold: a large picture is not moved.
        let mut buffer = Vec::with_capacity(memory(bytes)?);
        buffer.resize(memory(decoder.total_bytes())?, 0);
        let is_whole = decoder.read_image(&mut buffer).is_ok();
        if matches!(colours, ColorType::L16 | ColorType::La16 | ColorType::Rgb16 | ColorType::Rgba16) {
            buffer = in_eight_bits(&buffer);
        }
        samples.spread(&mut buffer);
        let image =
            Image::from_vec_u8(width, height, buffer, PixelType::U8x4).map_err(|_| Fault::NoPicture)?;
        let shown_width = if turns(orientation) { height } else { width };
        let image = if shown_width > WIDEST {
            let other_side =
                height_at(WIDEST, if turns(orientation) { (height, width) } else { (width, height) });
            let (wide, high) = if turns(orientation) { (other_side, WIDEST) } else { (WIDEST, other_side) };
            resized(&image, wide, high, samples).ok_or(Fault::NoPicture)?
        } else {
            image
        };
        let image = turned(image, orientation).ok_or(Fault::NoPicture)?;
        let fits =
            |profile: &Vec<u8>| profile.len() <= LONGEST_PROFILE && profile.get(16..20) == Some(profile_for);
        Ok((Master { image, samples, profile: profile.filter(fits) }, is_whole))
    }
}

/// Whether a JPEG goes on to the marker that ends the picture: one that was cut off while it was copied does not.
fn has_end_of_image(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(found) = memchr::memchr(0xff, rest) {
        rest = &rest[found + 1..];
        let behind = match rest.first() {
            Some(0xd9) => return true,
            // Another one fills up before a marker.
            Some(0xff) => 0,
            // No marker but a byte of the picture, or a marker that is nothing but itself.
            Some(0x00 | 0x01 | 0xd0..=0xd8) => 1,
            // A part of the file that says how long it is; in one lies the small picture of a camera, with an end.
            Some(_) => match rest.get(1..3) {
                Some(length) => 1 + usize::from(u16::from_be_bytes([length[0], length[1]])),
                None => return false,
            },
            None => return false,
        };
        rest = rest.get(behind..).unwrap_or_default();
    }
    false
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    // No code that holds a lock can leave what is behind it half changed.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Samples of sixteen bits, rounded to eight.
fn in_eight_bits(samples: &[u8]) -> Vec<u8> {
    let (pairs, _) = samples.as_chunks::<2>();
    let rounded = |pair: &[u8; 2]| (u32::from(u16::from_ne_bytes(*pair)) * 255 + 32_767) / 65_535;
    pairs.iter().map(|pair| u8::try_from(rounded(pair)).unwrap_or(u8::MAX)).collect()
}

impl Samples {
    const fn count(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::GreyAlpha => 2,
            Self::Colours => 3,
            Self::ColoursAlpha => 4,
        }
    }

    const fn has_alpha(self) -> bool {
        matches!(self, Self::GreyAlpha | Self::ColoursAlpha)
    }

    /// Red, green, blue and alpha for each pixel, in the place of what it had.
    fn spread(self, bytes: &mut Vec<u8>) {
        let count = self.count();
        let pixels = bytes.len() / count;
        bytes.resize(4 * pixels, 0);
        // From the end: what is written lies behind what is still to be read.
        for pixel in (0..pixels).rev() {
            let own = &bytes[count * pixel..];
            let four = match self {
                Self::Grey => [own[0], own[0], own[0], 255],
                Self::GreyAlpha => [own[0], own[0], own[0], own[1]],
                Self::Colours => [own[0], own[1], own[2], 255],
                Self::ColoursAlpha => return,
            };
            bytes[4 * pixel..4 * pixel + 4].copy_from_slice(&four);
        }
    }

    /// What [`Samples::spread`] was given.
    fn gathered(self, bytes: &[u8]) -> Cow<'_, [u8]> {
        let (pixels, _) = bytes.as_chunks::<4>();
        match self {
            Self::Grey => pixels.iter().map(|pixel| pixel[0]).collect(),
            Self::GreyAlpha => pixels.iter().flat_map(|pixel| [pixel[0], pixel[3]]).collect(),
            Self::Colours => pixels.iter().flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect(),
            Self::ColoursAlpha => Cow::Borrowed(bytes),
        }
    }
}

fn resized(image: &Image<'_>, width: u32, height: u32, samples: Samples) -> Option<Image<'static>> {
    let mut smaller = Image::new(width, height, PixelType::U8x4);
    // A filter without sines, which machines reckon differently in the last digit.
    let filter = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom))
        .use_alpha(samples.has_alpha());
    Resizer::new().resize(image, &mut smaller, &filter).ok()?;
    Some(smaller)
}

/// Puts the right side up.
fn turned(image: Image<'static>, orientation: Orientation) -> Option<Image<'static>> {
    if orientation == Orientation::NoTransforms {
        return Some(image);
    }
    let picture = RgbaImage::from_raw(image.width(), image.height(), image.into_vec())?;
    let mut picture = DynamicImage::ImageRgba8(picture);
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width(), picture.height());
    Image::from_vec_u8(width, height, picture.into_bytes(), PixelType::U8x4).ok()
}

fn write(master: &Master, copy: Copied, buffer: &mut Vec<u8>) -> Option<()> {
    let image = &master.image;
    let smaller = (image.width(), image.height()) != (copy.width, copy.height);
    let smaller = if smaller { Some(resized(image, copy.width, copy.height, master.samples)?) } else { None };
    let image = smaller.as_ref().unwrap_or(image);
    let colours = match master.samples {
        Samples::Grey => ExtendedColorType::L8,
        Samples::GreyAlpha => ExtendedColorType::La8,
        Samples::Colours => ExtendedColorType::Rgb8,
        Samples::ColoursAlpha => ExtendedColorType::Rgba8,
    };
    let (bytes, width, height) = (master.samples.gathered(image.buffer()), image.width(), image.height());
    match copy.form {
        Form::Jpeg => with_profile(JpegEncoder::new_with_quality(buffer, QUALITY), master)
            .write_image(&bytes, width, height, colours),
        Form::Png => {
            let encoder =
                PngEncoder::new_with_quality(buffer, CompressionType::Default, png::FilterType::Adaptive);
            with_profile(encoder, master).write_image(&bytes, width, height, colours)
        }
        Form::WebP | Form::Gif | Form::Avif | Form::Svg => return None,
    }
    .ok()
}

fn with_profile<E: ImageEncoder>(mut encoder: E, master: &Master) -> E {
    if let Some(profile) = &master.profile {
        // An encoder that can write none leaves it out.
        let _ = encoder.set_icc_profile(profile.clone());
    }
    encoder
}

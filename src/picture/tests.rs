//! What is seen of pictures and what is made of them. All pictures are drawn here.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, GenericImageView, ImageEncoder, RgbImage, RgbaImage};
use proptest::prelude::*;

use super::*;
use crate::source::{Asset, SitePath};

/// Red at the left, blue at the right, darker towards the bottom.
fn drawn(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let light = 255 - u8::try_from(y * 200 / height).unwrap();
        if x * 2 < width { image::Rgb([light, 0, 0]) } else { image::Rgb([0, 0, light]) }
    })
}

fn png(picture: impl Into<DynamicImage>) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A JPEG whose notes say how it is to be turned.
fn jpeg(picture: &RgbImage, orientation: Option<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    if let Some(orientation) = orientation {
        // TIFF, little end first, one entry: tag 0x0112, one short.
        let mut notes = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        notes.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
        encoder.set_exif_metadata(notes).unwrap();
    }
    encoder.write_image(picture, picture.width(), picture.height(), image::ExtendedColorType::Rgb8).unwrap();
    bytes
}

fn asset(bytes: &[u8]) -> Asset {
    Asset::embedded(SitePath::new("content/events/a/photo.jpg"), bytes.to_vec().leak())
}

fn made(bytes: &[u8], copied: Copied) -> Vec<u8> {
    let mut buffer = Vec::new();
    Workshop::default().copy(&asset(bytes), copied, &mut buffer).unwrap();
    buffer
}

fn widths(bytes: &[u8]) -> Vec<(u32, u32, bool)> {
    let facts = look(bytes).unwrap();
    let shown = renditions(&facts, "photo", 1).into_iter();
    shown.map(|shown| (shown.width, shown.height, shown.name.is_some())).collect()
}

#[test]
fn a_picture_is_shown_in_several_widths_and_never_wider_than_it_is() {
    for (width, expected) in [
        (2000, vec![(400, 200, true), (800, 400, true), (1200, 600, true), (1600, 800, true)]),
        (1600, vec![(400, 200, true), (800, 400, true), (1200, 600, true), (1600, 800, false)]),
        (900, vec![(400, 200, true), (800, 400, true), (900, 450, false)]),
        (300, vec![(300, 150, false)]),
        (2, vec![(2, 1, false)]),
    ] {
        assert_eq!(widths(&png(drawn(width, width / 2))), expected, "{width}");
    }
    assert_eq!(widths(&png(drawn(3000, 1))).last(), Some(&(1600, 1, true)));
}

#[test]
fn the_right_side_is_up_and_notes_are_not_passed_on() {
    // 6: the picture lies on its left side, and is turned to the right to be seen.
    let bytes = jpeg(&drawn(600, 300), Some(6));
    assert!(bytes.windows(4).any(|four| four == b"Exif"));
    let facts = look(&bytes).unwrap();
    assert_eq!(facts.size, Some((300, 600)));
    // As small as it is, it is not shown itself: it has notes.
    assert_eq!(widths(&bytes), [(300, 600, true)]);
    let copy = made(&bytes, Copied { width: 300, height: 600, form: Form::Jpeg });
    assert!(!copy.windows(4).any(|four| four == b"Exif"));
    let seen = image::load_from_memory(&copy).unwrap();
    assert_eq!(seen.dimensions(), (300, 600));
    let (top, bottom) = (seen.get_pixel(150, 60).0, seen.get_pixel(150, 540).0);
    assert!(top[0] > 100 && top[2] < 60, "red is above: {top:?}");
    assert!(bottom[2] > 100 && bottom[0] < 60, "blue is below: {bottom:?}");
    assert_eq!(widths(&jpeg(&drawn(300, 600), None)), [(300, 600, false)]);
}

#[test]
fn what_can_be_seen_through_stays_so_and_a_profile_for_its_colours_is_kept() {
    let glass =
        RgbaImage::from_fn(1000, 1000, |x, _| image::Rgba([0, 200, 0, if x < 500 { 0 } else { 255 }]));
    let copy = made(&png(glass), Copied { width: 400, height: 400, form: Form::Png });
    let seen = image::load_from_memory(&copy).unwrap();
    assert_eq!((seen.get_pixel(50, 50).0[3], seen.get_pixel(350, 50).0), (0, [0, 200, 0, 255]));

    let mut profile = vec![0; 200];
    profile[16..20].copy_from_slice(b"RGB ");
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(profile.clone()).unwrap();
    let picture = drawn(500, 500);
    encoder.write_image(&picture, 500, 500, image::ExtendedColorType::Rgb8).unwrap();
    let copy = made(&bytes, Copied { width: 400, height: 400, form: Form::Png });
    let mut decoder = PngDecoder::new(Cursor::new(copy)).unwrap();
    assert_eq!(decoder.icc_profile().unwrap(), Some(profile));
}

#[test]
fn pictures_in_grey_and_of_sixteen_bits_are_made_smaller_too() {
    let grey = image::GrayImage::from_pixel(800, 800, image::Luma([90]));
    let deep = image::ImageBuffer::from_pixel(800, 800, image::Rgb([65_535_u16, 32_768, 0]));
    let glass = image::GrayAlphaImage::from_pixel(800, 800, image::LumaA([90, 51]));
    for (picture, samples, expected) in [
        (DynamicImage::from(grey), image::ColorType::L8, [90, 90, 90, 255]),
        (DynamicImage::from(glass), image::ColorType::La8, [90, 90, 90, 51]),
        (DynamicImage::from(deep), image::ColorType::Rgb8, [255, 128, 0, 255]),
    ] {
        let copy = made(&png(picture), Copied { width: 400, height: 400, form: Form::Png });
        let copy = image::load_from_memory(&copy).unwrap();
        assert_eq!((copy.color(), copy.to_rgba8().get_pixel(200, 200).0), (samples, expected));
    }
}

#[test]
fn a_copy_does_not_depend_on_what_was_made_before() {
    let bytes = jpeg(&drawn(2400, 1600), None);
    let copies =
        [400, 800, 1200, 1600].map(|width| Copied { width, height: width * 2 / 3, form: Form::Jpeg });
    let alone = copies.map(|copy| made(&bytes, copy));
    let (workshop, asset) = (Workshop::default(), asset(&bytes));
    let together: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let threads = copies.map(|copy| {
            let (workshop, asset) = (&workshop, &asset);
            scope.spawn(move || {
                let mut buffer = vec![1, 2, 3];
                workshop.copy(asset, copy, &mut buffer).unwrap();
                buffer
            })
        });
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(alone.to_vec(), together);
}

/// What an output folder has from an earlier build stays there, by its name: when this fails, `SETTINGS`
/// has to grow, and the numbers here change.
#[test]
fn copies_have_these_bytes_or_another_name() {
    let photo = made(&jpeg(&drawn(900, 600), None), Copied { width: 400, height: 267, form: Form::Jpeg });
    let drawing = made(&png(drawn(900, 600)), Copied { width: 400, height: 267, form: Form::Png });
    let seen = (SETTINGS, fingerprint(&photo), fingerprint(&drawing));
    assert_eq!(seen, (1, 1_001_031_872_178_421_826, 5_972_982_766_950_198_516));
}

#[test]
fn what_is_too_large_is_not_decoded() {
    // The head of a PNG of 25 000 × 25 000 pixels, and next to no data.
    let mut bytes = png(drawn(2, 2));
    bytes[16..20].copy_from_slice(&25_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&25_000_u32.to_be_bytes());
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    assert_eq!(look(&bytes), Err(Fault::TooLarge { width: 25_000, height: 25_000 }));
    let copied = Copied { width: 400, height: 400, form: Form::Png };
    assert!(Workshop::default().copy(&asset(&bytes), copied, &mut Vec::new()).is_err());
}

#[test]
fn a_picture_of_few_samples_is_too_large_when_its_copies_would_take_too_much() {
    let grey = DynamicImage::from(image::GrayImage::new(2, 2));
    let sized = |side: u32| {
        let mut bytes = png(grey.clone());
        bytes[16..20].copy_from_slice(&side.to_be_bytes());
        bytes[20..24].copy_from_slice(&side.to_be_bytes());
        let sum = crc(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        look(&bytes)
    };
    assert!(sized(10_000).is_ok());
    assert_eq!(sized(10_001), Err(Fault::TooLarge { width: 10_001, height: 10_001 }));
}

/// The checksum of PNG.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, &byte| {
        (0..8).fold(
            sum ^ u32::from(byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 },
        )
    })
}

#[test]
fn drawings_and_moving_pictures_are_shown_as_they_are() {
    let svg = |text: &str| look(text.as_bytes()).map(|facts| facts.size);
    assert_eq!(svg("<?xml version=\"1.0\"?><!-- a --><svg width=\"30px\" height='20'>"), Ok(Some((30, 20))));
    assert_eq!(svg("<svg viewBox=\"0 0 12.5 8\" xmlns=\"…\"/>"), Ok(Some((13, 8))));
    assert_eq!(svg("<svg width=\"100%\">"), Ok(None));
    assert_eq!(svg("<svg width=\"0\" height=\"0\">"), Err(Fault::Empty));
    assert_eq!(svg("<html><svg width=\"1\" height=\"1\">"), Err(Fault::NoPicture));
    let gif = b"GIF89a\x05\x00\x03\x00\x00\x00\x00;";
    assert_eq!(look(gif).map(|facts| (facts.form, facts.size)), Ok((Form::Gif, Some((5, 3)))));
    assert_eq!(renditions(&look(gif).unwrap(), "a", 1), [Rendition { width: 5, height: 3, name: None }]);
    assert_eq!(look(b"GIF89a\0\0\x03\0\0\0\0;"), Err(Fault::Empty));
    assert_eq!(look(b"GIF8"), Err(Fault::NoPicture));
    assert_eq!(look(b""), Err(Fault::NoPicture));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_file_makes_the_program_fail(
        kind in 0_usize..3,
        cut in 0_usize..4000,
        changes in proptest::collection::vec((0_usize..4000, any::<u8>()), 0..6),
    ) {
        let webp = || {
            let mut bytes = Cursor::new(Vec::new());
            DynamicImage::from(drawn(60, 40)).write_to(&mut bytes, ImageFormat::WebP).unwrap();
            bytes.into_inner()
        };
        let mut bytes = match kind {
            0 => png(drawn(60, 40)),
            1 => jpeg(&drawn(60, 40), Some(6)),
            _ => webp(),
        };
        for (at, byte) in changes {
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        bytes.truncate(cut.max(1));
        if let Ok(facts) = look(&bytes) {
            for shown in renditions(&facts, "a", 1) {
                prop_assert!(shown.width > 0 && shown.height > 0);
            }
            let copied = Copied { width: 20, height: 10, form: Form::Png };
            let mut buffer = Vec::new();
            // What claims to be large takes its time. Made or not: it answers.
            let is_small = facts.size.is_some_and(|(width, height)| u64::from(width) * u64::from(height) < 1_000_000);
            let done = is_small && Workshop::default().copy(&asset(&bytes), copied, &mut buffer).is_ok();
            prop_assert!(!done || image::load_from_memory(&buffer).is_ok());
        }
    }
}

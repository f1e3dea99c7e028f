//! The photo of a list: JPEG or PNG known by its content, of a size that a phone takes, without what a
//! camera notes beside it (a place, a date, the device).

use super::document::Document;
use thiserror::Error;

/// The most bytes of a photo.
pub const MOST_BYTES: usize = 1024 * 1024;
/// The most pixels of a side.
pub const MOST_PIXELS: u32 = 2_400;
/// The most characters of the words for whoever does not see it.
pub const MOST_WORDS: usize = 200;

/// Why a photo is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhotoRefusal {
    /// Neither JPEG nor PNG, or cut off.
    #[error("neither a JPEG nor a PNG")]
    NoPhoto,
    /// Too many bytes.
    #[error("more than {MOST_BYTES} bytes")]
    TooLarge,
    /// Too wide or too high.
    #[error("more than {MOST_PIXELS} pixels a side")]
    TooWide,
}

/// A photo that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// JPEG or PNG.
    pub kind: Document,
    /// Its bytes, without notes.
    pub bytes: Vec<u8>,
}

impl Photo {
    /// Reads a photo and takes out what does not draw it.
    ///
    /// # Errors
    /// [`PhotoRefusal`].
    pub fn read(bytes: &[u8]) -> Result<Self, PhotoRefusal> {
        let kind = Document::of(bytes).ok_or(PhotoRefusal::NoPhoto)?;
        if bytes.len() > MOST_BYTES {
            return Err(PhotoRefusal::TooLarge);
        }
        let drawn = match kind {
            Document::Jpeg => jpeg(bytes),
            Document::Png => png(bytes),
            Document::Pdf => None,
        };
        let (kept, [width, height]) = drawn.ok_or(PhotoRefusal::NoPhoto)?;
        if width == 0 || height == 0 {
            return Err(PhotoRefusal::NoPhoto);
        }
        if width.max(height) > MOST_PIXELS {
            return Err(PhotoRefusal::TooWide);
        }
        Ok(Self { kind, bytes: kept })
    }
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    let pair = bytes.get(at..at + 2)?;
    Some(usize::from(pair[0]) << 8 | usize::from(pair[1]))
}

/// Segment by segment up to the picture (ITU-T T.81, B.1); comments and the notes of applications go,
/// but those that say how colours are meant (JFIF, Adobe).
fn jpeg(bytes: &[u8]) -> Option<(Vec<u8>, [u32; 2])> {
    let mut kept = bytes.get(..2)?.to_vec();
    let mut size = None;
    let mut at = 2;
    loop {
        let [0xFF, marker] = *bytes.get(at..at + 2)? else {
            return None;
        };
        let length = short(bytes, at + 2)?;
        let segment = bytes.get(at..at + 2 + length)?;
        // Frames: SOF0 to SOF15 without the tables that share their range.
        if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
            let [high, wide] = [short(segment, 5)?, short(segment, 7)?];
            size = Some([u32::try_from(wide).ok()?, u32::try_from(high).ok()?]);
        }
        if marker == 0xE1 {
            kept.extend(upright(segment).unwrap_or_default());
        } else if !matches!(marker, 0xE2..=0xED | 0xEF | 0xFE) {
            kept.extend_from_slice(segment);
        }
        at += 2 + length;
        if marker == 0xDA {
            let scan = scan(bytes.get(at..)?)?;
            kept.extend_from_slice(scan);
            at += scan.len();
            // What stands behind the end (a film, a second picture) goes.
            if bytes.get(at..at + 2)? == END {
                kept.extend(END);
                return Some((kept, size?));
            }
        }
    }
}

/// The end of a picture (ITU-T T.81, B.1.1.3).
const END: [u8; 2] = [0xFF, 0xD9];

/// The coded data of a scan: up to the next marker that is neither a stuffed byte nor a restart.
fn scan(bytes: &[u8]) -> Option<&[u8]> {
    let is_marker = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF);
    let end = bytes.windows(2).position(is_marker)?;
    bytes.get(..end)
}

/// A note of the camera that says nothing but how the picture is turned (Exif 2.3, 4.6.4: tag 0112),
/// if it is.
fn upright(segment: &[u8]) -> Option<Vec<u8>> {
    let tiff = segment.get(4..)?.strip_prefix(b"Exif\0\0")?;
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let number = |at: usize, bytes: usize| -> Option<usize> {
        let part = tiff.get(at..at.checked_add(bytes)?)?;
        let join = |n: usize, byte: &u8| n << 8 | usize::from(*byte);
        Some(if big {
            part.iter().fold(0, join)
        } else {
            part.iter().rev().fold(0, join)
        })
    };
    let first = number(4, 4)?;
    let entries = (0..number(first, 2)?).map(|entry| first.saturating_add(2 + 12 * entry));
    let turned = entries
        .filter(|at| number(*at, 2) == Some(0x0112))
        .find_map(|at| number(at + 8, 2))?;
    let turned = u8::try_from(turned)
        .ok()
        .filter(|turned| (2..=8).contains(turned))?;
    let mut note = vec![0xFF, 0xE1, 0, 34];
    note.extend(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    note.extend([turned, 0, 0, 0, 0, 0, 0]);
    Some(note)
}

/// Chunk by chunk (W3C PNG, 5.3); only those that draw are kept.
fn png(bytes: &[u8]) -> Option<(Vec<u8>, [u32; 2])> {
    const DRAW: [&[u8]; 9] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP",
    ];
    let number = |at: usize| -> Option<u32> {
        let four = bytes.get(at..at + 4)?;
        Some(four.iter().fold(0, |n, byte| n << 8 | u32::from(*byte)))
    };
    let mut kept = bytes.get(..8)?.to_vec();
    let size = [number(16)?, number(20)?];
    let mut at = 8;
    loop {
        let length = usize::try_from(number(at)?).ok()?;
        let end = at.checked_add(length)?.checked_add(12)?;
        let chunk = bytes.get(at..end)?;
        let name = chunk.get(4..8)?;
        if at == 8 && name != b"IHDR" {
            return None;
        }
        if DRAW.contains(&name) {
            kept.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Some((kept, size));
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(name: &[u8], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length[..], name, data, &[0; 4]].concat()
    }

    fn png_of(width: u32) -> Vec<u8> {
        let mut header = [width.to_be_bytes(), 300_u32.to_be_bytes()].concat();
        header.extend([8, 2, 0, 0, 0]);
        [
            b"\x89PNG\r\n\x1A\n".to_vec(),
            chunk(b"IHDR", &header),
            chunk(b"tEXt", b"Author\0Claire"),
            chunk(b"IDAT", b"pixels"),
            chunk(b"IEND", b""),
        ]
        .concat()
    }

    fn jpeg_of(width: u16) -> Vec<u8> {
        let segment = |marker: u8, data: &[u8]| {
            let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
            [&[0xFF, marker][..], &length, data].concat()
        };
        let mut frame = vec![8];
        frame.extend(300_u16.to_be_bytes());
        frame.extend(width.to_be_bytes());
        [
            vec![0xFF, 0xD8],
            segment(0xE0, b"JFIF\0"),
            segment(0xE1, b"Exif\0\0 48.85 N"),
            segment(0xFE, b"a comment"),
            segment(0xC0, &frame),
            segment(0xDA, &[1]),
            b"pixels\xFF\xD9".to_vec(),
        ]
        .concat()
    }

    #[test]
    fn a_photo_is_kept_without_what_the_camera_noted() {
        let png = Photo::read(&png_of(400)).unwrap();
        assert_eq!(png.kind, Document::Png);
        assert!(!png.bytes.windows(6).any(|some| some == b"Claire"));
        let jpeg = Photo::read(&jpeg_of(400)).unwrap();
        assert_eq!(jpeg.kind, Document::Jpeg);
        for note in [&b"48.85"[..], b"a comment"] {
            assert!(!jpeg.bytes.windows(note.len()).any(|some| some == note));
        }
        assert!(jpeg.bytes.ends_with(b"pixels\xFF\xD9"));
        // Read again, it is the same: nothing was left to take out.
        assert_eq!(Photo::read(&jpeg.bytes), Ok(jpeg));
        assert_eq!(Photo::read(&png.bytes), Ok(png));
    }

    #[test]
    fn a_photo_keeps_how_it_is_turned_and_nothing_behind_its_end() {
        let note = |order: &[u8], entry: &[u8]| {
            let tiff = [&b"Exif\0\0"[..], order, entry, b"\0\0\0\0 48.85 N"].concat();
            let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
            [&[0xFF, 0xE1][..], &length, &tiff].concat()
        };
        let big = note(
            b"MM\0*\0\0\0\x08\0\x01",
            b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0",
        );
        let little = note(
            b"II*\0\x08\0\0\0\x01\0",
            b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0",
        );
        for turned in [big, little] {
            let whole = jpeg_of(400);
            let behind = [&whole[..2], &turned, &whole[2..], b"a film of 48.85 N"].concat();
            let kept = Photo::read(&behind).unwrap().bytes;
            assert!(kept.ends_with(b"pixels\xFF\xD9"));
            assert!(!kept.windows(5).any(|some| some == b"48.85"));
            let notes = kept.windows(2).filter(|two| *two == [0xFF, 0xE1]).count();
            assert_eq!(notes, 1, "how it is turned");
            assert!(kept.windows(2).any(|two| two == [0, 6]));
            assert_eq!(
                Photo::read(&kept).unwrap().bytes,
                kept,
                "read again, it is the same"
            );
        }
    }

    #[test]
    fn what_is_no_photo_or_too_large_is_refused() {
        assert_eq!(Photo::read(&png_of(2401)), Err(PhotoRefusal::TooWide));
        assert_eq!(Photo::read(&jpeg_of(2401)), Err(PhotoRefusal::TooWide));
        assert_eq!(Photo::read(&png_of(0)), Err(PhotoRefusal::NoPhoto));
        for other in [&b"%PDF-1.7"[..], b"<svg>", b"GIF89a", &png_of(9)[..40]] {
            assert_eq!(Photo::read(other), Err(PhotoRefusal::NoPhoto));
        }
        let mut large = jpeg_of(400);
        large.resize(MOST_BYTES + 1, 0);
        assert_eq!(Photo::read(&large), Err(PhotoRefusal::TooLarge));
    }

    #[test]
    fn whatever_the_bytes_reading_them_ends() {
        for whole in [png_of(400), jpeg_of(400)] {
            for length in 0..whole.len() {
                let _ = Photo::read(&whole[..length]);
            }
        }
    }
}

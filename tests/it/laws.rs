//! What holds for every format: places, texts and bytes agree, and no input makes a reader panic.

use canonym::formats::{Format, Reading};
use canonym::label::{Contents, Label};
use canonym::text::source::{Position, Source};

use crate::golden::cases;

/// Files up to this size are read with every character cut off or left out.
const SMALL: usize = 4 << 10;

#[test]
fn decoded_spans_are_the_text() {
    for case in cases() {
        check_spans(case.format, &case.source);
    }
}

#[test]
fn decoding_undoes_encoding() {
    for case in cases() {
        for label in read(case.format, &case.source).labels {
            if let Ok(bytes) = (case.format.encode)(&label.text, label.quoting) {
                assert_eq!((case.format.decode)(&bytes, label.quoting), label.text, "{bytes}");
            }
        }
    }
}

#[test]
fn an_encoded_text_is_read_back() {
    for case in cases() {
        let labels = read(case.format, &case.source).labels;
        for (index, label) in labels.iter().enumerate().filter(|(_, label)| is_in_one_piece(label))
        {
            let Ok(bytes) = (case.format.encode)(&label.text, label.quoting) else { continue };
            let hull = label.spans.hull();
            let mut text = case.source.text.clone();
            text.replace_range(hull.start as usize..hull.end as usize, &bytes);
            let source = Source::from_text(case.source.path.clone(), text);
            let read = read(case.format, &source).labels;
            assert_eq!(read.len(), labels.len(), "{} {bytes}", case.folder.display());
            assert_eq!(read[index].text, label.text, "{}", case.folder.display());
        }
    }
}

#[test]
fn line_ends_change_no_place() {
    for case in cases().into_iter().filter(|case| !case.source.text.contains('\r')) {
        let crlf = case.source.text.replace('\n', "\r\n");
        let crlf = Source::from_text(case.source.path.clone(), crlf);
        let ours = read(case.format, &case.source);
        let theirs = read(case.format, &crlf);
        let folder = case.folder.display();
        assert_eq!(places(&case.source, &ours), places(&crlf, &theirs), "{folder}");
    }
}

#[test]
fn no_damage_makes_a_reader_panic() {
    for case in cases().into_iter().filter(|case| case.source.text.len() <= SMALL) {
        let text = &case.source.text;
        for (at, char) in text.char_indices() {
            let without = format!("{}{}", &text[..at], &text[at + char.len_utf8()..]);
            for damaged in [&text[..at], &text[at..], &*without] {
                check_spans(case.format, &Source::from_text(case.source.path.clone(), damaged));
            }
        }
    }
}

fn read<'s>(format: &Format, source: &'s Source) -> Contents<'s> {
    (format.read)(source, &Reading::default())
}

/// Reads a source; joining its labels' decoded spans gives their texts.
fn check_spans(format: &Format, source: &Source) {
    for label in read(format, source).labels {
        let decode = |span| (format.decode)(source.slice(span), label.quoting);
        let joined: String = label.spans.iter().map(decode).collect();
        assert_eq!(joined, label.text, "{} in {:?}", format.id, source.text);
    }
}

fn is_in_one_piece(label: &Label<'_>) -> bool {
    label.spans.iter().count() == 1
}

/// Where each label and fault stands, with its key and text.
fn places(source: &Source, contents: &Contents<'_>) -> Vec<(Position, String)> {
    let label = |label: &Label<'_>| {
        let text = label.text.replace("\r\n", "\n");
        let name = format!("{:?} {:?} {text}", label.key, label.branch);
        (source.position(label.spans.first().start), name)
    };
    let labels = contents.labels.iter().map(label);
    let faults = contents.faults.iter().map(|fault| {
        (source.position(fault.span.map_or(0, |span| span.start)), fault.message.clone())
    });
    labels.chain(faults).collect()
}

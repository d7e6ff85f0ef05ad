//! What holds for every format: places, texts and bytes agree, and no input makes a reader panic. And
//! for a whole run: its report depends on what a product says, not on how its files happen to lie.

use canonym::formats::{Format, Reading};
use canonym::label::{Contents, Label};
use canonym::text::source::{Position, Source};

use canonym::finding::Level;
use canonym::reports::json;

use crate::golden::cases;
use crate::product::{Odd, Product};

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

/// The same product gives the same bytes, however often and however many threads read it.
#[test]
fn threads_and_repetition_change_no_byte() {
    let product = many_catalogues();
    let report = || product.report(&json::STYLE, Level::Note);
    let first = with_threads(1, report);
    assert!(first.contains("shared-name"), "there is something to report");
    for threads in [1, 2, 8] {
        assert!(with_threads(threads, report) == first, "{threads} threads");
    }
}

/// CRLF for LF changes no line, no column and no fingerprint.
#[test]
fn line_ends_change_no_mark() {
    let product = freelance();
    let mut crlf = product.clone();
    for text in crlf.0.values_mut() {
        *text = text.replace('\n', "\r\n");
    }
    let marks = |product: &Product| {
        let mark = |odd: Odd| (odd.fingerprint, odd.name, odd.at.start, odd.at.end);
        product.odd().into_iter().map(mark).collect::<Vec<_>>()
    };
    assert_eq!(marks(&product), marks(&crlf));
}

/// A mark is the same mark when its file, or the whole folder, lies elsewhere.
#[test]
fn moving_files_changes_no_fingerprint() {
    let product = freelance();
    let folder = product.moved(|path| path.replacen("web/", "apps/site/", 1));
    let file = product.moved(|path| path.replace("stats.json", "numbers.json"));
    let page = product.moved(|path| path.replace("help/index.html", "pages/names.html"));
    for moved in [folder, file, page] {
        assert_ne!(product.0.keys().collect::<Vec<_>>(), moved.0.keys().collect::<Vec<_>>());
        assert_eq!(product.fingerprints(), moved.fingerprints());
    }
}

/// A mark is the same mark when the keys of its file are sorted, or nested otherwise.
#[test]
fn sorting_keys_changes_no_fingerprint() {
    let product = freelance();
    let sorted = product.with("web/locales/en/stats.json", |text| {
        let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
        serde_json::to_string_pretty(&value).expect("JSON") // its maps are sorted
    });
    assert_eq!(product.fingerprints(), sorted.fingerprints());
    let turned = product.with("web/locales/en/proposals.ftl", |text| {
        text.lines().rev().flat_map(|line| [line, "\n"]).collect()
    });
    assert_eq!(product.fingerprints(), turned.fingerprints());
}

/// Adding a right label changes no fingerprint.
#[test]
fn a_right_label_changes_no_fingerprint() {
    let product = freelance();
    let added = [
        ("web/locales/en/proposals.ftl", "my-proposals-hired = Hired\n"),
        ("web/locales/en/proposals.ftl", "my-proposals-interviewed = Active proposals\n"),
        ("web/locales/de/proposals.ftl", "proposals-note = Nur ein Satz.\n"),
    ];
    for (path, line) in added {
        let more = product.with(path, |text| format!("{line}{text}"));
        assert_eq!(product.fingerprints(), more.fingerprints(), "{line}");
    }
}

/// A source text that catalogues repeat is the same mark whichever of them are there: one more, and one
/// before the others, the template gone, all of them moved.
#[test]
fn catalogues_that_come_and_go_change_no_fingerprint() {
    let product = Product::read("../checks/split-name/gettext-one-label-with-copies");
    assert!(product.fingerprints().len() > 1);
    let german = product.0["po/de.po"].clone();
    let mut more = product.clone();
    more.0.insert("po/ab.po".to_owned(), german.replace("Language: de", "Language: ab"));
    let mut fewer = product.clone();
    fewer.0.remove("po/shop.pot");
    let moved = product.moved(|path| path.replacen("po/", "gtk/po/", 1));
    for changed in [more, fewer, moved] {
        assert_eq!(product.fingerprints(), changed.fingerprints());
    }
    let report = |product: &Product| product.report(&json::STYLE, Level::Note);
    let one = with_threads(1, || report(&product));
    assert_eq!(one, with_threads(8, || report(&product)));
    assert!(one.contains("\"path\": \"po/de.po\""), "a copy is named");
}

/// A waiver makes its marks context and leaves every other mark as it was.
#[test]
fn a_waiver_changes_no_other_fingerprint() {
    let product = freelance();
    let permission = "[[waiver]]\nnames = [\"Sent\", \"Angenommen\"]\nreason = \"r\"\n";
    let waived = product.with("canonym.toml", |text| format!("{text}\n{permission}"));
    let is_held = |odd: &Odd| ["Sent", "Angenommen"].contains(&&*odd.name);
    let (held, rest): (Vec<_>, Vec<_>) = product.odd().into_iter().partition(is_held);
    assert!(!held.is_empty());
    let rest: Vec<_> = rest.into_iter().map(|odd| odd.fingerprint).collect();
    assert_eq!(waived.fingerprints(), rest);
    assert_eq!(waived.check().report.tallies.accepted, held.len());
}

/// Mending one place turns nothing red: every mark that can, stood there before. (A note may be new:
/// where the source now has one name, a translation that still has two no longer mirrors it.)
#[test]
fn mending_a_place_turns_nothing_red() {
    let product = freelance();
    let before = red(&product);
    let (english, german) = ("web/locales/en/stats.json", "web/locales/de/stats.json");
    let mended = [
        (english, "Interviewed", "Active"),
        (english, "Invites", "Invitations to interview"),
        (english, "Sent", "Submitted"),
        ("help/index.html", "Active Candidacy", "Active"),
        (german, "\"interviewed\": \"Angenommen\"", "\"interviewed\": \"Aktiv\""),
        (german, "\"hired\": \"Angenommen\"", "\"hired\": \"Eingestellt\""),
    ];
    for (path, wrong, right) in mended {
        let after = red(&product.with(path, |text| text.replace(wrong, right)));
        assert!(after.len() < before.len(), "{wrong} was a mark");
        let new: Vec<_> = after.iter().filter(|print| !before.contains(print)).collect();
        assert!(new.is_empty(), "mending {wrong} added {new:?}");
    }
}

/// Odd marks of one report have fingerprints of their own, so that accepting one accepts no other.
#[test]
fn fingerprints_tell_marks_apart() {
    let mut prints = freelance().fingerprints();
    let count = prints.len();
    prints.dedup();
    assert_eq!(prints.len(), count);
}

/// The fingerprints of marks that fail a run.
fn red(product: &Product) -> Vec<String> {
    let red = product.odd().into_iter().filter(|odd| odd.level >= Level::Warning);
    red.map(|odd| odd.fingerprint).collect()
}

fn freelance() -> Product {
    Product::read("freelance")
}

/// The product in forty locales: enough files for several threads.
fn many_catalogues() -> Product {
    let mut product = freelance();
    let german: Vec<_> = product.0.iter().filter(|(path, _)| path.contains("/de/")).collect();
    let locales = ["da", "es", "fi", "fr", "it", "nl", "nb", "pl", "pt", "sv"];
    let regions = ["", "-001", "-419", "-150"];
    let tags = locales.iter().flat_map(|tag| regions.map(|region| format!("/{tag}{region}/")));
    let copies: Vec<_> = tags
        .flat_map(|tag| {
            let copy =
                |(path, text): &(&String, &String)| (path.replace("/de/", &tag), (*text).clone());
            german.iter().map(copy).collect::<Vec<_>>()
        })
        .collect();
    product.0.extend(copies);
    product
}

fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("a pool of threads").install(work)
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
    let faults =
        contents.faults.iter().chain(&contents.remarks).chain(&contents.misspelt).map(|fault| {
            (source.position(fault.span.map_or(0, |span| span.start)), fault.message.clone())
        });
    labels.chain(faults).collect()
}

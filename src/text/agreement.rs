//! The endings by which words agree with what they stand beside, where no stemmer knows the language,
//! or the stemmer takes the forms of one word for several: French `actif` and `active`, Polish `nowy`
//! and `nowa`. Owns the endings; how much a form weighs is decided elsewhere.

use super::locale::Locale;

/// What is left of a word without its ending has at least so many letters; of Hindi "नया" only one.
fn shortest(language: &str) -> usize {
    if language == "hi" { 1 } else { 2 }
}

/// Languages, and the endings that forms of one word may have beside each other. An ending that turns
/// a meaning (Turkish `-sız`, Hungarian `-tlan`) stands in no list.
const ENDINGS: [(&[&str], &[&str]); 18] = [
    (
        &["fr"],
        &[
            "", "e", "s", "es", "x", "f", "fs", "ve", "ves", "eau", "eaux", "el", "els", "elle",
            "elles", "eux", "euse", "euses", "er", "ers", "ère", "ères", "al", "ale", "ales",
            "aux",
        ],
    ),
    (&["es", "gl", "pt"], &["", "o", "a", "os", "as", "e", "es", "s"]),
    (&["ca"], &["", "a", "s", "es", "u", "us", "va", "ves", "t", "ts", "da", "des"]),
    (&["it"], &["o", "a", "i", "e", "co", "ca", "chi", "che"]),
    (
        &["ro"],
        &[
            "", "ă", "e", "i", "le", "a", "u", "uă", "t", "tă", "te", "ți", "s", "să", "se", "și",
            "d", "dă", "de", "zi",
        ],
    ),
    (
        &["sv"],
        &["", "t", "a", "e", "tt", "d", "da", "de", "en", "et", "na", "dd", "dda", "ta", "n"],
    ),
    (
        &["da", "nb", "nn", "no"],
        &["", "t", "e", "tt", "te", "et", "ede", "en", "ent", "ne", "dd", "d"],
    ),
    (
        &["is"],
        &["", "ur", "t", "tt", "r", "n", "nn", "ð", "inn", "in", "ið", "að", "uð", "ir", "ar"],
    ),
    (&["nl"], &["", "e", "en", "f", "ve", "s", "ze", "de", "te"]),
    (
        &["ru", "uk", "be", "bg", "mk", "sr"],
        &[
            "", "а", "о", "е", "и", "ы", "і", "ї", "я", "ый", "ий", "ій", "ой", "ая", "яя", "ое",
            "ее", "ые", "ие", "ого", "его", "ому", "ему", "ых", "их", "ым", "им", "ом", "ем",
            "ыми", "ими", "ую", "ої", "у", "ю", "ий", "ия", "ият", "ата", "ото", "ите", "та", "то",
            "те", "ен", "на", "но", "не", "ни", "ны", "ный", "ная", "ное", "ные", "ний",
        ],
    ),
    (
        &["pl", "cs", "sk", "hr", "bs", "sr", "sl"],
        &[
            "", "a", "e", "i", "o", "u", "y", "á", "é", "í", "ý", "ą", "ę", "ou", "ą", "ego", "ej",
            "emu", "ych", "ym", "ymi", "ich", "im", "imi", "ého", "ému", "ých", "ým", "ými", "ích",
            "ím", "om", "og", "oj", "ih", "ev", "ów", "an", "na", "no", "ni", "ne", "en",
        ],
    ),
    (
        &["lt", "lv"],
        &[
            "", "a", "as", "i", "is", "us", "s", "š", "e", "ė", "os", "ų", "ą", "o", "ai", "ūs",
            "u", "ā", "ie", "ais",
        ],
    ),
    (
        &["fi"],
        &[
            "", "t", "a", "ä", "n", "nen", "set", "sta", "stä", "sia", "siä", "in", "imet", "inna",
            "si", "det", "s", "it", "ut", "yt",
        ],
    ),
    (
        &["hu"],
        &[
            "", "k", "ak", "ek", "ok", "ök", "va", "ve", "t", "tt", "ott", "ett", "ött", "ottak",
            "ettek", "öttek",
        ],
    ),
    (&["tr", "az"], &["", "lar", "ler"]),
    (&["ar"], &["", "ة", "ى", "اة", "ون", "ين", "ات"]),
    (&["he"], &["", "ה", "ת", "ים", "ות"]),
    (
        &["hi", "mr", "ne"],
        &["", "ा", "ी", "े", "ों", "या", "यी", "ये", "आ", "ई", "ए", "यां", "याँ", "ीं"],
    ),
];

/// Korean particles, and the endings that make a word of a noun: they stand on the word itself.
const KOREAN: [&str; 19] = [
    "",
    "이",
    "가",
    "을",
    "를",
    "은",
    "는",
    "의",
    "에",
    "와",
    "과",
    "도",
    "로",
    "으로",
    "됨",
    "된",
    "함",
    "한",
    "되었음",
];

/// Whether two folded words are one word with two endings of the language.
pub(super) fn agree(a: &str, b: &str, locale: &Locale) -> bool {
    let endings = endings(locale.language());
    let is_form = |word: &str, start: usize| endings.clone().any(|it| it == &word[start..]);
    let shared = a.char_indices().zip(b.chars()).take_while(|((_, a), b)| a == b);
    shared
        .map(|((at, letter), _)| at + letter.len_utf8())
        .skip(shortest(locale.language()) - 1)
        .any(|start| is_form(a, start) && is_form(b, start))
}

fn endings(language: &str) -> impl Iterator<Item = &'static str> + Clone + use<> {
    let mut lists = ENDINGS.iter().filter(|(languages, _)| languages.contains(&language));
    let first = lists.next().map_or(&[][..], |(_, endings)| *endings);
    let second = lists.next().map_or(&[][..], |(_, endings)| *endings); // Serbian has two scripts
    let korean: &[&str] = if language == "ko" { &KOREAN } else { &[] };
    first.iter().chain(second).chain(korean).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: bool, cases: &[(&str, &str)]) {
        for (tag, words) in cases {
            let locale = Locale::parse(tag).unwrap();
            let words: Vec<&str> = words.split(' ').collect();
            for word in &words[1..] {
                assert_eq!(agree(words[0], word, &locale), expected, "{tag} {} {word}", words[0]);
                assert_eq!(agree(word, words[0], &locale), expected, "{tag} {word} {}", words[0]);
            }
        }
    }

    #[test]
    fn forms_of_one_word() {
        check(
            true,
            &[
                ("fr", "actif active actifs actives"),
                ("fr", "nouveau nouvelle nouveaux"),
                ("gl", "pago paga pagos"),
                ("ca", "nou nova nous"),
                ("ro", "nou nouă noi"),
                ("ro", "deschis deschiși deschisă"),
                ("sv", "betald betalt betalda"),
                ("sv", "öppen öppet öppna"),
                ("da", "lukket lukkede"),
                ("nb", "åpen åpent åpne"),
                ("is", "opið opin opinn"),
                ("nl", "actief actieve"),
                ("ru", "готов готово готовы готовые"),
                ("uk", "новий нова нове нові"),
                ("sr", "нов нова нови"),
                ("sr", "nov nova novi"),
                ("pl", "nowy nowa nowe nowych"),
                ("cs", "nový nová nové nových"),
                ("hr", "nov nova novo"),
                ("fi", "avoin avoimet"),
                ("fi", "uusi uudet"),
                ("hu", "elküldve elküldött"),
                ("tr", "yeni yeniler"),
                ("he", "חדש חדשה חדשים"),
                ("ar", "ملغى ملغاة"),
                ("hi", "खुला खुली खुले"),
                ("hi", "नया नई नए"),
                ("hi", "हुआ हुई हुए"),
                ("ko", "결제 결제됨 결제가"),
            ],
        );
    }

    #[test]
    fn two_words() {
        check(
            false,
            &[
                ("fr", "accepté accès actif"),
                ("tr", "ödendi ödenmedi"),
                ("hu", "fizetett fizetetlen"),
                ("pl", "nowy nowość"),
                ("ru", "открыт отклонён"),
                ("de", "gesendet gesetzt"),
                ("sv", "stängd stänger"),
                ("da", "sendt sender"),
                ("en", "complete completes"),
            ],
        );
    }
}

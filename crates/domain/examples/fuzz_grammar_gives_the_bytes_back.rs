//! Whatever the text, the grammar answers; what it accepts, it gives back byte for byte.
//!
//! `cargo run --release -p palier-domain --example fuzz_grammar_gives_the_bytes_back -- SECONDS SEED`

mod fuzz;

use palier_domain::charter::clause::content;
use palier_domain::charter::grammar::parse;
use palier_domain::markdown;
use std::process::ExitCode;

const CORPUS: &[&[u8]] = &[
    b"",
    "# Charte\n\nUne introduction.\n\n## Chapitre\n\n### Article\n{: kind=law source=\"L. 442-3\"}\n\n\
     **Bailleur :** Nous chauffons.\n\n**Locataires\u{a0}:** Nous prévenons :\n\n- tôt ;\n  vite\n* bien.\n"
        .as_bytes(),
    b"\xef\xbb\xbf\r\n## Un\r\n\r\n### Deux ###\r\n{: plain=\"a } b\" kind=commitment}\r\ntexte  \r\n",
    b"- a\n- b\n{: indicator=\"n\"}\n\n1. c\n\n> d\n\n<b onclick=\"x\">e</b> [f](javascript:g)\n",
    b"# A\n# B\n#### C\n{: kind=loi}\n{:\n-\n- \n",
];

fn main() -> ExitCode {
    fuzz::run("grammar_gives_the_bytes_back", CORPUS, |bytes| {
        let source = String::from_utf8_lossy(bytes);
        let Ok(text) = parse(&source) else { return };
        assert_eq!(text.print(), source);
        for clause in &text.clauses {
            let said = content(clause.kind, &clause.source);
            for html in [
                markdown::block(&said.markdown),
                markdown::inline(&said.markdown),
            ] {
                assert!(!html.contains("<script") && !html.contains("href=\"javascript:"));
            }
        }
    })
}

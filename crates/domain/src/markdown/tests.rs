use super::*;

#[test]
fn paragraphs_lists_and_emphasis_are_written() {
    let html = block("Un *mot* **fort**.\n\n- a\n- b");
    assert_eq!(
        html,
        "<p>Un <em>mot</em> <strong>fort</strong>.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
    );
}

#[test]
fn raw_html_is_shown_as_text() {
    assert_eq!(
        inline("un <b onclick=\"x\">mot</b>"),
        "un &lt;b onclick=\"x\"&gt;mot&lt;/b&gt;"
    );
    assert_eq!(
        block("<script>alert(1)</script>"),
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    );
}

#[test]
fn an_image_gives_way_to_its_description() {
    assert_eq!(
        inline("![le *hall*](https://a.example/h.png)"),
        "le <em>hall</em>"
    );
    assert_eq!(plain("![le hall](https://a.example/h.png)"), "le hall");
}

#[test]
fn links_go_to_the_web_a_mailbox_or_this_site() {
    assert_eq!(
        inline("[a](/charte?x=1&y=2)"),
        "<a href=\"/charte?x=1&amp;y=2\">a</a>"
    );
    assert_eq!(inline("<a@b.fr>"), "<a href=\"mailto:a@b.fr\">a@b.fr</a>");
    assert_eq!(
        inline("[a](HTTPS://b.fr)"),
        "<a href=\"HTTPS://b.fr\">a</a>"
    );
    let refused = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#9;script:alert(1)",
        "data:text/html,x",
        "//b.fr",
        "/\\b.fr",
        "/&#9;/b.fr",
        "https:b.fr",
        "relatif",
        "mailto:",
    ];
    for url in refused {
        assert_eq!(inline(&format!("[a](<{url}>)")), "a", "{url}");
    }
}

#[test]
fn an_address_cannot_leave_its_attribute() {
    let html = inline("[a](<https://b.fr/\" onclick=\"x>)");
    assert!(!html.contains("onclick=\"x"), "{html}");
    assert_eq!(
        inline("[a](https://b.fr/'x')"),
        "<a href=\"https://b.fr/&#39;x&#39;\">a</a>"
    );
}

#[test]
fn a_comment_keeps_its_lines_and_vouches_for_no_link() {
    assert_eq!(comment("un\ndeux"), "<p>un<br />\ndeux</p>\n");
    assert_eq!(
        comment("[a](https://b.fr)"),
        "<p><a href=\"https://b.fr\" rel=\"nofollow ugc noopener\">a</a></p>\n"
    );
}

#[test]
fn a_heading_becomes_a_bold_paragraph() {
    assert_eq!(
        comment("# Fort\nsuite"),
        "<p><strong>Fort</strong></p>\n<p>suite</p>\n"
    );
    assert_eq!(block("Fort\n==="), "<p><strong>Fort</strong></p>\n");
}

#[test]
fn one_line_stays_one_line() {
    assert_eq!(inline("1. Accueil"), "1. Accueil");
    assert_eq!(inline("# Titre\n- a"), "# Titre - a");
    assert_eq!(
        inline("*Accueil* et\u{a0}: entrée"),
        "<em>Accueil</em> et\u{a0}: entrée"
    );
    assert_eq!(inline("    code"), "code");
    assert_eq!(inline(" \n"), "");
}

#[test]
fn a_code_block_has_no_class() {
    assert_eq!(
        block("```js\" x\na<b\n```"),
        "<pre><code>a&lt;b\n</code></pre>\n"
    );
}

#[test]
fn plain_text_has_one_line_per_paragraph_or_item() {
    let md = "Un *mot*,\nun [lien](https://a.fr) & `x`.\n\nListe :\n- a\n- b\n\n1. c\n2. d\n\nFin";
    assert_eq!(
        plain(md),
        "Un mot, un lien & x.\nListe :\na\nb\n1. c\n2. d\nFin"
    );
    assert_eq!(plain("1. Accueil"), "1. Accueil");
}

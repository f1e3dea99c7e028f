//! Laws of the HTML made from Markdown: no tag and no attribute but the few that are meant.

use palier_domain::markdown::{block, comment, inline, plain};
use proptest::prelude::*;

/// Markdown that tries: markup, addresses, quotes, and anything at all.
fn attempts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "<script>",
            "</script>",
            "<img src=x onerror=alert(1)>",
            "<a href='javascript:x'>",
            "[a](javascript:alert(1))",
            "[a](<java\tscript:x>)",
            "[a]: javascript:x",
            "[a]",
            "![b](https://c.fr/\"onload=\"x)",
            "<javascript:alert(1)>",
            "<data:text/html,x>",
            "[a](https://b.fr \"t\" onclick=x)",
            "[",
            "](",
            ")",
            "<",
            ">",
            "\"",
            "'",
            "`",
            "```",
            "*",
            "**",
            "_",
            "\n",
            "\n\n",
            "    ",
            "# ",
            "- ",
            "1. ",
            "> ",
            "---",
            "&#106;avascript:",
            "&lt;script&gt;",
            "\\",
            "https://b.fr",
            "/charte",
            "mailto:a@b.fr",
            "<a@b.fr>",
            "\0",
        ])
        .prop_map(str::to_owned),
        "[a-z ]{0,8}",
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}

const PLAIN_TAGS: [&str; 24] = [
    "p",
    "/p",
    "em",
    "/em",
    "strong",
    "/strong",
    "code",
    "/code",
    "pre",
    "/pre",
    "ul",
    "/ul",
    "ol",
    "/ol",
    "li",
    "/li",
    "blockquote",
    "/blockquote",
    "hr /",
    "br /",
    "/a",
    "ol start=\"0\"",
    "hr",
    "br",
];

/// Every tag of the HTML is one of the few; links go only where they may.
fn tags_are_meant(html: &str) -> Result<(), TestCaseError> {
    for rest in html.split('<').skip(1) {
        let (tag, _) = rest
            .split_once('>')
            .ok_or_else(|| TestCaseError::fail("open tag"))?;
        if PLAIN_TAGS.contains(&tag) {
            continue;
        }
        if let Some(start) = tag.strip_prefix("ol start=\"") {
            let number = start.strip_suffix('"').unwrap_or("x");
            prop_assert!(number.chars().all(|c| c.is_ascii_digit()), "{}", tag);
            continue;
        }
        let link = tag
            .strip_prefix("a href=\"")
            .and_then(|link| link.split_once('"'));
        let Some((url, after)) = link else {
            return Err(TestCaseError::fail(format!("tag {tag:?}")));
        };
        prop_assert!(
            matches!(after, "" | " rel=\"nofollow ugc noopener\""),
            "{}",
            tag
        );
        let url = url.to_lowercase();
        let here = url.starts_with('/') && !url.starts_with("//") && !url.contains('\\');
        let away = ["http://", "https://", "mailto:"]
            .iter()
            .any(|start| url.starts_with(start));
        prop_assert!(here || away, "{}", url);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_script_and_no_handler_gets_through(md in attempts()) {
        for html in [block(&md), inline(&md), comment(&md)] {
            prop_assert!(!html.to_lowercase().contains("<script"), "{}", html);
            prop_assert!(!html.contains("<img"), "{}", html);
            tags_are_meant(&html)?;
        }
    }

    #[test]
    fn every_link_of_a_comment_vouches_for_nothing(md in attempts()) {
        let html = comment(&md);
        let links = html.matches("<a href=").count();
        prop_assert_eq!(html.matches(" rel=\"nofollow ugc noopener\">").count(), links);
    }

    #[test]
    fn one_line_opens_no_block(md in attempts()) {
        let html = inline(&md);
        for tag in ["<p>", "<ul", "<ol", "<pre", "<blockquote", "<hr"] {
            prop_assert!(!html.contains(tag), "{}", html);
        }
    }

    #[test]
    fn words_are_kept_whatever_the_form(words in "[a-zé]{1,9}( [a-zé]{1,9}){0,5}") {
        prop_assert_eq!(plain(&words), words.as_str());
        prop_assert_eq!(inline(&words), words.as_str());
        prop_assert_eq!(block(&words), format!("<p>{words}</p>\n"));
        prop_assert_eq!(comment(&words), format!("<p>{words}</p>\n"));
    }

    #[test]
    fn anything_can_be_read_aloud(md in attempts()) {
        let _ = plain(&md);
    }
}

//! Embeds every file that pages load: style sheet, fonts, icon, loader, wasm bundles.
//!
//! Each gets the hash of its content in its name and is compressed here, once. The wasm bundles
//! come from the folder that `PALIER_BUNDLES` names (`make build` makes it); without it a debug
//! build serves pages whose islands stay asleep, and a release build stops.

use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-env-changed=PALIER_BUNDLES");
    println!("cargo:rerun-if-changed=build.rs");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("..");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("assets");
    fs::create_dir_all(&out).expect("OUT_DIR is writable");
    let mut embed = Embed {
        out,
        table: String::new(),
    };

    let font = embed.file(&root.join("style/fonts/atkinson-latin.woff2"), "font/woff2");
    let wide = embed.file(
        &root.join("style/fonts/atkinson-latin-ext.woff2"),
        "font/woff2",
    );
    let css = style(&root.join("style"))
        .replace("font:latin-ext", &format!("/assets/{wide}"))
        .replace("font:latin", &format!("/assets/{font}"));
    let css = embed.bytes("palier.css", css.as_bytes(), "text/css; charset=utf-8");
    let icon = embed.file(&root.join("style/icon.svg"), "image/svg+xml");
    let boot = embed.file(&root.join("app/src/islands/boot.js"), JAVASCRIPT);
    let islands = islands(&mut embed);

    let code = format!(
        "pub static FILES: &[File] = &[\n{}];\n\
         pub const CSS: &str = \"/assets/{css}\";\n\
         pub const FONT: &str = \"/assets/{font}\";\n\
         pub const ICON: &str = \"/assets/{icon}\";\n\
         pub const BOOT: &str = \"/assets/{boot}\";\n\
         pub const ISLANDS: Option<(&str, &str)> = {islands};\n",
        embed.table
    );
    fs::write(embed.out.join("table.rs"), code).expect("OUT_DIR is writable");
}

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// The islands' JavaScript and wasm, as Rust source.
fn islands(embed: &mut Embed) -> String {
    let Ok(folder) = env::var("PALIER_BUNDLES") else {
        let release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
        assert!(
            !release,
            "a release carries the islands: use `make build`, which sets PALIER_BUNDLES"
        );
        return "None".to_owned();
    };
    let app = Path::new(&folder).join("app");
    let js = embed.file(&app.join("app.js"), JAVASCRIPT);
    let wasm = embed.file(&app.join("app_bg.wasm"), "application/wasm");
    format!("Some((\"/assets/{js}\", \"/assets/{wasm}\"))")
}

/// The layers of the style sheet in their order, each file of a layer by name.
fn style(folder: &Path) -> String {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut css = String::from("@layer tokens,base,parts,pages,print;\n");
    for layer in ["tokens", "base", "parts", "pages", "print"] {
        let inner = folder.join(layer);
        let mut files: Vec<PathBuf> = fs::read_dir(&inner)
            .unwrap_or_else(|e| panic!("{}: {e}", inner.display()))
            .map(|entry| entry.expect("a folder of style files").path())
            .collect();
        files.sort();
        writeln!(css, "@layer {layer}{{").expect("a String takes all");
        for file in files {
            println!("cargo:rerun-if-changed={}", file.display());
            let text =
                fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            css.push_str(&lean(&text));
        }
        css.push_str("}\n");
    }
    css
}

/// Without comments and indentation; what is left is read by people too.
fn lean(css: &str) -> String {
    let mut kept = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .fold(String::new(), |css, line| css + line + "\n")
}

struct Embed {
    out: PathBuf,
    table: String,
}

impl Embed {
    fn file(&mut self, path: &Path, mime: &str) -> String {
        println!("cargo:rerun-if-changed={}", path.display());
        let bytes = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a file with a name");
        self.bytes(name, &bytes, mime)
    }

    /// Writes the file three times (as it is, gzip, Brotli) and adds it to the table.
    fn bytes(&mut self, name: &str, bytes: &[u8], mime: &str) -> String {
        let hash = hex::encode(&Sha256::digest(bytes)[..8]);
        let (stem, kind) = name.rsplit_once('.').expect("a file with an extension");
        let hashed = format!("{stem}.{hash}.{kind}");
        let path = self.out.join(&hashed);
        fs::write(&path, bytes).expect("OUT_DIR is writable");
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(bytes).expect("a Vec takes all");
        fs::write(
            self.out.join(format!("{hashed}.gz")),
            gzip.finish().expect("a Vec takes all"),
        )
        .expect("OUT_DIR is writable");
        let mut small = Vec::new();
        let settings = brotli::enc::BrotliEncoderParams {
            quality: 11,
            ..Default::default()
        };
        brotli::BrotliCompress(&mut &bytes[..], &mut small, &settings).expect("a Vec takes all");
        fs::write(self.out.join(format!("{hashed}.br")), small).expect("OUT_DIR is writable");
        writeln!(
            self.table,
            "    File {{ name: {hashed:?}, mime: {mime:?}, raw: include_bytes!({path:?}), \
             gzip: include_bytes!({:?}), brotli: include_bytes!({:?}) }},",
            self.out.join(format!("{hashed}.gz")),
            self.out.join(format!("{hashed}.br")),
        )
        .expect("a String takes all");
        hashed
    }
}

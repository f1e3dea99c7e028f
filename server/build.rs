//! Embeds every file that pages load: style sheet, fonts, icon, loader, wasm bundles, workers.
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
    let client = embed.file(&root.join("booth/client.js"), JAVASCRIPT);
    let booth = worker(&mut embed, &root, "booth");
    let holder = worker(&mut embed, &root, "holder");
    let voter = script(&mut embed, &root.join("booth"), "voter");
    let observer = script(&mut embed, &root.join("booth"), "observer");

    let code = format!(
        "pub static FILES: &[File] = &[\n{}];\n\
         pub const CSS: &str = \"/assets/{css}\";\n\
         pub const FONT: &str = \"/assets/{font}\";\n\
         pub const ICON: &str = \"/assets/{icon}\";\n\
         pub const BOOT: &str = \"/assets/{boot}\";\n\
         pub const ISLANDS: Option<(&str, &str)> = {islands};\n\
         pub const CLIENT: &str = \"/assets/{client}\";\n\
         pub const BOOTH: Option<(&str, &str)> = {booth};\n\
         pub const HOLDER: Option<(&str, &str)> = {holder};\n\
         pub const VOTER: &str = \"/assets/{voter}\";\n\
         pub const OBSERVER: &str = \"/assets/{observer}\";\n",
        embed.table
    );
    fs::write(embed.out.join("table.rs"), code).expect("OUT_DIR is writable");
}

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const WASM: &str = "application/wasm";

/// The islands' JavaScript and wasm, as Rust source.
fn islands(embed: &mut Embed) -> String {
    let Some(app) = bundle("app") else {
        return "None".to_owned();
    };
    let js = embed.file(&app.join("app.js"), JAVASCRIPT);
    let wasm = embed.file(&app.join("app_bg.wasm"), WASM);
    format!("Some((\"/assets/{js}\", \"/assets/{wasm}\"))")
}

/// A worker in one file, and its wasm: the glue, then what is written by hand, which names the wasm.
/// So the hash of the worker's name covers both.
fn worker(embed: &mut Embed, root: &Path, name: &str) -> String {
    let by_hand = root.join("booth/worker.js");
    println!("cargo:rerun-if-changed={}", by_hand.display());
    let Some(folder) = bundle(name) else {
        return "None".to_owned();
    };
    let glue = folder.join(format!("{name}.js"));
    println!("cargo:rerun-if-changed={}", glue.display());
    let wasm = embed.file(&folder.join(format!("{name}_bg.wasm")), WASM);
    let read = |path: &Path| {
        fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    let code = read(&glue) + &read(&by_hand).replace("booth:wasm", &format!("/assets/{wasm}"));
    let js = embed.bytes(&format!("{name}.js"), code.as_bytes(), JAVASCRIPT);
    format!("Some((\"/assets/{js}\", \"/assets/{wasm}\"))")
}

/// The script of a page in one file: the worker's client, what pages share, then its own folder, with
/// the sentences of both languages inside. So the hash of its name covers all that a voter runs.
fn script(embed: &mut Embed, booth: &Path, name: &str) -> String {
    let own = booth.join(name);
    let mut files = vec![booth.join("client.js")];
    for folder in [&booth.join("shared"), &own] {
        println!("cargo:rerun-if-changed={}", folder.display());
        let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        let paths = entries.map(|entry| entry.expect("a folder of scripts").path());
        let mut scripts: Vec<PathBuf> = paths
            .filter(|path| path.extension() == Some("js".as_ref()))
            .collect();
        // What starts the page stands behind what it calls.
        scripts.sort_by_key(|path| (path.ends_with("main.js"), path.clone()));
        files.extend(scripts);
    }
    let read = |path: &Path| {
        println!("cargo:rerun-if-changed={}", path.display());
        fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    let texts = |language: &str| {
        let of = |folder: &Path| read(&folder.join(format!("{language}.json")));
        format!(
            "{language}: {{ ...{}, ...{} }}",
            of(&booth.join("shared")),
            of(&own)
        )
    };
    let texts = format!("{{ {}, {} }}", texts("fr"), texts("en"));
    let code: String = files.iter().map(|path| read(path)).collect();
    let code = code.replace("\"booth:texts\"", &texts);
    embed.bytes(&format!("{name}.js"), code.as_bytes(), JAVASCRIPT)
}

/// The folder of a bundle, in the one that `PALIER_BUNDLES` names.
fn bundle(name: &str) -> Option<PathBuf> {
    let folder = env::var("PALIER_BUNDLES").ok();
    let release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    assert!(
        folder.is_some() || !release,
        "a release carries the bundles: use `make build`, which sets PALIER_BUNDLES"
    );
    folder.map(|folder| Path::new(&folder).join(name))
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

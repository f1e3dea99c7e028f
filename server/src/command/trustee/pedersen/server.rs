//! Rounds 2, 4 and 6, where the election is set up.

use crate::cli::Failure;
use crate::command::by_hand::files::write_new;
use crate::command::trustee::key::{failed, free, texts};
use crate::command::trustee::options::{Finish, Inputs, Together};
use crate::command::utf8;
use palier_ballots::holder::{self, certificates_fingerprint};

/// Round 2.
pub(super) fn together(options: &Together) -> Result<(), Failure> {
    let certificates = texts(&options.certificates)?;
    let made = holder::certificates(&strs(&certificates), options.threshold);
    let made = made.map_err(|error| failed(&error))?;
    write_new(&options.out, made.as_bytes())?;
    let (path, count) = (options.out.display(), certificates.len());
    println!("{path}: {count} certificates checked; send this to every holder");
    let fingerprint = certificates_fingerprint(&made).map_err(|error| failed(&error))?;
    println!("certificates {fingerprint}");
    Ok(())
}

/// Round 4.
pub(super) fn inputs(options: &Inputs) -> Result<(), Failure> {
    let certificates = utf8(&options.certificates)?;
    let polynomials = texts(&options.polynomials)?;
    let made = holder::inputs(&certificates, &strs(&polynomials));
    let made = made.map_err(|error| failed(&error))?;
    let folder = &options.out;
    std::fs::create_dir_all(folder)
        .map_err(|e| Failure::new(format!("cannot make {}: {e}", folder.display())))?;
    let numbered: Vec<_> = (1..)
        .zip(&made)
        .map(|(holder, text)| (holder, folder.join(format!("input-{holder}.json")), text))
        .collect();
    for (_, path, _) in &numbered {
        free(path)?;
    }
    for (holder, path, text) in &numbered {
        write_new(path, text.as_bytes())?;
        println!("{}: send this to holder {holder}", path.display());
    }
    Ok(())
}

/// Round 6.
pub(super) fn finish(options: &Finish) -> Result<(), Failure> {
    let certificates = utf8(&options.certificates)?;
    let polynomials = texts(&options.polynomials)?;
    let outputs = texts(&options.outputs)?;
    let made = holder::threshold(&certificates, &strs(&polynomials), &strs(&outputs));
    let made = made.map_err(|error| failed(&error))?;
    write_new(&options.out, made.as_bytes())?;
    let (path, count) = (options.out.display(), outputs.len());
    println!("{path}: {count} keys checked; give this to `palier election setup`");
    Ok(())
}

fn strs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

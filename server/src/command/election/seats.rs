//! `palier election seats`.

use super::options::Seats;
use crate::command::read;
use palier_domain::election::seats_json::SeatsQuestion;
use std::process::ExitCode;

/// Shares seats and prints the answer as one line of JSON.
pub(super) fn seats(options: &Seats) -> ExitCode {
    let bytes = match read(&options.file) {
        Ok(bytes) => bytes,
        Err(failure) => {
            eprintln!("palier: {failure}");
            return ExitCode::FAILURE;
        }
    };
    let question = serde_json::from_slice::<SeatsQuestion>(&bytes);
    let answer = match question.map(SeatsQuestion::answer) {
        Ok(answer) => serde_json::to_value(&answer),
        Err(error) => Ok(serde_json::json!({"error": "MALFORMED", "message": error.to_string()})),
    };
    match answer {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::from(u8::from(answer.get("error").is_some()))
        }
        Err(error) => {
            eprintln!("palier: {error}");
            ExitCode::FAILURE
        }
    }
}

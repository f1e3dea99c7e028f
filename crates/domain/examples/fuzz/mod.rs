//! A loop that spoils good inputs and tries them, on stable Rust, the same for the same seed.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Tries spoiled inputs for as many seconds as the first argument says, from the seed that the
/// second one gives; a panic ends it with the input in hexadecimal.
pub fn run(claim: &str, corpus: &[&[u8]], holds: impl Fn(&[u8])) -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default: u64| match arguments.next() {
        None => Some(default),
        Some(argument) => argument.parse().ok(),
    };
    let (Some(seconds), Some(seed)) = (number(10), number(1)) else {
        eprintln!("usage: {claim} [SECONDS] [SEED]");
        return ExitCode::FAILURE;
    };
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut spoiler = Spoiler::new(seed);
    let mut tries = 0_u64;
    while Instant::now() < until {
        let input = spoiler.input(corpus);
        if catch_unwind(AssertUnwindSafe(|| holds(&input))).is_err() {
            let hex: String = input.iter().map(|byte| format!("{byte:02x}")).collect();
            eprintln!("{claim}: does not hold, seed {seed}, try {tries}, input {hex}");
            return ExitCode::FAILURE;
        }
        tries += 1;
    }
    println!("{claim}: held {tries} times in {seconds} s, seed {seed}");
    ExitCode::SUCCESS
}

/// Spoils inputs by a small xorshift generator (G. Marsaglia, 2003).
struct Spoiler(u64);

/// Bytes that mean something to a reader of tables or texts.
const TELLING: &[u8] = b"\n\r\t ;,\"'#-*{}:=|/@\\\x00\x01\xef\xbb\xbf\xff\xc3\xa9\xa0\xe2\x80";

/// Nothing is learnt from inputs that are only long.
const MAX_LENGTH: usize = 16 * 1024;

impl Spoiler {
    fn new(seed: u64) -> Self {
        // Zero would stay zero.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % bound).unwrap_or_default()
    }

    fn byte(&mut self) -> u8 {
        match self.below(2) {
            0 => TELLING[self.below(TELLING.len())],
            _ => u8::try_from(self.next() & 0xff).unwrap_or_default(),
        }
    }

    fn input(&mut self, corpus: &[&[u8]]) -> Vec<u8> {
        let mut input = corpus[self.below(corpus.len())].to_vec();
        for _ in 0..=self.below(12) {
            self.spoil(&mut input, corpus);
        }
        input.truncate(MAX_LENGTH);
        input
    }

    fn spoil(&mut self, input: &mut Vec<u8>, corpus: &[&[u8]]) {
        let from = self.below(input.len() + 1);
        let to = (from + self.below(40)).min(input.len());
        match self.below(7) {
            0 if from < input.len() => input[from] = self.byte(),
            1 => input.insert(from, self.byte()),
            2 => drop(input.drain(from..to)),
            3 => input.truncate(from),
            4 => {
                let piece = input[from..to].to_vec();
                let at = self.below(input.len() + 1);
                input.splice(at..at, piece);
            }
            5 => {
                let other = corpus[self.below(corpus.len())];
                let start = self.below(other.len() + 1);
                let end = (start + self.below(80)).min(other.len());
                input.splice(from..to, other[start..end].iter().copied());
            }
            _ if from < input.len() => input[from] ^= 1 << self.below(8),
            _ => {}
        }
    }
}

//! A mail server that keeps what it takes: for tests and for the benchmark. It speaks as much of
//! SMTP (RFC 5321) as a sender needs, and refuses whom it is told to refuse.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What it answers to `RCPT TO` an address that holds a word.
type Rules = Arc<Mutex<Vec<(String, String)>>>;

/// A mail that it took.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The address in the envelope.
    pub recipient: String,
    /// Headers and body as they came, without the dots that SMTP adds.
    pub data: String,
}

impl Taken {
    /// A header's value, on one line.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let head = self.data.split("\r\n\r\n").next()?;
        head.lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// The server; it stops with the runtime.
pub struct Sink {
    /// Where it listens, as a setting names it.
    pub url: String,
    taken: Arc<Mutex<Vec<Taken>>>,
    rules: Rules,
}

impl Sink {
    /// Listens on a free port of loopback.
    ///
    /// # Errors
    /// When there is none.
    pub async fn open() -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let sink = Self {
            url: format!("smtp://{}", listener.local_addr()?),
            taken: Arc::default(),
            rules: Arc::default(),
        };
        let (taken, rules) = (Arc::clone(&sink.taken), Arc::clone(&sink.rules));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (taken, rules) = (Arc::clone(&taken), Arc::clone(&rules));
                tokio::spawn(async move { talk(stream, &taken, &rules).await });
            }
        });
        Ok(sink)
    }

    /// Answers this to mails whose recipient holds a word; an empty answer takes them again.
    pub fn answer(&self, word: &str, answer: &str) {
        let mut rules = self.rules.lock().expect("no test thread panicked");
        rules.retain(|(known, _)| known != word);
        if !answer.is_empty() {
            rules.push((word.to_owned(), answer.to_owned()));
        }
    }

    /// What it took so far.
    #[must_use]
    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().expect("no test thread panicked").clone()
    }

    /// How many it took so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.taken.lock().expect("no test thread panicked").len()
    }
}

async fn talk(stream: TcpStream, taken: &Mutex<Vec<Taken>>, rules: &Rules) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 sink ESMTP\r\n").await?;
    let mut recipient = String::new();
    while let Some(line) = lines.next_line().await? {
        let verb = line.get(..4).unwrap_or(&line).to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-sink\r\n250 8BITMIME".to_owned(),
            "HELO" | "MAIL" | "RSET" | "NOOP" => "250 ok".to_owned(),
            "RCPT" => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                recipient = address.to_owned();
                let rules = rules.lock().expect("no test thread panicked");
                let rule = rules.iter().find(|(word, _)| address.contains(word));
                rule.map_or_else(|| "250 ok".to_owned(), |(_, answer)| answer.clone())
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut data = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    data.push_str("\r\n");
                }
                let mail = Taken {
                    recipient: recipient.clone(),
                    data,
                };
                taken.lock().expect("no test thread panicked").push(mail);
                "250 taken".to_owned()
            }
            "QUIT" => {
                return write.write_all(b"221 bye\r\n").await;
            }
            _ => "502 unknown".to_owned(),
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

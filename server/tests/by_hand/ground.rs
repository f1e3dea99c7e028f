//! A folder to run the commands in, and elections to run them on.

use palier_ballots::conduct::decrypt_archive;
use palier_ballots::{Ed25519, SecretScalar, TrusteeKey};
use rand_core::UnwrapErr;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// The identifier of every election here.
pub const UUID: &str = "EssaiDePaLier1";

/// The archive of it, in the folder.
pub const ARCHIVE: &str = "EssaiDePaLier1.bel";

const TEMPLATE: &str = r#"{"description":"Un essai.","name":"Essai","questions":[
    {"answers":["Claire","Idriss","Josiane"],"blank":true,"min":1,"max":2,"question":"Qui ?"}]}"#;

pub fn rng() -> UnwrapErr<getrandom::SysRng> {
    UnwrapErr(getrandom::SysRng)
}

/// A folder with a configuration that no other command would start with.
pub struct Ground {
    pub folder: TempDir,
    /// The keys of the trustees of an election, in order.
    pub keys: Vec<SecretScalar<Ed25519>>,
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Said {
    /// What was printed, of a command that succeeded.
    #[track_caller]
    pub fn well(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.err);
        self.out
    }

    /// What was said, of a command that failed with 1.
    #[track_caller]
    pub fn refused(self) -> String {
        assert_eq!(self.code, Some(1), "{}{}", self.out, self.err);
        self.err
    }
}

impl Ground {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("palier.toml"), "listn = 1").unwrap();
        Self {
            folder,
            keys: Vec::new(),
        }
    }

    /// An election with this many voters and two single trustees.
    pub fn election(voters: usize) -> Self {
        let mut ground = Self::new();
        let roll: Vec<String> = (1..=voters).map(|n| format!("voter{n}")).collect();
        ground.write("roll.csv", &(roll.join("\n") + "\n"));
        ground.palier(&format!(
            "credentials generate --group Ed25519 --uuid {UUID} --voters roll.csv --out codes"
        ));
        ground.trustee("first.json");
        ground.trustee("second.json");
        ground.set_up("codes/credentials.json").well();
        ground
    }

    pub fn set_up(&self, credentials: &str) -> Said {
        self.write("template.json", TEMPLATE);
        self.palier(&format!(
            "election setup --group Ed25519 --uuid {UUID} --template template.json \
             --credentials {credentials} --trustee first.json --trustee second.json --out ."
        ))
    }

    /// A trustee's key, its public part in a file.
    pub fn trustee(&mut self, name: &str) {
        let secret = SecretScalar::<Ed25519>::random(&mut rng());
        let text = TrusteeKey::publish(&secret, &mut rng()).print();
        self.write(name, &serde_json::to_string(&text).unwrap());
        self.keys.push(secret);
    }

    /// What the trustee of this number, from 1, decrypts; in a file.
    pub fn decrypt(&self, number: usize, name: &str) {
        let archive = self.bytes(ARCHIVE);
        let key = &self.keys[number - 1];
        let made = decrypt_archive(&archive, key, None, &mut rng()).unwrap();
        let text = serde_json::json!({ "owner": made.owner, "decryption": made.text });
        self.write(name, &text.to_string());
    }

    /// Runs the binary in the folder; arguments are split at spaces, `~` stands for one.
    pub fn palier(&self, arguments: &str) -> Said {
        self.palier_with(arguments, "")
    }

    pub fn palier_with(&self, arguments: &str, input: &str) -> Said {
        let mut child = self.start(arguments);
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input.as_bytes()).unwrap();
        drop(stdin);
        child.wait_with_output().unwrap().into()
    }

    pub fn start(&self, arguments: &str) -> Child {
        let arguments = arguments.split_whitespace();
        self.command(env!("CARGO_BIN_EXE_palier"))
            .args(arguments.map(|argument| argument.replace('~', " ")))
            .spawn()
            .unwrap()
    }

    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Makes a ballot of the voter of this number, from 1, in a folder of this name.
    pub fn ballot(&self, voter: usize, choices: &str, name: &str) -> Said {
        self.write("code.txt", &self.code(voter));
        self.palier(&format!(
            "ballot make --archive {ARCHIVE} --credential-file code.txt --choices {choices} --out {name}"
        ))
    }

    pub fn cast(&self, name: &str) -> Said {
        self.palier(&format!("election cast {ARCHIVE} {name}/ballot.json"))
    }

    /// The code of the voter of this number, from 1.
    pub fn code(&self, voter: usize) -> String {
        self.cell(voter, 1)
    }

    /// A column of the codes of a voter.
    pub fn cell(&self, voter: usize, column: usize) -> String {
        let table = self.text("codes/codes.csv");
        let line = table.lines().nth(voter).unwrap();
        line.split(',').nth(column).unwrap().to_owned()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    pub fn there(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Who may read a file.
    pub fn mode(&self, name: &str) -> u32 {
        let metadata = std::fs::metadata(self.path(name)).unwrap();
        metadata.permissions().mode() & 0o777
    }
}

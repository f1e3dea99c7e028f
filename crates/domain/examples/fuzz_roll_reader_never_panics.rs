//! Whatever the bytes, the roll reader answers, twice the same; what it takes, it writes back.
//!
//! `cargo run --release -p palier-domain --example fuzz_roll_reader_never_panics -- SECONDS SEED`

mod fuzz;

use palier_domain::landlord::roll::{read, to_csv};
use std::process::ExitCode;

const CORPUS: &[&[u8]] = &[
    b"",
    b"\xef\xbb\xbfestate;building;dwelling;tenancy;start;end;person;name\r\n\
      Lilas;A;L1;B1;2020-01-01;;P1;Claire Moreau\r\nLilas;A;L1;B1;2020-01-01;;P2;Paul Moreau\r\n",
    b"R\xe9sidence,B\xe2timent,Logement,Bail,D\xe9but,Fin,Locataire,Nom,Naissance,Courriel\n\
      Lilas,A,L1,B1,01/01/2010,31/12/2019,P1,\"Moreau, Claire\",28/02/1950,c@m.fr\n\
      Lilas,A,L1,B2,1/1/2020,,P2,Jean,,\n",
    "residence\tbatiment\tlogement\tbail\tdebut\tlocataire\tnom\ttelephone\tadresse_1\tadresse_2\n\
     Œillets\tÉ\tL-1\tB 1\t2020-02-29\tP\t\"Hélène \"\"H\"\"\"\t+33 6\t1 rue A\t21000 Dijon\n"
        .as_bytes(),
    b"estate;building;dwelling;tenancy;start;person;name\n\"Lilas;A;L1;B1;31/02/2020;P1;x\n;;;\n",
    b"PK\x03\x04",
];

fn main() -> ExitCode {
    fuzz::run("roll_reader_never_panics", CORPUS, |bytes| {
        match read(bytes) {
            Ok(roll) => assert_eq!(read(to_csv(&roll).as_bytes()), Ok(roll)),
            Err(report) => {
                assert_eq!(report.to_string().lines().count(), report.problems.len());
                assert_eq!(read(bytes), Err(report));
            }
        }
    })
}

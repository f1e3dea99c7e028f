#!/usr/bin/env bash
# A whole election by the commands of palier alone, once in each group: credentials shared between
# two authorities, a server's key beside two of three holders, an audit, a revote, and a look from
# outside that notices a dropped ballot. Others verify the outcome: sirona the one on the curve,
# Debian's belenios-tool the one of BELENIOS-2048.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
need rust sirona belenios_tool

folder=$(mktemp -d)
site=
trap '[[ -z $site ]] || kill "$site"; rm -rf "$folder"' EXIT

# The same selection as the tests, so that nothing is compiled again.
cargo build --quiet --workspace --bins --examples
binary=$(realpath "${CARGO_TARGET_DIR:-target}/debug/palier")
palier() { "$binary" "$@" >"$folder/said" || die "palier $*: $(cat "$folder/said")"; }
said() { grep -qF -- "$1" "$folder/said" || die "\"$1\" is not said: $(cat "$folder/said")"; }

# palier must refuse, with this exit code and these words.
refuses() {
  local code=0
  "$binary" "${@:3}" >"$folder/said" 2>&1 || code=$?
  [[ $code == "$1" ]] || die "exit $code, not $1, of palier ${*:3}: $(cat "$folder/said")"
  said "$2"
}

# Serves the file of this name, and writes its address to another.
serve() {
  # shellcheck disable=SC2016
  node -e '
    const [file, address] = process.argv.slice(1), fs = require("fs");
    const server = require("http").createServer((_, answer) => answer.end(fs.readFileSync(file)));
    server.listen(0, "127.0.0.1", () => {
      fs.writeFileSync(address + ".part", `http://127.0.0.1:${server.address().port}/it.bel`);
      fs.renameSync(address + ".part", address);
    });' "$1" "$2" &
  site=$!
  for _ in {1..100}; do
    [[ ! -s $2 ]] || return 0
    sleep 0.1
  done
  die "the file server does not start"
}

# The holders' six rounds, each holder in a folder of her own.
rounds() {
  local n
  for n in 1 2 3; do
    palier trustee pedersen 1 --group "$1" --size 3 --threshold 2 --index "$n" \
      --passphrase-file phrase.txt --out "holder$n"
  done
  palier trustee pedersen 2 --certificate holder{1,2,3}/certificate.json --threshold 2 \
    --out certificates.json
  for n in 1 2 3; do
    palier trustee pedersen 3 --certificates certificates.json --key-file "holder$n/secret.key" \
      --passphrase-file phrase.txt --out "holder$n/polynomial.json"
  done
  palier trustee pedersen 4 --certificates certificates.json \
    --polynomial holder{1,2,3}/polynomial.json --out inputs
  for n in 1 2 3; do
    palier trustee pedersen 5 --certificates certificates.json --input "inputs/input-$n.json" \
      --key-file "holder$n/secret.key" --passphrase-file phrase.txt --out "holder$n"
  done
  palier trustee pedersen 6 --certificates certificates.json \
    --polynomial holder{1,2,3}/polynomial.json --output holder{1,2,3}/output.json \
    --out holders.json
}

# The two codes of a voter, each from her authority's table: characters from a, words from b.
codes() {
  sed -n "s/^$1,\([^,]*\),.*/\1/p" a/codes.csv >code-a.txt
  sed -n "s/^$1,[^,]*,//p" b/codes.csv >code-b.txt
}

# ballot VOTER CHOICES FOLDER [--open]: makes it from both codes.
ballot() {
  codes "$1"
  palier ballot make --archive "$uuid.bel" --credential-file code-a.txt \
    --credential-file code-b.txt --choices "$2" --out "$3" "${@:4}"
}

vote() {
  ballot "$1" "$2" "$3"
  palier election cast "$uuid.bel" "$3/ballot.json"
}

watch() { palier election monitor "$(cat address)" --dir watched; }

# Keys, codes and the election.
prepare() {
  echo 'quatre mots tirés au sort' >phrase.txt
  palier trustee keygen --group "$1" --unprotected --out server
  rounds "$1"
  printf '%s\n' claire idriss josiane,2 malik sacha >roll.csv
  for half in a b; do
    palier credentials generate --group "$1" --uuid "$uuid" --voters roll.csv --half $half --out $half
  done
  palier credentials combine b/shares.json a/shares.json --out list
  rm a/shares.json b/shares.json
  cat >template.json <<'TEMPLATE'
{"description":"Un essai.","name":"Essai","questions":[{"answers":["A","B","C"],"blank":true,"min":1,"max":2,"question":"Qui ?"}]}
TEMPLATE
  palier election setup --group "$1" --uuid "$uuid" --template template.json \
    --credentials list/credentials.json --trustee server/public.json --trustee holders.json --out .
  palier trustee check --archive "$uuid.bel" --key-file holder1/decryption.key \
    --passphrase-file phrase.txt
}

# Five voters, one of whom audits her device first, and one votes again.
cast_all() {
  serve "$uuid.bel" address
  vote claire '[[0,1,0,0]]' claire
  vote idriss '[[0,0,1,0]]' idriss
  vote josiane '[[1,0,0,0]]' josiane
  vote malik '[[0,1,1,0]]' malik
  watch
  said "first copy: 5 events, 4 ballots"
  cp "$uuid.bel" earlier.bel

  ballot sacha '[[0,0,0,1]]' opened --open
  local number
  number=$(head -n 1 "$folder/said")
  palier election spoil "$uuid.bel" "${number##* }"
  palier ballot audit --archive "$uuid.bel" --opening opened/opening.txt
  said "$number"
  said "Qui ?: C"
  [[ ! -e opened/ballot.json ]] || die "an opened ballot was written"
  vote sacha '[[0,0,0,1]]' sacha
  watch
  said "grown from 5 to 6 events, 5 ballots"
  refuses 1 "stands twice" election cast "$uuid.bel" sacha/ballot.json

  # The server drops the last ballot and puts the next one in its place: valid alone.
  ballot claire '[[0,0,0,1]]' again
  mv "$uuid.bel" honest.bel
  mv earlier.bel "$uuid.bel"
  palier election cast "$uuid.bel" again/ballot.json
  palier election verify "$uuid.bel"
  refuses 1 "1 of 5 ballots are gone" election monitor "$(cat address)" --dir watched
  mv honest.bel "$uuid.bel"
  palier election cast "$uuid.bel" again/ballot.json
  watch
  said "grown from 6 to 7 events, 6 ballots"
}

# The server and holders 1 and 3 decrypt; holder 2 stays away.
count() {
  palier election close "$uuid.bel"
  refuses 1 "the vote has ended" election cast "$uuid.bel" opened/opening.txt
  palier election tally "$uuid.bel"
  said "5 ballots of weight 6"
  palier trustee decrypt --archive "$uuid.bel" --key-file server/secret.key \
    --state server/decrypted --out part.json
  palier election add-decryption "$uuid.bel" part.json
  refuses 1 "partial decryptions are missing: 2 of the trustees 2, 3, 4" \
    election result "$uuid.bel"
  local n
  for n in 1 3; do
    palier trustee decrypt --archive "$uuid.bel" --key-file "holder$n/decryption.key" \
      --passphrase-file phrase.txt --state "holder$n/decrypted" --out "part$n.json"
    palier election add-decryption "$uuid.bel" "part$n.json"
  done
  palier election result "$uuid.bel"
  said "result [[2, 1, 2, 2]]"
  watch
  palier election verify --finished --after watched/000001-*.bel "$uuid.bel"
  said "valid: 6 of 6 ballots checked, 3 of 3 partial decryptions, the result recomputed"
}

uuid=EssaiDePaLier1
for group in Ed25519 BELENIOS-2048; do
  say "a whole election by hand, group $group"
  mkdir "$folder/$group"
  cd "$folder/$group"
  prepare "$group"
  cast_all
  count
  kill "$site"
  site=
  mkdir theirs
  cp "$uuid.bel" theirs
  cd theirs
  case $group in
    Ed25519) theirs=(node "$PALIER_SIRONA" election verify) ;;
    *) theirs=(belenios-tool election verify) ;;
  esac
  "${theirs[@]}" >"$folder/log" 2>&1 || die "${theirs[*]} refuses it: $(cat "$folder/log")"
done
say "sirona and belenios-tool agree"

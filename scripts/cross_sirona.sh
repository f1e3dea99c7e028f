#!/usr/bin/env bash
# Our elections on the curve before sirona, an implementation of Belenios in JavaScript.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
need rust sirona

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The same selection as the tests, so that nothing is compiled again.
cargo build --quiet --workspace --bins --examples
built=$(realpath "${CARGO_TARGET_DIR:-target}/debug")
whole=$built/examples/whole_election
palier() { "$built/palier" "$@" >"$folder/said" || die "palier $*: $(cat "$folder/said")"; }

# Its exit status tells: the last line counts the ballots it read.
accepted() { (cd "$1" && node "$PALIER_SIRONA" election verify >"$folder/log" 2>&1); }

say "whole elections of ours, verified by sirona"
for plan in single weights choices threshold; do
  mkdir "$folder/$plan"
  "$whole" "$plan" "$folder/$plan" Ed25519
  accepted "$folder/$plan" || die "sirona refuses $plan: $(cat "$folder/log")"
  grep -q 'ballots found' "$folder/log" || die "sirona says nothing of $plan: $(cat "$folder/log")"
done

# The test of the test: a result that differs is refused.
sed -i 's/{"result":\[\[1,/{"result":[[2,/' "$folder"/single/*.bel
if accepted "$folder/single"; then die "sirona accepts another result"; fi

say "the archives that our site gives while a vote goes on and with its result, verified by sirona"
"$built/examples/site_archive" "$folder/site" Ed25519
for moment in voting finished; do
  accepted "$folder/site/$moment" || die "sirona refuses the site's: $(cat "$folder/log")"
  grep -q '12 ballots found' "$folder/log" || die "sirona counts otherwise: $(cat "$folder/log")"
done
# Two of twelve for each list and for the blank vote; another result is refused.
grep -q '{"result":\[\[2,2,2,2,2,2\]\]}' "$folder"/site/finished/*.bel || die "the site finds another result"
sed -i 's/{"result":\[\[2,2,/{"result":[[3,1,/' "$folder"/site/finished/*.bel
if accepted "$folder/site/finished"; then die "sirona accepts another result of the site"; fi

say "an election of ours in which voters vote with sirona"
mkdir "$folder/mixed"
cd "$folder/mixed"
uuid=EssaiDePaLier1
printf 'voter%d\n' 1 2 3 4 >roll.csv
palier trustee keygen --group Ed25519 --unprotected --out trustee
palier credentials generate --group Ed25519 --uuid $uuid --voters roll.csv --out codes
cat >template.json <<'TEMPLATE'
{"description":"Un essai.","name":"Essai","questions":[{"answers":["A","B","C"],"blank":true,"min":1,"max":2,"question":"Qui ?"}]}
TEMPLATE
palier election setup --group Ed25519 --uuid $uuid --template template.json \
  --credentials codes/credentials.json --trustee trustee/public.json --out .
code() { sed -n "s/^voter$1,\([^,]*\),.*/\1/p" codes/codes.csv >code.txt; }
ours() {
  code "$1"
  palier ballot make --archive $uuid.bel --credential-file code.txt --choices "$2" --out "ballot$3"
  palier election cast $uuid.bel "ballot$3/ballot.json"
}
theirs() {
  code "$1"
  echo "$2" >choice.json
  node "$PALIER_SIRONA" election generate-ballot --privcred code.txt --choice choice.json \
    >"ballot$3.json" 2>"$folder/log" || die "sirona makes no ballot: $(cat "$folder/log")"
  palier election cast $uuid.bel "ballot$3.json"
}
# Voter 1 votes with theirs, then again with ours; voter 2 the other way round.
theirs 1 '[[0,1,0,0]]' 1
ours 2 '[[0,0,1,0]]' 2
theirs 3 '[[1,0,0,0]]' 3
ours 4 '[[0,1,1,0]]' 4
ours 1 '[[0,0,0,1]]' 5
theirs 2 '[[0,1,0,1]]' 6
palier election close $uuid.bel
palier election tally $uuid.bel
palier trustee decrypt --archive $uuid.bel --key-file trustee/secret.key --state state --out part.json
palier election add-decryption $uuid.bel part.json
palier election result $uuid.bel
expected='result [[1, 2, 1, 2]]'
grep -qF "$expected" "$folder/said" || die "not $expected: $(cat "$folder/said")"
accepted . || die "sirona refuses the exchange: $(cat "$folder/log")"
say "sirona and we agree on the $expected"

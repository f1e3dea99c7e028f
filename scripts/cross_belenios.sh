#!/usr/bin/env bash
# Our elections before Debian's belenios-tool, and one election of which each side runs a part.
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
need rust belenios_tool

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export BELENIOS_USE_URANDOM=1

# The same selection as the tests, so that nothing is compiled again.
cargo build --quiet --workspace --examples
examples=${CARGO_TARGET_DIR:-target}/debug/examples
example() { "$examples/$1" "${@:2}"; }

# Runs belenios-tool in the folder of the exchange.
theirs() { (cd "$folder/exchange" && belenios-tool "$@"); }

accepted() { belenios-tool election verify --dir "$1" >"$folder/log" 2>&1; }

say "whole elections of ours, verified by belenios-tool"
for plan in single weights choices threshold; do
  mkdir "$folder/$plan"
  example whole_election "$plan" "$folder/$plan"
  accepted "$folder/$plan" || die "belenios-tool refuses $plan: $(cat "$folder/log")"
done

# The test of the test: a result that differs is refused.
sed -i 's/{"result":\[\[1,/{"result":[[2,/' "$folder"/single/*.bel
accepted "$folder/single" && die "belenios-tool accepts another result"

# Voted on a real site by HTTP, in their group; browsers vote in the other, which sirona reads.
say "the archives that our site gives while a vote goes on and with its result, verified by belenios-tool"
example site_archive "$folder/site"
for moment in voting finished; do
  accepted "$folder/site/$moment" || die "belenios-tool refuses the site's: $(cat "$folder/log")"
  grep -q 'all checks passed' "$folder/log" || die "belenios-tool says: $(cat "$folder/log")"
done
# Two of twelve for each list and for the blank vote; another result is refused.
grep -q '{"result":\[\[2,2,2,2,2,2\]\]}' "$folder"/site/finished/*.bel || die "the site finds another result"
sed -i 's/{"result":\[\[2,2,/{"result":[[3,1,/' "$folder"/site/finished/*.bel
accepted "$folder/site/finished" && die "belenios-tool accepts another result of the site"

say "an election with a trustee, a credential authority and voters on either side"
mkdir "$folder/exchange"
uuid=$(theirs setup generate-token)
printf '%s\n' voter{1,2,3,4}@example.org >"$folder/exchange/voters.txt"
theirs setup generate-credentials --uuid "$uuid" --group BELENIOS-2048 --file voters.txt >/dev/null
theirs setup generate-trustee-key --group BELENIOS-2048 >/dev/null
mv "$folder"/exchange/*.pubcreds "$folder/exchange/theirs.pubcreds"
mv "$folder"/exchange/*.privcreds "$folder/exchange/privcreds"
mv "$folder"/exchange/*.pubkey "$folder/exchange/theirs.pubkey"
mv "$folder"/exchange/*.privkey "$folder/exchange/theirs.privkey"
cat >"$folder/exchange/template.json" <<'END'
{"description":"Un essai.","name":"Essai","questions":[{"answers":["A","B","C"],"blank":true,"min":1,"max":2,"question":"Qui ?"}]}
END
example exchange setup "$folder/exchange" "$uuid"
mapfile -t codes < <(cut -d ' ' -f 2 "$folder/exchange/privcreds")

# Voters 1 and 3 vote with their software, 2 and 4 with ours, and 1 again with ours.
vote_theirs() {
  theirs election generate-ballot --privcred <(echo "$1") --ballot <(echo "$2") 2>/dev/null |
    theirs archive add-event --type=Ballot 2>/dev/null
}
vote_theirs "${codes[0]}" '[[0,1,0,0]]'
example exchange vote "$folder/exchange" "$uuid" "${codes[1]}" 0110
vote_theirs "${codes[2]}" '[[1,0,0,0]]'
example exchange vote "$folder/exchange" "$uuid" "${codes[3]}" 0001
example exchange vote "$folder/exchange" "$uuid" "${codes[0]}" 0011
theirs archive add-event --type=EndBallots </dev/null 2>/dev/null
theirs election compute-encrypted-tally 2>/dev/null |
  theirs archive add-event --type=EncryptedTally 2>/dev/null
theirs election decrypt --privkey theirs.privkey --trustee-id 1 2>/dev/null |
  theirs archive add-event --type=PartialDecryption 2>/dev/null
found=$(example exchange result "$folder/exchange" "$uuid")
expected='{"result":[[1,1,2,2]]}'
[[ $found == "$expected" ]] || die "the result is $found, not $expected"
accepted "$folder/exchange" || die "belenios-tool refuses the exchange: $(cat "$folder/log")"
say "belenios-tool and we agree on $found"

// An election from its protocol to a seat that falls vacant, on a small landlord of the demonstration
// whose clock is moved. Each part goes on from where the one before stopped.

import "./whole_election/announcing.mjs";
import "./whole_election/keys.mjs";
import "./whole_election/codes.mjs";
import "./whole_election/rehearsing.mjs";
import "./whole_election/sealing.mjs";
import "./whole_election/voting.mjs";
import "./whole_election/paper.mjs";
import "./whole_election/adding_up.mjs";
import "./whole_election/decrypting.mjs";
import "./whole_election/counting.mjs";
import "./whole_election/record.mjs";
import "./whole_election/result.mjs";
import "./whole_election/nothing_kept.mjs";

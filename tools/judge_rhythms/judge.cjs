// Reads rules with Parley's moments, one JSON a line, and says where the implementation in Rust differs.
const { createInterface } = require("node:readline");
const { RRuleSet } = require("rrule-rust");

let rules = 0, moments = 0, differ = 0;
createInterface({ input: process.stdin }).on("line", (line) => {
  const { rule, zone, start, first, last, found } = JSON.parse(line);
  const set = RRuleSet.fromString(`DTSTART;TZID=${zone}:${start}\nRRULE:${rule};UNTIL=${last}`);
  const judged = set.all().map((each) => each.toDate().getTime() / 1000).filter((each) => each >= first);
  rules += 1;
  moments += found.length;
  if (judged.join() !== found.join()) {
    differ += 1;
    if (differ <= 10) console.log("differs:", rule, zone, start, "\n judge ", judged.slice(0, 4), "\n parley", found.slice(0, 4));
  }
}).on("close", () => {
  console.log(`${rules} rules, ${moments} occurrences: ${differ} rules differ`);
  process.exitCode = differ ? 1 : 0;
});

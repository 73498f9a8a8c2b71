// Reads calendars with a library that somebody else wrote, and prints when each event begins.
// node -e SCRIPT NODE_MODULES READER FOLDER
const fs = require("node:fs");
const path = require("node:path");
const [modules, reader, folder] = process.argv.slice(1);
const load = (name) => require(require.resolve(name, { paths: [modules] }));

const READERS = {
  "ical.js": async () => {
    const loaded = load("ical.js");
    const ICAL = loaded.default ?? loaded;
    return (text) => {
      const calendar = new ICAL.Component(ICAL.parse(text));
      return calendar.getAllSubcomponents("vevent").map((component) => {
        const event = new ICAL.Event(component);
        return [event.uid, event.startDate.toJSDate()];
      });
    };
  },
  "node-ical": async () => {
    const ical = load("node-ical");
    return (text) =>
      Object.values(ical.sync.parseICS(text))
        .filter((each) => each.type === "VEVENT")
        .map((event) => [event.uid, event.start]);
  },
};

(async () => {
  const read = await READERS[reader]();
  for (const name of fs.readdirSync(folder)) {
    for (const text of fs.readFileSync(path.join(folder, name), "utf8").split("\0")) {
      for (const [uid, moment] of read(text)) console.log(`${uid}\t${moment.toISOString().replace(".000", "")}`);
    }
  }
})();

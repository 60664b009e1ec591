// Yjs: one document, a Y.Map for each record; the centre's applies what the house's has more.
//   node yjs.js build YEAR.json FOLDER            make both documents as they stood before
//   node yjs.js merge FOLDER each|one             apply every update, or all of them as one; print what it cost
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const Y = require("yjs");

function build(yearFile, folder) {
  const year = JSON.parse(fs.readFileSync(yearFile, "utf8"));
  const house = new Y.Doc();
  house.transact(() => year.base.forEach((one) => acts.born(house, ...one)));
  const centre = new Y.Doc();
  Y.applyUpdate(centre, Y.encodeStateAsUpdate(house));
  for (const [id, phone] of year.contested) acts.edited(centre, id, "phone", phone);
  const updates = [];
  house.on("update", (update) => updates.push(update));
  for (const changes of year.changesets) {
    house.transact(() => changes.forEach(([kind, ...rest]) => acts[kind](house, ...rest)));
  }
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "centre"), Y.encodeStateAsUpdate(centre));
  const one = Y.encodeStateAsUpdate(house, Y.encodeStateVector(centre));
  fs.writeFileSync(path.join(folder, "one"), framed([one]));
  fs.writeFileSync(path.join(folder, "each"), framed(updates));
}

const acts = {
  born(doc, type, id, fields) {
    const record = new Y.Map(Object.entries({ type, ...fields }));
    doc.getMap("records").set(id, record);
  },
  edited(doc, id, field, value) {
    doc.getMap("records").get(id)?.set(field, value); // what was deleted is gone
  },
  deleted(doc, id) {
    doc.getMap("records").delete(id);
  },
};

function framed(updates) {
  const parts = [];
  for (const update of updates) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(update.length);
    parts.push(length, Buffer.from(update));
  }
  return Buffer.concat(parts);
}

function* unframed(content) {
  for (let at = 0; at < content.length; ) {
    const length = content.readUInt32BE(at);
    yield content.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
}

function merge(folder, how) {
  const centre = new Y.Doc();
  Y.applyUpdate(centre, fs.readFileSync(path.join(folder, "centre")));
  const before = process.cpuUsage();
  for (const update of unframed(fs.readFileSync(path.join(folder, how)))) Y.applyUpdate(centre, update);
  fs.writeFileSync(path.join(folder, "merged"), Y.encodeStateAsUpdate(centre));
  const { user, system } = process.cpuUsage(before);
  const taken = centre.getMap("records").size;
  console.log(JSON.stringify({ seconds: (user + system) / 1e6, taken }));
}

const [what, ...rest] = process.argv.slice(2);
({ build, merge })[what](...rest);

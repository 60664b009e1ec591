// PouchDB on LevelDB: what the house has is replicated into what the centre has.
//   node pouch.js build YEAR.json FOLDER     make both databases as they stood before
//   node pouch.js merge FOLDER               replicate, and print what it cost
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const PouchDB = require("pouchdb-node");

const AT_ONCE = 1000;

async function build(yearFile, folder) {
  const year = JSON.parse(fs.readFileSync(yearFile, "utf8"));
  const house = new PouchDB(path.join(folder, "house"));
  const centre = new PouchDB(path.join(folder, "centre"));
  const writer = new Writer(house);
  for (const [type, id, fields] of year.base) await writer.born(type, id, fields);
  await writer.flush();
  await house.replicate.to(centre, { batch_size: AT_ONCE });
  for (const [id, phone] of year.contested) {
    const doc = await centre.get(id);
    await centre.put({ ...doc, phone });
  }
  for (const changes of year.changesets) {
    for (const [kind, ...rest] of changes) await writer[kind](...rest);
  }
  await writer.flush();
  await Promise.all([house.close(), centre.close()]);
}

// Writes many documents at a time; one that is written twice goes with the next lot, as a revision of its own.
class Writer {
  constructor(database) {
    this.database = database;
    this.current = new Map();
    this.waiting = new Map();
  }

  async born(type, id, fields) {
    await this.put({ _id: id, type, ...fields });
  }

  async edited(id, field, value) {
    if (this.waiting.has(id)) await this.flush();
    await this.put({ ...this.current.get(id), [field]: value });
  }

  async deleted(id) {
    if (this.waiting.has(id)) await this.flush();
    await this.put({ ...this.current.get(id), _deleted: true });
  }

  async put(doc) {
    this.waiting.set(doc._id, doc);
    if (this.waiting.size >= AT_ONCE) await this.flush();
  }

  async flush() {
    const docs = [...this.waiting.values()];
    this.waiting.clear();
    const results = await this.database.bulkDocs(docs);
    results.forEach((result, at) => {
      if (!result.ok) throw new Error(JSON.stringify(result));
      this.current.set(result.id, { ...docs[at], _rev: result.rev });
    });
  }
}

async function merge(folder) {
  const house = new PouchDB(path.join(folder, "house"));
  const centre = new PouchDB(path.join(folder, "centre"));
  await Promise.all([house.info(), centre.info()]);
  const before = process.cpuUsage();
  const done = await house.replicate.to(centre, { batch_size: AT_ONCE });
  const { user, system } = process.cpuUsage(before);
  await Promise.all([house.close(), centre.close()]);
  console.log(JSON.stringify({ seconds: (user + system) / 1e6, taken: done.docs_written }));
}

const [what, ...rest] = process.argv.slice(2);
({ build, merge })[what](...rest).catch((error) => {
  console.error(error);
  process.exit(1);
});

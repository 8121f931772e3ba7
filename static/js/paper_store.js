// What the device keeps of papers: one document for each attempt, in IndexedDB, else in localStorage.
// A document: {attempt, token, epoch, answers: {slot: {value, seq, epoch, made}}, marked: [slot], touched}.

const NAME = "quiz-papers";
const TABLE = "papers";
const PATIENCE = 2500; // some private windows never answer
let database = null;

function patient(work) {
  return Promise.race([
    work,
    new Promise((resolve, reject) => window.setTimeout(() => reject(new Error("slow")), PATIENCE)),
  ]);
}

function opened() {
  if (!database) {
    database = patient(new Promise((resolve, reject) => {
      const asked = window.indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE, { keyPath: "attempt" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    }));
  }
  return database;
}

async function inTable(mode, act) {
  const base = await opened();
  return patient(new Promise((resolve, reject) => {
    const work = base.transaction(TABLE, mode);
    const asked = act(work.objectStore(TABLE));
    work.oncomplete = () => resolve(asked.result);
    work.onerror = () => reject(work.error);
    work.onabort = () => reject(work.error);
  }));
}

function key(attempt) {
  return `paper:${attempt}`;
}

function fromLocal() {
  const found = [];
  try {
    for (let place = 0; place < window.localStorage.length; place += 1) {
      const name = window.localStorage.key(place);
      if (name.startsWith("paper:")) found.push(JSON.parse(window.localStorage.getItem(name)));
    }
  } catch (error) {
    return found;
  }
  return found;
}

/** Keeps the document; true only once the device has confirmed the write. */
export async function keep(paper) {
  try {
    await inTable("readwrite", (table) => table.put(paper));
    return true;
  } catch (error) {
    try {
      window.localStorage.setItem(key(paper.attempt), JSON.stringify(paper));
      return true;
    } catch (full) {
      return false;
    }
  }
}

/** Every document the device holds; the newer one where both places have it. */
export async function allKept() {
  const found = new Map();
  let listed = [];
  try {
    listed = await inTable("readonly", (table) => table.getAll());
  } catch (error) {
    listed = [];
  }
  listed.concat(fromLocal()).forEach((paper) => {
    const known = found.get(paper.attempt);
    if (!known || known.touched < paper.touched) found.set(paper.attempt, paper);
  });
  return Array.from(found.values());
}

/** Lets go of an attempt whose answers have all arrived. */
export async function forget(attempt) {
  try {
    window.localStorage.removeItem(key(attempt));
    await inTable("readwrite", (table) => table.delete(attempt));
  } catch (error) {
    // nothing was kept there
  }
}

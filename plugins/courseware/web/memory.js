// What a student has answered, kept in this browser: one entry a quiz, the same for all languages of the site. Anything
// on this host may have written it: its frame is checked here, each response by its question.

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const isResult = ({ points, of }) => [points, of].every(Number.isFinite) && points >= 0 && points <= of;

function recordOf(value) {
  const record = isObject(value) && value.v === 1 ? value : { v: 1 };
  // Without a prototype: an id such as "__proto__" is a name like any other.
  record.questions = Object.assign(Object.create(null), isObject(record.questions) && record.questions);
  for (const name of ["last", "best"]) if (!isResult(record[name] ?? {})) delete record[name];
  return record;
}

export class Memory {
  constructor(quiz) {
    const root = document.getElementById("courseware-languages")?.dataset.root ?? "/";
    this.name = `courseware:${new URL(root, location.href).pathname}:quiz:${quiz}`;
  }

  // Storage may be blocked or full: then the quiz goes on without it.
  attempt(act) {
    try {
      return act(localStorage);
    } catch {
      this.fails = true;
      return null;
    }
  }

  read() {
    const text = this.attempt((storage) => storage.getItem(this.name));
    try {
      return recordOf(JSON.parse(text));
    } catch { // corrupted
      return recordOf();
    }
  }

  // Reads again what another tab may have written, and changes only what is its own.
  write(change) {
    const record = this.read();
    change(record);
    this.attempt((storage) => storage.setItem(this.name, JSON.stringify(record)));
    return record;
  }

  forget() {
    this.attempt((storage) => storage.removeItem(this.name));
  }
}

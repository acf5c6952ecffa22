// What a student typed, brought to the form in which texts are compared: the same steps as in quizzes/texts.py.

const LONGEST = 1000;
const SPACE = "[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const CHINESE = "[\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]/gu;
const SPACES = new RegExp(`${SPACE}+`, "gu");
// No look behind: browsers of older phones cannot read it.
const AFTER_CHINESE = new RegExp(`(${CHINESE}) `, "gu");
const BEFORE_CHINESE = new RegExp(` (?=${CHINESE})`, "gu");
const OUTER_SPACE = new RegExp(`^${SPACE}+|${SPACE}+$`, "gu");
const EDGES = new RegExp(`^(?:${SPACE}|\\p{P})+|(?:${SPACE}|\\p{P})+$`, "gu");

// Only so much of a text is looked at, counted in characters and not in halves of them.
export const tooLong = (text) => text.length > 2 * LONGEST || [...text].length > LONGEST;

export const visible = (text) => text.replace(INVISIBLE, "");

export const trimmed = (text) => text.replace(OUTER_SPACE, "");

// `strict` names the steps that are left out.
export function normalForm(text, strict = []) {
  let form = visible(text);
  if (!strict.includes("width")) form = form.normalize("NFKC");
  if (!strict.includes("case")) form = form.toLowerCase().toUpperCase().toLowerCase();
  if (!strict.includes("spaces")) form = form.replace(SPACES, " ").replace(AFTER_CHINESE, "$1").replace(BEFORE_CHINESE, "");
  return (!strict.includes("edges") && form.replace(EDGES, "")) || trimmed(form);
}

// Whether a text is one of those accepted, or fits a pattern as a whole.
export function matches(key, text) {
  if (tooLong(text)) return false;
  const form = normalForm(text, key.strict);
  return form !== "" && (key.accept.some((accepted) => normalForm(accepted, key.strict) === form)
    || (key.patterns ?? []).some((pattern) => new RegExp(`^(?:${pattern})$`, "us").test(form)));
}

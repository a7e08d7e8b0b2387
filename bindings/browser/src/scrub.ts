// What is of a person or a secret is taken out before anything is kept or sent. The service looks again, with more rules
// (docs/redaction.md); the words that stay in place are the same, so that an error keeps its group.

/** What stands in front of a value that is secret, as the end of a name: `DB_PASSWORD`, `x-api-key`. */
const SECRET =
  '(?:pass(?:word|wd|phrase)|pwd|secret|token|api[-_]?key|(?:access|private|secret)[-_]?key|authorization|credentials?|cookie|sess(?:ion)?[-_]?id|csrf|cvv|cvc|ssn|iban)';
const NAME = '(?:(?:first|last|full|middle|given|family|user|display|nick)[-_]?name|surname)';

const RULES: [RegExp, string][] = [
  // Queries and fragments with values: what people typed, and tokens.
  [/(\b[a-z][\w+.-]*:\/\/[^\s?#"'<>()]*)[?#][^\s"'<>()]*/gi, '$1'],
  [/[?#][^\s"'<>()?#]*=[^\s"'<>()]*/g, ''],
  [/(\b[a-z][\w+.-]*:\/\/)[^\s/@"'<>]+@/gi, '$1'],
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, '<secret>'],
  [/\b(?:A[KS]IA|AIza|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|[sr]k_(?:live|test)_|whsec_|npm_|shpat_|epk_)[\w-]{10,}/g, '<secret>'],
  [/\b(bearer)\s+[\w.~+/=-]{8,}/gi, '$1 <secret>'],
  [new RegExp(`(${SECRET}["']?\\s*[=:]\\s*["']?)(?!<secret>)(?:(?:bearer|basic)\\s+)?[^\\s"'&,;)}\\]]+`, 'gi'), '$1<secret>'],
  [new RegExp(`(\\b${NAME}["']?\\s*[=:]\\s*["']?)[^\\s"'&,;)}\\]]+`, 'gi'), '$1<name>'],
  [/[\p{L}\p{N}._+-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?!(?:[mc]?[jt]s|[jt]sx|vue|html?|css|json|map|png|jpe?g|gif|svg|webp|ico|php)\b)\p{L}{2,}/giu, '<mail>'],
];
// No look behind: Safari before 16.4 would not even load the script.
const CARD = /(^|[^\w%.-])([2-6]\d(?:[ -]?\d){11,17})(?![\w%]|[.-]\w)/g;
const KEY = new RegExp(`${SECRET}$`, 'i');
const NAME_KEY = new RegExp(`^${NAME}$`, 'i');

/** The check digit of a card's number (Luhn). */
function isCard(text: string): boolean {
  let sum = 0;
  [...text.replace(/\D/g, '')].reverse().forEach((digit, place) => {
    const twice = +digit * (place % 2 ? 2 : 1);
    sum += twice > 9 ? twice - 9 : twice;
  });
  return sum % 10 === 0;
}

/** Rules of the application's own come last. */
let own = (text: string): string => text;

export function setOwn(rule: (text: string) => string): void {
  own = rule;
}

/** A text without what is of a person or a secret, at most `most` characters of it. */
export function scrub(text: string, most = 2048): string {
  // Cut before it is searched, with room so that nothing is cut in two: a long text must not cost the page its time.
  let clean = text.slice(0, 2 * most);
  for (const [pattern, word] of RULES) clean = clean.replace(pattern, word);
  return own(clean.replace(CARD, (all, before: string, number: string) => (isCard(number) ? `${before}<card>` : all))).slice(0, most);
}

/** An address without its query, fragment, user and password. */
export function address(url: string): string {
  return scrub(url.split(/[?#]/)[0]!, 512);
}

/** Data that may be sent: texts scrubbed, depth and breadth bounded, no functions, no circles. */
export function plain(value: unknown, depth = 4): unknown {
  if (typeof value === 'string') return scrub(value);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || !depth) return scrub(String(value), 64);
  if (Array.isArray(value)) return value.slice(0, 50).map((one) => plain(one, depth - 1));
  const clean: Record<string, unknown> = {};
  for (const key of Object.keys(value).slice(0, 50)) {
    clean[scrub(key, 64)] = KEY.test(key) ? '<secret>' : NAME_KEY.test(key) ? '<name>' : plain((value as Record<string, unknown>)[key], depth - 1);
  }
  return clean;
}

/**
 * Which names promise a secret. A name is compared without its spelling: `apiKey`, `api_key`, `API-KEY` and `apikey` are
 * one. The last word decides what a name is of: `passwordResetToken` is a token, `tokenCount` a count.
 */
import { isMark, withoutMarks } from './mark.ts';

export interface SecretKey {
  /** In the mark: `[Filtered:password]`. */
  readonly kind: string;
  /** Against the name in lower case, letters and digits only, digits at its end removed. */
  readonly name: RegExp;
  /** What a value must look like; without it, any. */
  readonly value?: RegExp;
  /** Says nothing about members of an object under that name. */
  readonly flat?: boolean;
}

export type SecretKeyOf = (name: string) => SecretKey | undefined;

const fourDigits = /\d(?:\D*\d){3}/;
const sevenDigits = /\d(?:\D*\d){6}/;

const named: readonly SecretKey[] = [
  { kind: 'national-id', name: /ssn$|socialsecurity|(?:national|tax|citizen|identity)(?:id|number|no)|passport(?:id|number|no)?$|^nino$|insurancenumber|aadhaar|pesel|personnummer|driv(?:er|ing)s?licen[cs]e|^cpf$|^dni$|^curp$|nhsnumber/, value: fourDigits },
  { kind: 'cookie', name: /cookies?$|phpsessid|jsessionid|connectsid|aspnetsessionid/ },
];

const ofLastWord: readonly SecretKey[] = [
  { kind: 'token', name: /tokens?$|jwt$|[cx]srf$|bearer$|assertion$|samlre(?:sponse|quest)$/ },
  { kind: 'password', name: /pass(?:wo?r?d|phrase|code)|pwd|^(?:user|db|login|admin|smtp|ftp|new|old)?(?:pass|pw)$|kennwort|contrasena|motdepasse/ },
  { kind: 'secret', name: /secret(?!ar)|amzsignature|googsignature|^sig$/ },
  { kind: 'api-key', name: /(?:api|access|auth|private|master|encryption|signing|subscription|account|shared|session|ssh|license|client|service|functions|hmac|aes|rsa)keys?$/ },
  { kind: 'authorization', name: /authori[sz]ation$|credentials?$/ },
  { kind: 'authorization', name: /^(?:x|http|basic|proxy)?auth$/, value: /^\S{10,}$|^\w+ \S{8,}$/, flat: true },
  { kind: 'pin', name: /^(?:card|user|login|sim|atm|security|new|old|confirm)?pin(?:code|number)?$|otp$|cvv$|cvc$|^csc$|(?:security|verification|mfa|onetime|twofactor|2fa|auth|backup|recovery)codes?$/ },
  { kind: 'card', name: /(?:card|credit|debit|cc)(?:number|num|nr|no)$|^(?:credit|debit)card$|^pan$/, value: fourDigits },
  { kind: 'bank-account', name: /iban|account(?:number|no)$|bankaccount|routingnumber|sortcode/, value: fourDigits },
  { kind: 'phone', name: /(?:phone|mobile|cell|(?<!ho|mo|in|car|pas)tel|fax|whatsapp)(?:number|num|nr|no)?s?$|contactn(?:umber|o)$|msisdn/, value: sevenDigits },
];

/** A name that ends in one of these tells something about a secret, not the secret. */
const about =
  /^(?:count|length|len|size|type|kind|expir\w*|expires?|at|in|on|ttl|age|limit|max|min|budget|usage|used|enabled|disabled|required|valid|invalid|present|strength|policy|reset|changed|updated|created|name|id|ids|field|input|label|errors?|status|state|attempts|index|remaining|version|url|uri|endpoint|path|form|page|format|consent|banner|settings|manager|service|provider|rate|time|duration|ms|date|visible|hidden|placeholder|match\w*|confirmed)$/;

/** Values that give nothing away, whatever the name. */
const harmless = /^(?:null|undefined|true|false|none|nil|\*+|required|missing|invalid|expired|incorrect|wrong|empty|redacted)$/i;

/** Where in a text it is worth looking for names at all. */
export const secretStem = 'pass|pwd|pw|secret|key|token|jwt|srf|bearer|assertion|saml|auth|credential|cookie|sess|sid|sig|pin|otp|cvv|cvc|csc|code|ssn|social|tax|national|citizen|identity|nino|insurance|aadhaar|pesel|personn|licen|cpf|dni|curp|nhs|card|credit|debit|cc|pan|iban|account|routing|phone|mobile|cell|tel|contact|fax|whatsapp|msisdn|kennwort|contrasena|motdepasse';

const stem = new RegExp(secretStem, 'i');

export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function lastWord(name: string): string {
  const words = name.replace(/([a-z\d])(?=[A-Z])/g, '$1 ').match(/[A-Za-z\d]+/g);
  return (words?.at(-1) ?? '').toLowerCase();
}

const ownKey: SecretKey = { kind: 'custom', name: /^/ };

/** `custom`: names of the page's own; `*` at either end stands for anything (`*Token`). */
export function createSecretKeyOf(custom: readonly string[]): SecretKeyOf {
  const own = custom.map((key) => ({ name: plainName(key), open: key.startsWith('*'), ended: !key.endsWith('*') })).filter(({ name }) => name);
  const isOwn = (plain: string): boolean =>
    own.some(({ name, open, ended }) => (open ? (ended ? plain.endsWith(name) : plain.includes(name)) : ended ? plain === name : plain.startsWith(name)));
  return (given) => {
    if (given.length > 80) return undefined;
    const name = withoutMarks(given);
    if (own.length && isOwn(plainName(name))) return ownKey;
    if (!stem.test(name)) return undefined;
    const plain = plainName(name).replace(/\d+$/, '');
    const certain = named.find((key) => key.name.test(plain));
    return certain ?? (about.test(lastWord(name)) ? undefined : ofLastWord.find((key) => key.name.test(plain)));
  };
}

/** Must `value`, which stands under a name of that kind, go? */
export function isSecretValue(key: SecretKey, value: string): boolean {
  if (!value || isMark(value)) return false;
  return key === ownKey || (!harmless.test(value) && (key.value?.test(value) ?? true));
}

/** What is looked for, by the names in the marks: `[Filtered:email]`. */
export const detectors = [
  'email', 'phone', 'card', 'iban', 'bank-account', 'ssn', 'national-id', 'birth-date', 'ip', 'credentials', 'private-key', 'jwt', 'api-key', 'authorization', 'cookie', 'token', 'password', 'secret', 'pin',
] as const;

export type Detector = (typeof detectors)[number];

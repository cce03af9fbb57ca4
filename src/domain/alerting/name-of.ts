/** `api_connectivity` is the API Connectivity. */
export function nameOf(id: string): string {
  return id.replaceAll(/(^|_)(api|sms|cdn|.)/g, (_, gap: string, start: string) => (gap && ' ') + start.toUpperCase());
}

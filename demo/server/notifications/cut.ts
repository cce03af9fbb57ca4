/**
 * A text of at most `most` characters (UTF-16 units, as providers count), cut between characters; what was cut says so and how much
 * it was.
 *
 * @example cut('a'.repeat(200), 100) // 'aaa… … [124 more characters]'
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // The note's own length depends on the number in it.
  const room = most - ` … [${text.length} more characters]`.length;
  if (room < 1) return text.slice(0, Math.max(0, most - 1)).replace(/[\ud800-\udbff]$/, '') + (most > 0 ? '…' : '');
  const kept = text.slice(0, room).replace(/[\ud800-\udbff]$/, '');
  return `${kept} … [${text.length - kept.length} more characters]`;
}

/** Prints the names of what there is: what the tab does at once, what the runtime answers when it is there. */
export function help(debug: { readonly services: object }, answers: unknown): void {
  const { services } = debug;
  console.table([debug, services, ...Object.values<object>(services as never)].map((part) => Object.keys(part).join(' ')));
  console.table(answers);
}

/** Names repeat from signal to signal. Bounded, because data can stand where a name should. */
const maxNames = 1000;

/** The same function, which works out each of the last names once. */
export function remember<T>(make: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    if (known.size > maxNames) known.clear();
    if (!known.has(name)) known.set(name, make(name));
    return known.get(name) as T;
  };
}

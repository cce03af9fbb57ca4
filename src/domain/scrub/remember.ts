/** Names repeat from signal to signal. Bounded, because data can stand where a name should. */
const maxNames = 1000;

/** The same function, which works out each of the last `most` names once. */
export function remember<T>(make: (name: string) => T, most = maxNames): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    let made = known.get(name);
    if (made === undefined && !known.has(name)) {
      if (known.size > most) known.clear();
      known.set(name, (made = make(name)));
    }
    return made as T;
  };
}

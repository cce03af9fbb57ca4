import { theAgent } from '../the-agent.ts';

/** Who is signed in, for everything that is captured from now on; `null`: nobody. */
export const setUser = (id: string | null, profile?: Readonly<Record<string, unknown>>): void => theAgent().setUser(id, profile);

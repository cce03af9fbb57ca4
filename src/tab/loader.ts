type ScriptUrl = string;
interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): ScriptUrl };
}

export interface Loader {
  /** What `new Worker` and `script.src` take where Trusted Types are required. */
  trusted(url: string): ScriptUrl;
  /** Resolves when the script has run. */
  load(url: string, type?: string): Promise<void>;
}

/** Makes URLs of ours loadable under `require-trusted-types-for 'script'`, with the one policy of the page's CSP. */
export function createLoader(policyName: () => string): Loader {
  let policy: ReturnType<Policies['createPolicy']> | undefined;
  const trusted = (url: string): ScriptUrl => {
    // Only when first needed: a policy's name can be used once a page.
    policy ??= (window as { trustedTypes?: Policies }).trustedTypes?.createPolicy(policyName(), { createScriptURL: String });
    return policy?.createScriptURL(url) ?? url;
  };
  return {
    trusted,
    load: (url, type = '') =>
      new Promise((done, fail) => {
        const script = document.createElement('script');
        script.type = type;
        script.onload = () => done();
        script.onerror = () => fail(new Error(url));
        script.src = trusted(url);
        document.head.append(script);
      }),
  };
}

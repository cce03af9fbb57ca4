import { test } from 'node:test';
import { createMemoryStore } from '../../src/runtime/memory-store.ts';
import { storeContract } from '../support/store-contract.ts';

for (const { name, run } of storeContract)
  test(`memory: ${name}`, () => {
    const store = createMemoryStore();
    return run({ open: async () => store });
  });

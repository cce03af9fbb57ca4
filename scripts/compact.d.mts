export const insideWorker: RegExp;

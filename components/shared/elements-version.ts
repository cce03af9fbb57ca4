/** The version that two copies on one page compare. */
export const elementsVersion = '0.1.0';

import { testMatrix } from '../../support/faults/test-matrix.ts';
import { puppeteerFaults } from '../../support/faults/puppeteer-faults.ts';

testMatrix('Firefox', () => puppeteerFaults('firefox'));

import { testMatrix } from '../../support/faults/test-matrix.ts';
import { webkitFaults } from '../../support/faults/webkit-faults.ts';

testMatrix('WebKit', webkitFaults);

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { debugIdOf, sourceMapUrl } from '../../../../src/domain/errors/source-maps/source-map-url.ts';

describe('the comment that names a source map', () => {
  const cases: readonly (readonly [what: string, script: string, url: string | null])[] = [
    ['stands in the last line', 'run();\n//# sourceMappingURL=app.js.map', 'app.js.map'],
    ['may have lines without code behind it', 'run();\n//# sourceMappingURL=app.js.map\n//# debugId=85314830-023f-4cf1-a267-535f4e37bb17\n\n', 'app.js.map'],
    ['the last one counts', '//# sourceMappingURL=a.map\nrun();\n//# sourceMappingURL=b.map\n//# sourceMappingURL=c.map', 'c.map'],
    ['may share a line with code', 'run();//# sourceMappingURL=app.js.map\n', 'app.js.map'],
    ['with the @ of old, and in Windows', 'run();\r\n//@ sourceMappingURL=app.js.map\r\n', 'app.js.map'],
    ['as a block', 'run();\n/*# sourceMappingURL=app.js.map */', 'app.js.map'],
    ['carries a whole map', 'run();\n//# sourceMappingURL=data:application/json;base64,e30=\n', 'data:application/json;base64,e30='],
    ['is absolute', '//# sourceMappingURL=https://maps.example/app.js.map?v=2', 'https://maps.example/app.js.map?v=2'],
    ['is not one that code follows', '//# sourceMappingURL=a.map\nrun();', null],
    ['is not one in a string', 'const line = "//# sourceMappingURL=" + url;\n', null],
    ['is not one in a style sheet within a string', 'css("a{}/*# sourceMappingURL=x.css.map*/")', null],
    ['is not the words alone', 'run(); // see sourceMappingURL=app.js.map\n', null],
    ['names nothing', 'run();\n//# sourceMappingURL=\n', null],
    ['is not there', 'run();', null],
    ['is not there in an empty file', '', null],
  ];
  for (const [what, script, url] of cases) test(what, () => assert.equal(sourceMapUrl(script), url));

  test('is found behind any code, whatever it holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (code) => sourceMapUrl(`${code}\n//# sourceMappingURL=app.js.map\n`) === 'app.js.map'));
  });
});

test('the build that a script is of', () => {
  assert.equal(debugIdOf('run();\n//# sourceMappingURL=a.map\n//# debugId=85314830-023F-4cf1-a267-535f4e37bb17\n'), '85314830-023f-4cf1-a267-535f4e37bb17');
  assert.equal(debugIdOf('run();\n//# sourceMappingURL=a.map\n'), null);
});

// Looks at the board and at what a terminal showed; see `pictures`, which runs this.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [work, out] = process.argv.slice(2);
const require = createRequire(join(work, 'node_modules', 'x'));
const { chromium } = require('playwright-core');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
try {
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({ colorScheme, viewport: { width: 1180, height: 760 } });
    await page.goto(process.env.BOARD);
    await page.getByText('Robot3').first().waitFor();
    await page.waitForTimeout(2500); // the last hour's charts, and a second of MQTT messages
    await page.screenshot({ path: join(out, `board-${colorScheme}.png`) });
    await page.goto(`${process.env.BOARD}/#order=table-8`);
    await page.getByText('StateMachineFinish').first().waitFor();
    await page.waitForTimeout(1500);
    await page.evaluate(() => document.activeElement.blur()); // its focus ring
    await page.screenshot({ path: join(out, `order-${colorScheme}.png`) });
    await page.close();
  }
  await terminal('terminal', readFileSync(join(work, 'watch'), 'utf8'), 96, 30);
} finally {
  await browser.close();
}

/** Has a terminal's emulator draw what `script` recorded. */
async function terminal(name, recorded, columns, rows) {
  const text = recorded.replace(/^Script started[^\n]*\n/, '').replace(/\nScript done[^]*$/, '');
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  const xterm = join(work, 'node_modules', '@xterm', 'xterm');
  await page.setContent('<body style="margin:12px;background:#111"><div id="t"></div></body>');
  await page.addStyleTag({ path: join(xterm, 'css', 'xterm.css') });
  await page.addScriptTag({ path: join(xterm, 'lib', 'xterm.js') });
  await page.evaluate(
    ([text, columns, rows]) =>
      new Promise((done) => {
        const options = { cols: columns, rows, fontSize: 14, theme: { background: '#111' } };
        const terminal = new window.Terminal(options);
        terminal.open(document.getElementById('t'));
        terminal.write(text + '\x1b[?25l', done);
      }),
    [text, columns, rows],
  );
  await page.waitForTimeout(500);
  await page.locator('.xterm-screen').screenshot({ path: join(out, `${name}.png`) });
  await page.close();
}

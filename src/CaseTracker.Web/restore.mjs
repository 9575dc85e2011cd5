// Copies what the pages need out of node_modules to wwwroot/lib and makes one sprite of the icons named in package.json.
// The build runs it after `npm ci`, whenever the lock file, package.json or this file has changed.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const from = path => new URL(`node_modules/${path}`, import.meta.url);
const to = name => new URL(`wwwroot/lib/${name}`, import.meta.url);

rmSync(to(''), { recursive: true, force: true });
mkdirSync(to(''), { recursive: true });

const css = readFileSync(from('@tabler/core/dist/css/tabler.min.css'), 'utf8').replace(/\/\*# sourceMappingURL=.*?\*\//, '');
writeFileSync(to('tabler.min.css'), css);
copyFileSync(from('htmx.org/dist/htmx.min.js'), to('htmx.min.js'));
copyFileSync(from('echarts/dist/echarts.min.js'), to('echarts.min.js'));

const { icons } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const symbols = icons.map(name => {
  const svg = readFileSync(from(`@tabler/icons/icons/outline/${name}.svg`), 'utf8');
  const body = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${body}</symbol>`;
});
writeFileSync(to('icons.svg'), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`);
